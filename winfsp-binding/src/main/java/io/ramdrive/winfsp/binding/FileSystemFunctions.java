// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** The functions of the DLL that a {@link FileSystemHost} lives by. */
final class FileSystemFunctions {
  private final MethodHandle preflight;
  private final MethodHandle create;
  private final MethodHandle delete;
  private final MethodHandle setMountPointEx;
  private final MethodHandle mountPoint;
  private final MethodHandle startDispatcher;
  private final MethodHandle stopDispatcher;
  private final MethodHandle setGuardStrategy;
  private final MethodHandle setDebugLog;
  private final MethodHandle stopServiceIfNecessary;
  private final MethodHandle notifyBegin;
  private final MethodHandle notify;
  private final MethodHandle notifyEnd;

  FileSystemFunctions(WinFspLibrary library) throws WinFspException {
    preflight = library.link(WinFspFunction.FspFileSystemPreflight);
    create = library.link(WinFspFunction.FspFileSystemCreate);
    delete = library.link(WinFspFunction.FspFileSystemDelete);
    setMountPointEx = library.link(WinFspFunction.FspFileSystemSetMountPointEx);
    mountPoint = library.link(WinFspFunction.FspFileSystemMountPointF);
    startDispatcher = library.link(WinFspFunction.FspFileSystemStartDispatcher);
    stopDispatcher = library.link(WinFspFunction.FspFileSystemStopDispatcher);
    setGuardStrategy = library.link(WinFspFunction.FspFileSystemSetOperationGuardStrategyF);
    setDebugLog = library.link(WinFspFunction.FspFileSystemSetDebugLogF);
    stopServiceIfNecessary =
        linkIfThere(library, WinFspFunction.FspFileSystemStopServiceIfNecessary);
    notifyBegin = library.link(WinFspFunction.FspFileSystemNotifyBegin);
    notify = library.link(WinFspFunction.FspFileSystemNotify);
    notifyEnd = library.link(WinFspFunction.FspFileSystemNotifyEnd);
  }

  /** What does nothing, if this release does not have the function. */
  private static MethodHandle linkIfThere(WinFspLibrary library, WinFspFunction function)
      throws WinFspException {
    return library.has(function)
        ? library.link(function)
        : MethodHandles.empty(function.descriptor().toMethodType());
  }

  int preflight(long devicePath, long mountPointText) {
    try {
      return (int) preflight.invokeExact(devicePath, mountPointText);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  int create(long devicePath, long volumeParams, long interfaceTable, long pFileSystem) {
    try {
      return (int) create.invokeExact(devicePath, volumeParams, interfaceTable, pFileSystem);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  void delete(long fileSystem) {
    call(delete, fileSystem);
  }

  int setMountPoint(long fileSystem, long text, long securityDescriptor) {
    try {
      return (int) setMountPointEx.invokeExact(fileSystem, text, securityDescriptor);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  long mountPoint(long fileSystem) {
    try {
      return (long) mountPoint.invokeExact(fileSystem);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  int startDispatcher(long fileSystem, int threads) {
    try {
      return (int) startDispatcher.invokeExact(fileSystem, threads);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  void stopDispatcher(long fileSystem) {
    call(stopDispatcher, fileSystem);
  }

  void setGuardStrategy(long fileSystem, int strategy) {
    set(setGuardStrategy, fileSystem, strategy);
  }

  void setDebugLog(long fileSystem, int mask) {
    set(setDebugLog, fileSystem, mask);
  }

  void stopServiceIfNecessary(long fileSystem, boolean normally) {
    try {
      stopServiceIfNecessary.invokeExact(fileSystem, (byte) (normally ? 1 : 0));
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  int notifyBegin(long fileSystem, int timeout) {
    try {
      return (int) notifyBegin.invokeExact(fileSystem, timeout);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  int notify(long fileSystem, long records, long size) {
    try {
      return (int) notify.invokeExact(fileSystem, records, size);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  int notifyEnd(long fileSystem) {
    try {
      return (int) notifyEnd.invokeExact(fileSystem);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  private static void call(MethodHandle function, long fileSystem) {
    try {
      function.invokeExact(fileSystem);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  private static void set(MethodHandle function, long fileSystem, int value) {
    try {
      function.invokeExact(fileSystem, value);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }
}
