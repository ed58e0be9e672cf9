// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static io.ramdrive.winfsp.binding.Signature.BYTE;
import static io.ramdrive.winfsp.binding.Signature.INT;
import static io.ramdrive.winfsp.binding.Signature.LONG;
import static io.ramdrive.winfsp.binding.Signature.POINTER;
import static io.ramdrive.winfsp.binding.Signature.SHORT;
import static io.ramdrive.winfsp.binding.Signature.returning;
import static io.ramdrive.winfsp.binding.Signature.returningVoid;

import java.lang.foreign.FunctionDescriptor;

/**
 * The functions that WinFsp's DLL exports, by the header's names: winfsp/winfsp.h, winfsp/fsctl.h
 * and winfsp/launch.h. The three that take a variable number of arguments (FspServiceLog,
 * FspEventLog, FspDebugLog) are left out.
 */
@SuppressWarnings("ImmutableEnumChecker") // FunctionDescriptor is immutable, unmarked.
public enum WinFspFunction {
  FspFsctlCreateVolume(returning(INT, POINTER, POINTER, POINTER, LONG, POINTER)),
  FspFsctlMakeMountdev(returning(INT, POINTER, BYTE, POINTER)),
  FspFsctlUseMountmgr(returning(INT, POINTER, POINTER), WinFspVersion.V1_12),
  FspFsctlTransact(returning(INT, POINTER, POINTER, LONG, POINTER, POINTER, BYTE)),
  FspFsctlStop(returning(INT, POINTER)),
  FspFsctlStop0(returning(INT, POINTER)),
  FspFsctlNotify(returning(INT, POINTER, POINTER, LONG)),
  FspFsctlGetVolumeList(returning(INT, POINTER, POINTER, POINTER)),
  FspFsctlPreflight(returning(INT, POINTER)),
  FspFsctlServiceVersion(returning(INT, POINTER), WinFspVersion.V2_1),
  FspFsctlStartService(returning(INT), WinFspVersion.V2_0),
  FspFsctlStopService(returning(INT), WinFspVersion.V2_0),
  FspFsctlEnumServices(returning(INT, POINTER, POINTER), WinFspVersion.V2_0),
  FspMountSet(returning(INT, POINTER)),
  FspMountRemove(returning(INT, POINTER)),
  FspFileSystemPreflight(returning(INT, POINTER, POINTER)),
  FspFileSystemCreate(returning(INT, POINTER, POINTER, POINTER, POINTER)),
  FspFileSystemDelete(returningVoid(POINTER)),
  FspFileSystemSetMountPoint(returning(INT, POINTER, POINTER)),
  FspFileSystemSetMountPointEx(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemRemoveMountPoint(returningVoid(POINTER)),
  FspFileSystemStartDispatcher(returning(INT, POINTER, INT)),
  FspFileSystemStopDispatcher(returningVoid(POINTER)),
  FspFileSystemSendResponse(returningVoid(POINTER, POINTER)),
  FspFileSystemNotifyBegin(returning(INT, POINTER, INT)),
  FspFileSystemNotifyEnd(returning(INT, POINTER)),
  FspFileSystemNotify(returning(INT, POINTER, POINTER, LONG)),
  FspFileSystemGetOperationContext(returning(POINTER)),
  FspFileSystemMountPointF(returning(POINTER, POINTER)),
  FspFileSystemEnterOperationF(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemLeaveOperationF(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemSetOperationGuardF(returningVoid(POINTER, POINTER, POINTER)),
  FspFileSystemSetOperationGuardStrategyF(returningVoid(POINTER, INT)),
  FspFileSystemSetOperationF(returningVoid(POINTER, INT, POINTER)),
  FspFileSystemGetDispatcherResultF(returningVoid(POINTER, POINTER)),
  FspFileSystemSetDispatcherResultF(returningVoid(POINTER, INT)),
  FspFileSystemSetDebugLogF(returningVoid(POINTER, INT)),
  FspFileSystemIsOperationCaseSensitiveF(returning(BYTE)),
  FspFileSystemOperationProcessIdF(returning(INT)),
  FspFileSystemOpEnter(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpLeave(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpCreate(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpOverwrite(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpCleanup(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpClose(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpRead(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpWrite(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpQueryInformation(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpSetInformation(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpQueryEa(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpSetEa(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpFlushBuffers(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpQueryVolumeInformation(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpSetVolumeInformation(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpQueryDirectory(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpFileSystemControl(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpDeviceControl(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpQuerySecurity(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpSetSecurity(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemOpQueryStreamInformation(returning(INT, POINTER, POINTER, POINTER)),
  FspFileSystemAddDirInfo(returning(BYTE, POINTER, POINTER, INT, POINTER)),
  FspFileSystemFindReparsePoint(returning(BYTE, POINTER, POINTER, POINTER, POINTER, POINTER)),
  FspFileSystemResolveReparsePoints(
      returning(INT, POINTER, POINTER, POINTER, POINTER, INT, BYTE, POINTER, POINTER, POINTER)),
  FspFileSystemCanReplaceReparsePoint(returning(INT, POINTER, LONG, POINTER, LONG)),
  FspFileSystemAddStreamInfo(returning(BYTE, POINTER, POINTER, INT, POINTER)),
  FspFileSystemEnumerateEa(returning(INT, POINTER, POINTER, POINTER, POINTER, INT)),
  FspFileSystemAddEa(returning(BYTE, POINTER, POINTER, INT, POINTER)),
  FspFileSystemAddNotifyInfo(returning(BYTE, POINTER, POINTER, INT, POINTER)),
  FspFileSystemStopServiceIfNecessary(returningVoid(POINTER, BYTE), WinFspVersion.V2_0),
  FspFileSystemAcquireDirectoryBufferEx(
      returning(BYTE, POINTER, BYTE, INT, POINTER), WinFspVersion.V1_11),
  FspFileSystemAcquireDirectoryBuffer(returning(BYTE, POINTER, BYTE, POINTER)),
  FspFileSystemFillDirectoryBuffer(returning(BYTE, POINTER, POINTER, POINTER)),
  FspFileSystemReleaseDirectoryBuffer(returningVoid(POINTER)),
  FspFileSystemReadDirectoryBuffer(returningVoid(POINTER, POINTER, POINTER, INT, POINTER)),
  FspFileSystemDeleteDirectoryBuffer(returningVoid(POINTER)),
  FspGetFileGenericMapping(returning(POINTER)),
  FspAccessCheckEx(returning(INT, POINTER, POINTER, BYTE, BYTE, INT, POINTER, POINTER)),
  FspCreateSecurityDescriptor(returning(INT, POINTER, POINTER, POINTER, POINTER)),
  FspSetSecurityDescriptor(returning(INT, POINTER, INT, POINTER, POINTER)),
  FspDeleteSecurityDescriptor(returningVoid(POINTER, POINTER)),
  FspPosixSetUidMap(returning(INT, POINTER, POINTER, INT), WinFspVersion.V1_11),
  FspPosixMapUidToSid(returning(INT, INT, POINTER)),
  FspPosixMapSidToUid(returning(INT, POINTER, POINTER)),
  FspDeleteSid(returningVoid(POINTER, POINTER)),
  FspPosixMapPermissionsToSecurityDescriptor(returning(INT, INT, INT, INT, POINTER)),
  FspPosixMergePermissionsToSecurityDescriptor(returning(INT, INT, INT, INT, POINTER, POINTER)),
  FspPosixMapSecurityDescriptorToPermissions(returning(INT, POINTER, POINTER, POINTER, POINTER)),
  FspPosixMapWindowsToPosixPathEx(returning(INT, POINTER, POINTER, BYTE)),
  FspPosixMapPosixToWindowsPathEx(returning(INT, POINTER, POINTER, BYTE)),
  FspPosixDeletePath(returningVoid(POINTER)),
  FspPosixEncodeWindowsPath(returningVoid(POINTER, INT)),
  FspPosixDecodeWindowsPath(returningVoid(POINTER, INT)),
  FspPathPrefix(returningVoid(POINTER, POINTER, POINTER, POINTER)),
  FspPathSuffix(returningVoid(POINTER, POINTER, POINTER, POINTER)),
  FspPathCombine(returningVoid(POINTER, POINTER)),
  FspServiceRunEx(returning(INT, POINTER, POINTER, POINTER, POINTER, POINTER)),
  FspServiceCreate(returning(INT, POINTER, POINTER, POINTER, POINTER, POINTER)),
  FspServiceDelete(returningVoid(POINTER)),
  FspServiceAllowConsoleMode(returningVoid(POINTER)),
  FspServiceAcceptControl(returningVoid(POINTER, INT)),
  FspServiceRequestTime(returningVoid(POINTER, INT)),
  FspServiceSetExitCode(returningVoid(POINTER, INT)),
  FspServiceGetExitCode(returning(INT, POINTER)),
  FspServiceLoop(returning(INT, POINTER)),
  FspServiceStop(returningVoid(POINTER)),
  FspServiceIsInteractive(returning(BYTE)),
  FspServiceContextCheck(returning(INT, POINTER, POINTER)),
  FspServiceLogV(returningVoid(INT, POINTER, POINTER)),
  FspNtStatusFromWin32(returning(INT, INT)),
  FspWin32FromNtStatus(returning(INT, INT)),
  FspEventLogV(returningVoid(INT, POINTER, POINTER)),
  FspDebugLogSetHandle(returningVoid(POINTER)),
  FspDebugLogSD(returningVoid(POINTER, POINTER)),
  FspDebugLogSid(returningVoid(POINTER, POINTER)),
  FspDebugLogFT(returningVoid(POINTER, POINTER)),
  FspDebugLogRequest(returningVoid(POINTER)),
  FspDebugLogResponse(returningVoid(POINTER)),
  FspCallNamedPipeSecurely(
      returning(INT, POINTER, POINTER, INT, POINTER, INT, POINTER, INT, POINTER)),
  FspCallNamedPipeSecurelyEx(
      returning(INT, POINTER, POINTER, INT, POINTER, INT, POINTER, INT, BYTE, POINTER)),
  FspVersion(returning(INT, POINTER)),
  FspSxsIdent(returning(POINTER), WinFspVersion.V2_0),
  FspLaunchCallLauncherPipe(
      returning(INT, SHORT, INT, POINTER, POINTER, POINTER, POINTER, POINTER)),
  FspLaunchCallLauncherPipeEx(
      returning(INT, SHORT, INT, POINTER, POINTER, POINTER, POINTER, BYTE, POINTER)),
  FspLaunchStart(returning(INT, POINTER, POINTER, INT, POINTER, BYTE, POINTER)),
  FspLaunchStartEx(returning(INT, POINTER, POINTER, INT, POINTER, BYTE, BYTE, POINTER)),
  FspLaunchStop(returning(INT, POINTER, POINTER, POINTER)),
  FspLaunchGetInfo(returning(INT, POINTER, POINTER, POINTER, POINTER, POINTER)),
  FspLaunchGetNameList(returning(INT, POINTER, POINTER, POINTER)),
  FspLaunchRegSetRecord(returning(INT, POINTER, POINTER)),
  FspLaunchRegGetRecord(returning(INT, POINTER, POINTER, POINTER)),
  FspLaunchRegFreeRecord(returningVoid(POINTER));

  private final FunctionDescriptor descriptor;
  private final WinFspVersion since;

  WinFspFunction(FunctionDescriptor descriptor) {
    this(descriptor, WinFspVersion.OLDEST);
  }

  WinFspFunction(FunctionDescriptor descriptor, WinFspVersion since) {
    this.descriptor = descriptor;
    this.since = since;
  }

  /** The function's signature; a pointer is a JAVA_LONG. */
  public FunctionDescriptor descriptor() {
    return descriptor;
  }

  /** The first release that has it, or the oldest that this library works with. */
  public WinFspVersion since() {
    return since;
  }
}
