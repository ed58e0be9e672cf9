// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The part of the DLL that file systems live by; as the real one it keeps pointers, not copies. */
class FakeFileSystems extends FakeDll {
  static final long FILE_SYSTEM = 0x1234_5678_9ABCL;

  final List<String> notifications = new ArrayList<>();
  int createStatus;
  int mountStatus;
  int startStatus;
  int beginStatus;

  /** What GetOperationContext answers: not null on a thread that serves requests. */
  long operationContext;

  long interfaceTable;
  byte[] params = {};
  byte[] mountSecurity = {};
  private String mountPoint = "";
  private final Arena arena = Arena.ofAuto();

  int fspFileSystemPreflight(long devicePath, long mountPointText) {
    calls.add("preflight " + WideString.read(devicePath) + " " + text(mountPointText));
    return mountStatus;
  }

  int fspFileSystemCreate(long devicePath, long volumeParams, long table, long pFileSystem) {
    calls.add("create " + WideString.read(devicePath));
    params = bytes(volumeParams, VolumeParams.SIZE);
    interfaceTable = table;
    Pointer.MEMORY.set(JAVA_LONG, pFileSystem, FILE_SYSTEM);
    return createStatus;
  }

  void fspFileSystemDelete(long fileSystem) {
    calls.add("delete " + (fileSystem == FILE_SYSTEM));
  }

  int fspFileSystemSetMountPointEx(long fileSystem, long text, long securityDescriptor) {
    calls.add("mount " + text(text));
    mountPoint = text == Pointer.NULL ? "Z:" : WideString.read(text);
    mountSecurity =
        securityDescriptor == Pointer.NULL ? mountSecurity : bytes(securityDescriptor, 4);
    return mountStatus;
  }

  long fspFileSystemMountPointF(long fileSystem) {
    return mountPoint.isEmpty() ? Pointer.NULL : WideString.allocate(arena, mountPoint).address();
  }

  int fspFileSystemStartDispatcher(long fileSystem, int threads) {
    calls.add("start " + threads);
    return startStatus;
  }

  void fspFileSystemStopDispatcher(long fileSystem) {
    calls.add("stop");
  }

  void fspFileSystemSetDebugLogF(long fileSystem, int mask) {
    calls.add("debug log " + mask);
  }

  void fspFileSystemSetOperationGuardStrategyF(long fileSystem, int strategy) {
    calls.add("guard strategy " + strategy);
  }

  void fspFileSystemStopServiceIfNecessary(long fileSystem, byte normally) {
    calls.add("stop service " + normally);
  }

  int fspFileSystemNotifyBegin(long fileSystem, int timeout) {
    calls.add("begin " + timeout);
    return beginStatus;
  }

  int fspFileSystemNotify(long fileSystem, long records, long size) {
    notifications.add(HexFormat.of().formatHex(bytes(records, size)));
    return NtStatus.STATUS_SUCCESS;
  }

  int fspFileSystemNotifyEnd(long fileSystem) {
    calls.add("end");
    return NtStatus.STATUS_SUCCESS;
  }

  long fspFileSystemGetOperationContext() {
    return operationContext;
  }

  private static String text(long text) {
    return text == Pointer.NULL ? "null" : WideString.read(text);
  }

  private static byte[] bytes(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size).toArray(JAVA_BYTE);
  }
}
