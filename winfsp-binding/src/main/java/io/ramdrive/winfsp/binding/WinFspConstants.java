// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

/** Constants of winfsp/winfsp.h and winfsp/fsctl.h. */
public final class WinFspConstants {
  public static final int FspCleanupDelete = 0x00000001;
  public static final int FspCleanupSetAllocationSize = 0x00000002;
  public static final int FspCleanupSetArchiveBit = 0x00000010;
  public static final int FspCleanupSetLastAccessTime = 0x00000020;
  public static final int FspCleanupSetLastWriteTime = 0x00000040;
  public static final int FspCleanupSetChangeTime = 0x00000080;
  public static final int FspFsctlTransactReservedKind = 0x00000000;
  public static final int FspFsctlTransactCreateKind = 0x00000001;
  public static final int FspFsctlTransactOverwriteKind = 0x00000002;
  public static final int FspFsctlTransactCleanupKind = 0x00000003;
  public static final int FspFsctlTransactCloseKind = 0x00000004;
  public static final int FspFsctlTransactReadKind = 0x00000005;
  public static final int FspFsctlTransactWriteKind = 0x00000006;
  public static final int FspFsctlTransactQueryInformationKind = 0x00000007;
  public static final int FspFsctlTransactSetInformationKind = 0x00000008;
  public static final int FspFsctlTransactQueryEaKind = 0x00000009;
  public static final int FspFsctlTransactSetEaKind = 0x0000000A;
  public static final int FspFsctlTransactFlushBuffersKind = 0x0000000B;
  public static final int FspFsctlTransactQueryVolumeInformationKind = 0x0000000C;
  public static final int FspFsctlTransactSetVolumeInformationKind = 0x0000000D;
  public static final int FspFsctlTransactQueryDirectoryKind = 0x0000000E;
  public static final int FspFsctlTransactFileSystemControlKind = 0x0000000F;
  public static final int FspFsctlTransactDeviceControlKind = 0x00000010;
  public static final int FspFsctlTransactShutdownKind = 0x00000011;
  public static final int FspFsctlTransactLockControlKind = 0x00000012;
  public static final int FspFsctlTransactQuerySecurityKind = 0x00000013;
  public static final int FspFsctlTransactSetSecurityKind = 0x00000014;
  public static final int FspFsctlTransactQueryStreamInformationKind = 0x00000015;
  public static final int FspFsctlTransactKindCount = 0x00000016;
  public static final int FSP_FILE_SYSTEM_OPERATION_GUARD_STRATEGY_FINE = 0x00000000;
  public static final int FSP_FILE_SYSTEM_OPERATION_GUARD_STRATEGY_COARSE = 0x00000001;
  public static final int FSP_FSCTL_TRANSACT_REQ_SIZEMAX = 0x00003FC0;
  public static final int FSP_FSCTL_TRANSACT_RSP_SIZEMAX = 0x00004000;
  public static final int FSP_FSCTL_TRANSACT_REQ_BUFFER_SIZEMAX = 0x00003F68;
  public static final int FSP_FSCTL_TRANSACT_RSP_BUFFER_SIZEMAX = 0x00003F80;
  public static final int FSP_FSCTL_TRANSACT_PATH_SIZEMAX = 0x00000800;
  public static final int FSP_FSCTL_DEVICECONTROL_SIZEMAX = 0x00001000;
  public static final int FSP_FSCTL_VOLUME_NAME_SIZEMAX = 0x00000200;
  public static final int FSP_FSCTL_VOLUME_PREFIX_SIZE = 0x00000180;
  public static final int FSP_FSCTL_VOLUME_FSNAME_SIZE = 0x00000020;
  public static final int FSP_FSCTL_NOTIFY_INFO_SIZEMAX = 0x7FFFFFFF;
  public static final int FSP_FSCTL_QUERY_WINFSP = 0x000920FC;
  public static final int FspFsctlIrpTimeoutMinimum = 60000;
  public static final int FspFsctlIrpTimeoutMaximum = 600000;
  public static final int FspFsctlIrpTimeoutDefault = 300000;
  public static final int FspFsctlIrpCapacityMinimum = 100;
  public static final int FspFsctlIrpCapacityMaximum = 1000;
  public static final int FspFsctlIrpCapacityDefault = 1000;

  private WinFspConstants() {}
}
