// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.STATUS_CANCELLED;
import static io.ramdrive.winfsp.binding.NtStatus.STATUS_CANT_WAIT;
import static io.ramdrive.winfsp.binding.NtStatus.STATUS_INVALID_PARAMETER;
import static io.ramdrive.winfsp.binding.NtStatus.STATUS_SUCCESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ramdrive.winfsp.binding.NotifyInfo;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WinFspConstants;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** FspFsctlNotify: what a file system tells the driver, worked off by the system's threads. */
final class NotifyQueue {
  private static final int[] DELAYS_MILLIS = {10, 10, 50, 50, 100, 100, 300};
  private static final int INFINITE = -1;
  private static final byte[] END = {0, 0};

  private final SimFileSystem fileSystem;
  private final KernelVolume kernel;
  private final Violations violations;
  private final NotifyMode mode;
  private final boolean limitsSize;
  private final ExecutorService workers;
  private final List<Future<?>> items = new ArrayList<>();
  private int sessions;
  private boolean closed;

  NotifyQueue(SimFileSystem fileSystem, KernelVolume kernel, SimSettings settings) {
    this.fileSystem = fileSystem;
    this.kernel = kernel;
    this.violations = fileSystem.violations();
    this.mode = settings.notifyMode();
    this.limitsSize = settings.version().compareTo(SimVersion.V2_2) >= 0;
    this.workers =
        Executors.newFixedThreadPool(
            settings.notifyWorkers(),
            Thread.ofPlatform().daemon().name("system-worker-", 1).factory());
  }

  /** FspFileSystemNotifyBegin. */
  int begin(int timeoutMillis) {
    DispatcherThread self = admit("FspFileSystemNotifyBegin");
    long slept = 0;
    try {
      for (int i = 0; ; i++) {
        int status = tryBegin();
        boolean over = timeoutMillis != INFINITE && slept >= (timeoutMillis & 0xFFFF_FFFFL);
        if (status != STATUS_CANT_WAIT || over || violations.any()) {
          return status;
        }
        int delay = DELAYS_MILLIS[Math.min(i, DELAYS_MILLIS.length - 1)];
        slept += delay;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
      }
    } finally {
      leave(self);
    }
  }

  private synchronized int tryBegin() {
    if (closed) {
      return STATUS_CANCELLED;
    }
    if (!kernel.tryBeginNotify()) {
      return STATUS_CANT_WAIT;
    }
    sessions++;
    return STATUS_SUCCESS;
  }

  /** FspFileSystemNotifyEnd. */
  int end() {
    DispatcherThread self = admit("FspFileSystemNotifyEnd");
    try {
      synchronized (this) {
        if (sessions == 0) {
          violations.report(Invariant.NOTIFY, "NotifyEnd without a NotifyBegin that succeeded");
          return STATUS_INVALID_PARAMETER;
        }
        sessions--;
      }
      return submit(END, self);
    } finally {
      leave(self);
    }
  }

  /** FspFileSystemNotify. The records are copied now. */
  int notify(long records, long size) {
    DispatcherThread self = admit("FspFileSystemNotify");
    try {
      if (limitsSize && size > WinFspConstants.FSP_FSCTL_NOTIFY_INFO_SIZEMAX) {
        return STATUS_INVALID_PARAMETER;
      }
      if (size == 0) {
        return tryBegin();
      }
      byte[] copy = Pointer.MEMORY.asSlice(records, size).toArray(JAVA_BYTE);
      checkRecords(copy);
      return submit(copy, self);
    } finally {
      leave(self);
    }
  }

  /** The driver skips records that make no sense; nobody should send them. */
  private void checkRecords(byte[] copy) {
    MemorySegment memory = MemorySegment.ofArray(copy);
    for (int at = 0; at + 2 <= copy.length; ) {
      int size = NotifyInfo.size(memory, at);
      if (size < NotifyInfo.SIZE || (size & 1) != 0 || at + size > copy.length) {
        violations.report(
            Invariant.NOTIFY, "a record of size " + size + " at " + at + " of " + copy.length);
        return;
      }
      at += (size + 7) & ~7;
    }
  }

  private @Nullable DispatcherThread admit(String function) {
    DispatcherThread self = DispatcherThread.current();
    if (fileSystem.dispatcher().isStopRequested()) {
      violations.report(Invariant.NOTIFY, function + " after StopDispatcher");
    }
    if (self != null) {
      self.notifying(function);
      if (mode == NotifyMode.STRICT) {
        violations.report(Invariant.NOTIFY, function + " on a dispatcher's thread");
      }
    }
    return self;
  }

  private static void leave(@Nullable DispatcherThread self) {
    if (self != null) {
      self.notifying(null);
    }
  }

  private int submit(byte[] records, @Nullable DispatcherThread self) {
    Future<?> item;
    synchronized (this) {
      if (closed) {
        return STATUS_CANCELLED;
      }
      items.removeIf(Future::isDone);
      item = workers.submit(() -> work(records));
      items.add(item);
    }
    if (self != null && mode == NotifyMode.CONSERVATIVE) {
      await(item);
    }
    return STATUS_SUCCESS;
  }

  private void work(byte[] records) {
    fileSystem.dawdler().step();
    try {
      kernel.notify(records);
    } catch (RuntimeException | AssertionError e) {
      violations.report("a work item of the driver", e);
    }
  }

  /** Waits for the item, or until something went wrong elsewhere. */
  private boolean await(Future<?> item) {
    while (!item.isDone() && !violations.any()) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
    }
    return item.isDone();
  }

  /** Waits until the driver has done everything it was told; false if something went wrong. */
  boolean drain() {
    List<Future<?>> waiting;
    synchronized (this) {
      waiting = List.copyOf(items);
    }
    boolean drained = true;
    for (Future<?> item : waiting) {
      drained &= await(item);
    }
    return drained;
  }

  /** The volume goes: what is queued is worked off first. */
  void close() {
    synchronized (this) {
      if (sessions != 0) {
        violations.report(Invariant.NOTIFY, sessions + " sessions begun and not ended");
      }
      closed = true;
    }
    workers.shutdown();
    try {
      if (!workers.awaitTermination(
          fileSystem.settings().watchdogMillis(), TimeUnit.MILLISECONDS)) {
        violations.report(Invariant.STOP, "Delete waits for a notification for ever");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }
}
