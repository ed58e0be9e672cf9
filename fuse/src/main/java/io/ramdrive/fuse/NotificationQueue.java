// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Name;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where changes leave notifications for the invalidator: two batches, of which one is filled while
 * the other is sent. To add takes a lock for as long as it takes to copy a name, which nobody holds
 * while waiting for a kernel; when there is no room, that alone is noted.
 */
final class NotificationQueue implements AutoCloseable {
  /** {@link #take}: wait for as long as it takes. */
  static final long FOR_EVER = Long.MAX_VALUE;

  private NotificationBatch filling;
  private NotificationBatch sending;

  /** Counts what has been added. Guarded by this, as all below. */
  private long added;

  /** The value of {@code added} up to which all is in the batch being sent, or sent. */
  private long taken;

  /** The value of {@code added} up to which all has been sent. */
  private long sent;

  /** The largest ticket that somebody has waited for in vain. */
  private long missed;

  private boolean closed;
  private boolean failed;
  private long merged;
  private long overflows;

  NotificationQueue(QueueLimits limits) throws MountException {
    filling = new NotificationBatch(limits);
    try {
      sending = new NotificationBatch(limits);
    } catch (MountException noRoom) {
      filling.close();
      throw noRoom;
    }
  }

  synchronized void invalEntry(long parent, Name name) {
    if (!closed) {
      note(filling.invalEntry(parent, name));
    }
  }

  synchronized void delete(long parent, long child, Name name) {
    if (!closed) {
      note(filling.delete(parent, child, name));
    }
  }

  synchronized void invalInode(long ino, long off, long len) {
    if (!closed) {
      note(filling.invalInode(ino, off, len));
    }
  }

  private void note(NotificationBatch.Added result) {
    added++;
    if (result == NotificationBatch.Added.MERGED) {
      merged++;
    } else if (result == NotificationBatch.Added.OVERFLOWED) {
      overflows++;
    }
    if (taken + 1 == added) {
      notifyAll();
    }
  }

  /**
   * Waits for notifications.
   *
   * @param settled how much of what has been {@linkplain #taken} the kernel knows
   * @param pause for how many nanoseconds to wait; after that the batch is empty
   * @return null when there will be none any more
   */
  synchronized @Nullable NotificationBatch take(long settled, long pause)
      throws InterruptedException {
    if (settled > sent) {
      sent = settled;
      notifyAll();
    }
    long start = System.nanoTime();
    while (!closed && filling.isEmpty()) {
      long left = pause == FOR_EVER ? FOR_EVER : pause - (System.nanoTime() - start);
      if (left <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    if (closed) {
      return null;
    }
    NotificationBatch full = filling;
    filling = sending;
    filling.clear();
    sending = full;
    taken = added;
    return full;
  }

  /** How much had been added when the last batch was taken. */
  synchronized long taken() {
    return taken;
  }

  /**
   * Waits until all that has been added is sent.
   *
   * @param deadline a value of {@link System#nanoTime()}
   * @return false when the deadline passed first
   */
  synchronized boolean awaitSent(long deadline) {
    long ticket = added;
    boolean interrupted = false;
    while (sent < ticket && !closed) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (sent < ticket) {
      missed = Math.max(missed, ticket);
    }
    return sent >= ticket || (closed && !failed);
  }

  /** Whether something that {@link #awaitSent} waited for in vain is not sent yet. */
  synchronized boolean isBehind() {
    return sent < missed && !closed;
  }

  /** Whether anything that has been added is not sent yet. */
  synchronized boolean isUnsettled() {
    return sent < added && !closed;
  }

  /** As {@link #end}, but whoever waits learns that not all was sent. */
  synchronized void fail() {
    failed = true;
    end();
  }

  /**
   * Takes no more, and lets everybody who waits go on: the kernel has nothing to forget any more.
   */
  synchronized void end() {
    closed = true;
    notifyAll();
  }

  synchronized long merged() {
    return merged;
  }

  synchronized long overflows() {
    return overflows;
  }

  /** Frees the memory; {@link #end} it first, and see that no batch is being sent. */
  @Override
  public synchronized void close() {
    closed = true;
    filling.close();
    sending.close();
  }
}
