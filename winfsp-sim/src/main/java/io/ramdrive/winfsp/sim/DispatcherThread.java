// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.OperationContext;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.TransactReq;
import io.ramdrive.winfsp.binding.TransactRsp;
import io.ramdrive.winfsp.binding.WinFspConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A thread of the DLL that takes requests and calls the file system. */
final class DispatcherThread {
  private static final ThreadLocal<DispatcherThread> CURRENT = new ThreadLocal<>();
  private static final int BUFFER_SIZE = WinFspConstants.FSP_FSCTL_TRANSACT_RSP_SIZEMAX;
  private static final MemorySegment ZEROS = Arena.global().allocate(BUFFER_SIZE);

  private final Dispatcher dispatcher;
  private final SimFileSystem fileSystem;
  private final Thread thread;
  private final MemorySegment request;
  private final MemorySegment response;
  private final MemorySegment context;

  /** The callback that it is in, and since when; read by the watchdog. */
  private volatile @Nullable InterfaceSlot slot;

  private volatile long since;
  private volatile @Nullable String notification;
  private @Nullable InFlight serving;

  DispatcherThread(Dispatcher dispatcher, SimFileSystem fileSystem, int number) {
    this.dispatcher = dispatcher;
    this.fileSystem = fileSystem;
    Arena arena = fileSystem.arena();
    request = arena.allocate(BUFFER_SIZE, 8);
    response = arena.allocate(BUFFER_SIZE, 8);
    context = arena.allocate(OperationContext.SIZE, 8);
    OperationContext.request(context, 0, request.address());
    OperationContext.response(context, 0, response.address());
    thread = Thread.ofPlatform().daemon().name("winfsp-dispatcher-" + number).unstarted(this::run);
  }

  /** The one that runs this code; null on other threads. */
  static @Nullable DispatcherThread current() {
    return CURRENT.get();
  }

  Thread thread() {
    return thread;
  }

  SimFileSystem fileSystem() {
    return fileSystem;
  }

  @Nullable InFlight serving() {
    return serving;
  }

  /** FSP_FILE_SYSTEM_OPERATION_CONTEXT, null between requests. */
  long context() {
    return serving == null ? Pointer.NULL : context.address();
  }

  long response() {
    return response.address();
  }

  private void run() {
    CURRENT.set(this);
    try {
      dispatcher.startNext();
      for (InFlight next = dispatcher.take(); next != null; next = dispatcher.take()) {
        serve(next);
      }
    } catch (RuntimeException | AssertionError e) {
      fileSystem.violations().report(thread.getName(), e);
    } finally {
      CURRENT.remove();
      dispatcher.ended(this);
    }
  }

  private void serve(InFlight next) {
    if (response.mismatch(ZEROS) != -1) {
      fileSystem
          .violations()
          .report(
              Invariant.MEMORY, "the dispatcher's response was written after its request was done");
      response.fill((byte) 0);
    }
    TransactReq.version(request, 0, 0);
    TransactReq.size(request, 0, TransactReq.SIZE);
    TransactReq.kind(request, 0, RequestKind.of(next.request()));
    TransactReq.hint(request, 0, next.hint());
    TransactRsp.size(response, 0, TransactRsp.SIZE);
    TransactRsp.kind(response, 0, RequestKind.of(next.request()));
    TransactRsp.hint(response, 0, next.hint());
    serving = next;
    try {
      dispatcher.serve(next, this);
    } finally {
      serving = null;
      response.fill((byte) 0);
    }
  }

  /** Calls a slot of the file system. */
  @Nullable Object callback(InterfaceSlot which, Object[] arguments) {
    fileSystem.dawdler().step();
    since = System.nanoTime();
    slot = which;
    try {
      return fileSystem.host().call(which, arguments);
    } finally {
      slot = null;
      fileSystem.dawdler().step();
    }
  }

  boolean inCallback() {
    return slot != null;
  }

  /** The callback waits in a notification, or not any more. */
  void notifying(@Nullable String function) {
    notification = function;
  }

  /** What is wrong with a callback that takes longer than this; null if none does. */
  @Nullable InvariantViolation overdue(long nanos) {
    InterfaceSlot which = slot;
    if (which == null || System.nanoTime() - since < nanos) {
      return null;
    }
    String function = notification;
    Throwable where = new Throwable("stack of " + thread.getName());
    where.setStackTrace(thread.getStackTrace());
    return function != null
        ? new InvariantViolation(
            Invariant.NOTIFY, function + " on a dispatcher's thread blocks " + which, where)
        : new InvariantViolation(Invariant.THREADING, which + " does not return", where);
  }
}
