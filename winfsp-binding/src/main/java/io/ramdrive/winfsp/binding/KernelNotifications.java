// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;

/** The notifications of one file system, from any threads. Never throws. */
final class KernelNotifications {
  /** The longest path that costs no allocation, in UTF-16 units. */
  private static final int SHORT_PATH = 1024;

  private final FileSystemFunctions functions;
  private final long fileSystem;
  private final NotifyNames names;
  private final CallGate gate;
  private final AtomicInteger sessions = new AtomicInteger();

  /** Room for a record with a short path; also the lock of this room. */
  private final MemorySegment record;

  KernelNotifications(
      FileSystemFunctions functions,
      long fileSystem,
      Arena arena,
      NotifyNames names,
      CallGate gate) {
    this.functions = functions;
    this.gate = gate;
    this.fileSystem = fileSystem;
    this.names = names;
    this.record = arena.allocate(NotifyInfo.SIZE + 2L * SHORT_PATH, 8);
  }

  NotifyNames names() {
    return names;
  }

  int notify(int filter, int action, CharSequence path) {
    int units = path.length();
    if (units > NotifyRecord.LONGEST_PATH) {
      return NtStatus.STATUS_NAME_TOO_LONG;
    }
    if (!gate.enter()) {
      return NtStatus.STATUS_CANCELLED;
    }
    try {
      if (units <= SHORT_PATH) {
        synchronized (record) {
          return send(record, filter, action, path);
        }
      }
      try (Arena arena = Arena.ofConfined()) {
        return send(arena.allocate(NotifyInfo.SIZE + 2L * units, 8), filter, action, path);
      }
    } catch (OutOfMemoryError e) {
      return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
    } finally {
      gate.leave();
    }
  }

  private int send(MemorySegment room, int filter, int action, CharSequence path) {
    int size = NotifyRecord.write(room, 0, filter, action, path, names);
    return functions.notify(fileSystem, room.address(), size);
  }

  int notify(NotifyBatch batch) {
    if (!gate.enter()) {
      return NtStatus.STATUS_CANCELLED;
    }
    try {
      return batch.isEmpty()
          ? NtStatus.STATUS_SUCCESS
          : functions.notify(fileSystem, batch.address(), batch.size());
    } finally {
      Reference.reachabilityFence(batch); // whose memory would go with it
      gate.leave();
    }
  }

  int begin(int timeout) {
    if (!gate.enter()) {
      return NtStatus.STATUS_CANCELLED;
    }
    try {
      int status = functions.notifyBegin(fileSystem, timeout);
      if (status >= 0) {
        sessions.incrementAndGet();
      }
      return status;
    } finally {
      gate.leave();
    }
  }

  int end() {
    if (!gate.enter()) {
      return NtStatus.STATUS_CANCELLED;
    }
    try {
      return endSession() ? functions.notifyEnd(fileSystem) : NtStatus.STATUS_INVALID_PARAMETER;
    } finally {
      gate.leave();
    }
  }

  /** Whether there was a session to end: an end too many would end somebody else's. */
  private boolean endSession() {
    int open = sessions.get();
    while (open > 0) {
      int seen = sessions.compareAndExchange(open, open - 1);
      if (seen == open) {
        return true;
      }
      open = seen;
    }
    return false;
  }

  /** Ends the sessions that nobody has ended; with the gate shut. */
  void endSessions() {
    while (endSession()) {
      functions.notifyEnd(fileSystem);
    }
  }
}
