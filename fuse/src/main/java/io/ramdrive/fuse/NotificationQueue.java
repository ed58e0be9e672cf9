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
  /** How long notifications that are to be sent once more wait for company. */
  private static final long RETRY_PAUSE_NANOS = 1_000_000;

  private NotificationBatch filling;
  private NotificationBatch sending;

  /** Counts what has been added. Guarded by this, as all below. */
  private long added;

  /** The value of {@code added} up to which all is in the batch being sent, or sent. */
  private long taken;

  /** The value of {@code added} up to which all has been sent. */
  private long sent;

  private boolean retries;
  private boolean unsettled;
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
    if (taken + 1 == added || retries) {
      retries = false;
      notifyAll();
    }
  }

  /**
   * Adds once more what the kernel did not know yet; the batch being sent is not settled before
   * that is.
   */
  synchronized void retry(long ino, long off, long len) {
    if (!closed) {
      retries = filling.isEmpty();
      unsettled = true;
      filling.invalInode(ino, off, len);
    }
  }

  /**
   * Waits for notifications. What was taken before has been sent, when this is called, but for what
   * {@link #retry} was told.
   *
   * @return null when there will be none any more
   */
  synchronized @Nullable NotificationBatch take() throws InterruptedException {
    if (!unsettled) {
      sent = taken;
      notifyAll();
    }
    long pauseEnd = System.nanoTime() + RETRY_PAUSE_NANOS;
    while (!closed && (filling.isEmpty() || retries)) {
      long left = retries ? pauseEnd - System.nanoTime() : Long.MAX_VALUE;
      if (left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } else {
        retries = false;
      }
    }
    if (closed) {
      return null;
    }
    NotificationBatch full = filling;
    filling = sending;
    filling.clear();
    sending = full;
    taken = added;
    unsettled = false;
    return full;
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
    return sent >= ticket || (closed && !failed);
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
