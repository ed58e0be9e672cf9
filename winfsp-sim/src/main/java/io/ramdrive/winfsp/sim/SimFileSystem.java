// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.FspFileSystem;
import io.ramdrive.winfsp.binding.FullContext;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WideString;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** FSP_FILE_SYSTEM: what FspFileSystemCreate makes and FspFileSystemDelete ends. */
final class SimFileSystem {
  private final SimDll dll;
  private final VolumeParameters parameters;
  private final MemorySegment block;
  private final HostCalls host;
  private final Dispatcher dispatcher;
  private final KernelVolume kernel;
  private final NotifyQueue notifications;
  private @Nullable String mountPoint;
  private MemorySegment mountPointText = MemorySegment.NULL;
  private int dispatcherResult;

  SimFileSystem(SimDll dll, VolumeParameters parameters, long table, KernelSide kernelSide) {
    this.dll = dll;
    this.parameters = parameters;
    block = dll.arena().allocate(FspFileSystem.SIZE, 8);
    host = new HostCalls(table, dll.violations());
    dispatcher = new Dispatcher(this);
    kernel = kernelSide.createVolume(parameters.isNetwork(), parameters.bytes(), dispatcher);
    notifications = new NotifyQueue(this, kernel, dll.settings());
    FspFileSystem.volumeHandle(block, 0, block.address());
    FspFileSystem.interfaceTable(block, 0, table);
  }

  long address() {
    return block.address();
  }

  VolumeParameters parameters() {
    return parameters;
  }

  SimSettings settings() {
    return dll.settings();
  }

  Violations violations() {
    return dll.violations();
  }

  Arena arena() {
    return dll.arena();
  }

  void stuck() {
    dll.stuck();
  }

  Lender lender() {
    return dll.lender();
  }

  Dawdler dawdler() {
    return dll.dawdler();
  }

  HostCalls host() {
    return host;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  NotifyQueue notifications() {
    return notifications;
  }

  KernelVolume kernel() {
    return kernel;
  }

  @Nullable String mountPoint() {
    return mountPoint;
  }

  /** Remembers the mount point, where the header has it; null for none. */
  void mountPoint(@Nullable String value) {
    mountPoint = value;
    mountPointText = value == null ? MemorySegment.NULL : WideString.allocate(dll.arena(), value);
    FspFileSystem.mountPoint(block, 0, mountPointText.address());
  }

  int dispatcherResult() {
    return dispatcherResult;
  }

  /** The first failure stays. */
  void dispatcherResult(int status) {
    if (dispatcherResult >= 0 && status < 0) {
      dispatcherResult = status;
    }
  }

  /** FspFileSystemStopDispatcher. */
  void stopDispatcher() {
    if (!dispatcher.isStarted()) {
      return;
    }
    DispatcherThread self = DispatcherThread.current();
    if (self != null && self.fileSystem() == this) {
      violations().report(Invariant.STOP, "StopDispatcher on a dispatcher's thread");
      return;
    }
    dispatcher.stop();
    kernel.stopped();
  }

  /** FspFileSystemDelete, without the mount point. */
  void delete() {
    if (dispatcher.isStarted()) {
      violations().report(Invariant.STOP, "Delete before StopDispatcher");
      dispatcher.stop();
    }
    host.checkTable();
    notifications.close();
    kernel.deleted();
    host.close();
    block.fill(Frame.POISON);
  }

  /** What a callback gets as its FileContext. */
  long argument(Frame frame, FileContext context) {
    if (parameters.has(VolumeParameters.UM_FILE_CONTEXT_IS_FULL_CONTEXT)) {
      long full = frame.zeroed(FullContext.SIZE);
      FullContext.userContext(Pointer.MEMORY, full, context.userContext());
      FullContext.userContext2(Pointer.MEMORY, full, context.userContext2());
      return full;
    }
    return parameters.has(VolumeParameters.UM_FILE_CONTEXT_IS_USER_CONTEXT2)
        ? context.userContext2()
        : context.userContext();
  }

  /**
   * Where an opening callback stores its context, in memory for a FSP_FSCTL_TRANSACT_FULL_CONTEXT.
   */
  long result(long full) {
    return parameters.has(VolumeParameters.UM_FILE_CONTEXT_IS_USER_CONTEXT2)
        ? full + FullContext.UserContext2
        : full;
  }
}
