// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock for many readers or one writer, which an inode does not have but is: it takes four bytes,
 * where a lock of the JDK is an object of forty, and inodes come by the million. Not reentrant.
 *
 * <p>Who cannot have the lock tries for a moment, then marks it as waited for and waits at the
 * object's own monitor, which takes memory only meanwhile. While the mark is there nobody else gets
 * the lock at once, so that readers who take turns do not keep a writer out. Whoever leaves the
 * lock free takes the mark away and wakes all who wait. Marking and waiting is one step for him,
 * because both happen under the monitor: so nobody sleeps who has not been seen.
 */
abstract class InodeLock {
  /** Set while there is a writer. */
  private static final int WRITER = 1 << 31;

  /** Set while somebody waits, or did when the lock was last taken. */
  private static final int AWAITED = 1 << 30;

  /** The rest is the number of readers. */
  private static final int READERS = AWAITED - 1;

  /** Long enough for an operation on names to end, in which no system call is made. */
  private static final int TRIES = 100;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(InodeLock.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @SuppressWarnings("FieldMayBeFinal") // written through STATE
  private volatile int state;

  /** Locks, together with other readers. */
  final void lockRead() {
    if (!tryLockRead()) {
      lockSlowly(false);
    }
  }

  /** Undoes {@link #lockRead()}. */
  final void unlockRead() {
    int before = (int) STATE.getAndAdd(this, -1);
    if ((before & READERS) == 0) {
      throw new IllegalMonitorStateException("unlocked more often than locked");
    }
    if (before == (AWAITED | 1)) {
      wake();
    }
  }

  /** Locks, alone. */
  final void lockWrite() {
    if (!tryLockWrite()) {
      lockSlowly(true);
    }
  }

  /** Undoes {@link #lockWrite()}. */
  final void unlockWrite() {
    int before = (int) STATE.getAndAdd(this, WRITER);
    if ((before & WRITER) == 0) {
      throw new IllegalMonitorStateException("unlocked more often than locked");
    }
    if (before != WRITER) {
      wake();
    }
  }

  /** Locks alone if nobody has the lock or waits for it. */
  final boolean tryLockWrite() {
    return STATE.compareAndSet(this, 0, WRITER);
  }

  private boolean tryLockRead() {
    int current = state;
    while ((current & ~READERS) == 0) {
      if (STATE.compareAndSet(this, current, current + 1)) {
        return true;
      }
      current = state;
    }
    return false;
  }

  private boolean tryLock(boolean alone) {
    return alone ? tryLockWrite() : tryLockRead();
  }

  private void lockSlowly(boolean alone) {
    for (int i = 0; i < TRIES; i++) {
      Thread.onSpinWait();
      if (tryLock(alone)) {
        return;
      }
    }
    boolean interrupted = false;
    synchronized (this) {
      while (!tryLock(alone)) {
        int current = state;
        if ((current & AWAITED) != 0
            || (current != 0 && STATE.compareAndSet(this, current, current | AWAITED))) {
          try {
            wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void wake() {
    if (STATE.compareAndSet(this, AWAITED, 0)) {
      notifyAll();
    }
  }
}
