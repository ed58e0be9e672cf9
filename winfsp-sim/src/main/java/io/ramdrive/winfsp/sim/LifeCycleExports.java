// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.ramdrive.winfsp.binding.FspFileSystem;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WideString;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The functions that make, mount, serve and end a file system. */
@SuppressWarnings("MemberName") // the header's names
final class LifeCycleExports {
  private static final String DISK = "WinFsp.Disk";
  private static final String NETWORK = "WinFsp.Net";

  private final SimDll dll;
  private final MemorySegment noIdent;

  LifeCycleExports(SimDll dll) {
    this.dll = dll;
    this.noIdent = WideString.allocate(dll.arena(), "");
  }

  int FspVersion(long version) {
    Pointer.MEMORY.set(JAVA_INT_UNALIGNED, version, dll.settings().version().number());
    return STATUS_SUCCESS;
  }

  long FspSxsIdent() {
    return noIdent.address();
  }

  int FspFileSystemPreflight(long devicePath, long mountPoint) {
    int status = device(devicePath);
    if (status < 0 || mountPoint == Pointer.NULL) {
      return status;
    }
    return dll.mountPoints().preflight(WideString.read(mountPoint));
  }

  private int device(long devicePath) {
    String name = WideString.read(devicePath);
    boolean known = name.equals(DISK) || name.equals(NETWORK);
    return known && dll.settings().driverInstalled() ? STATUS_SUCCESS : STATUS_NO_SUCH_DEVICE;
  }

  int FspFileSystemCreate(long devicePath, long params, long table, long result) {
    Pointer.MEMORY.set(Pointer.LAYOUT, result, Pointer.NULL);
    try {
      boolean network = WideString.read(devicePath).equals(NETWORK);
      VolumeParameters parameters = VolumeParameters.read(network, params);
      int status = device(devicePath);
      if (status < 0) {
        return status;
      }
      SimFileSystem fileSystem = new SimFileSystem(dll, parameters, table, dll.kernel());
      dll.add(fileSystem);
      Pointer.MEMORY.set(Pointer.LAYOUT, result, fileSystem.address());
      return STATUS_SUCCESS;
    } catch (NtStatusException e) {
      return e.status();
    }
  }

  void FspFileSystemDelete(long address) {
    SimFileSystem fileSystem = dll.at(address);
    removeMountPoint(fileSystem);
    fileSystem.delete();
    dll.remove(address);
  }

  int FspFileSystemSetMountPoint(long address, long mountPoint) {
    return FspFileSystemSetMountPointEx(address, mountPoint, Pointer.NULL);
  }

  int FspFileSystemSetMountPointEx(long address, long mountPoint, long securityDescriptor) {
    SimFileSystem fileSystem = dll.at(address);
    if (fileSystem.mountPoint() != null) {
      return STATUS_INVALID_PARAMETER;
    }
    String name = mountPoint == Pointer.NULL ? "*:" : WideString.read(mountPoint);
    boolean drive = name.equals("*:") || MountPoints.isDrive(MountPoints.bare(name));
    if (drive) {
      fileSystem.dispatcher().transact0();
    }
    try {
      String taken = dll.mountPoints().set(name, fileSystem.parameters().isNetwork());
      fileSystem.mountPoint(taken);
      fileSystem.kernel().mounted(MountPoints.bare(taken));
      return STATUS_SUCCESS;
    } catch (NtStatusException e) {
      return e.status();
    }
  }

  void FspFileSystemRemoveMountPoint(long address) {
    removeMountPoint(dll.at(address));
  }

  private void removeMountPoint(SimFileSystem fileSystem) {
    @Nullable String name = fileSystem.mountPoint();
    if (name != null) {
      fileSystem.kernel().unmounted(MountPoints.bare(name));
      dll.mountPoints().remove(name);
      fileSystem.mountPoint(null);
    }
  }

  long FspFileSystemMountPointF(long address) {
    SimFileSystem fileSystem = dll.at(address);
    return FspFileSystem.mountPoint(Pointer.MEMORY, fileSystem.address());
  }

  int FspFileSystemStartDispatcher(long address, int threads) {
    SimFileSystem fileSystem = dll.at(address);
    if (fileSystem.dispatcher().isStarted()) {
      return STATUS_INVALID_PARAMETER;
    }
    fileSystem.dispatcher().start(threads, dll.settings().cpus());
    return STATUS_SUCCESS;
  }

  void FspFileSystemStopDispatcher(long address) {
    dll.at(address).stopDispatcher();
  }

  void FspFileSystemGetDispatcherResultF(long address, long result) {
    Pointer.MEMORY.set(JAVA_INT_UNALIGNED, result, dll.at(address).dispatcherResult());
  }

  void FspFileSystemSetDispatcherResultF(long address, int status) {
    dll.at(address).dispatcherResult(status);
  }

  void FspFileSystemSetOperationGuardStrategyF(long address, int strategy) {
    SimFileSystem fileSystem = dll.at(address);
    if (fileSystem.dispatcher().isStarted()) {
      dll.violations()
          .report(Invariant.THREADING, "the guard's strategy changes while the dispatcher runs");
    }
    fileSystem.dispatcher().guard().strategy(strategy);
  }

  void FspFileSystemSetDebugLogF(long address, int mask) {
    dll.at(address);
  }

  void FspDebugLogSetHandle(long handle) {}
}
