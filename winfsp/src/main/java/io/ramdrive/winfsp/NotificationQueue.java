// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a mount's kernel has still to be told. Never blocks who adds to it. */
final class NotificationQueue {
  /** Beyond this many it is cheaper to tell the kernel to forget all it knows. */
  private static final int LIMIT = 1 << 16;

  private final ArrayDeque<Notice> notices = new ArrayDeque<>();
  private final int limit;
  private long added;
  private long sent;
  private long givenUp;
  private long merged;
  private long overflows;
  private boolean overflowed;
  private boolean ended;

  NotificationQueue() {
    this(LIMIT);
  }

  NotificationQueue(int limit) {
    this.limit = limit;
  }

  synchronized void add(Notice notice) {
    if (ended) {
      return;
    }
    added++;
    if (overflowed || notice.equals(notices.peekLast())) {
      merged++;
      return;
    }
    if (notices.size() == limit) {
      notices.clear();
      overflowed = true;
      overflows++;
    } else {
      notices.add(notice);
    }
    notifyAll();
  }

  /**
   * Waits for something to send.
   *
   * @param done how much of what was taken before has reached the kernel: a {@link Batch#last}
   * @param nanos how long to wait at most
   * @return what there is, perhaps nothing; or null when the queue has ended
   */
  synchronized @Nullable Batch take(long done, long nanos) throws InterruptedException {
    if (done > sent) {
      sent = done;
      notifyAll();
    }
    long deadline = System.nanoTime() + nanos;
    while (notices.isEmpty() && !overflowed && !ended) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    if (ended) {
      return null;
    }
    Batch batch = new Batch(new ArrayList<>(notices), overflowed, added);
    notices.clear();
    overflowed = false;
    return batch;
  }

  /** Waits until all that was added before has been sent; false when the deadline passes first. */
  synchronized boolean awaitSent(long deadline) {
    long wanted = added;
    boolean interrupted = false;
    while (sent < wanted && !ended) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        givenUp = wanted;
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
    return sent >= wanted || ended;
  }

  /** Whether something that {@link #awaitSent} has waited for in vain is still not sent. */
  synchronized boolean isBehind() {
    return sent < givenUp && !ended;
  }

  /** Nothing is added or waited for any more. */
  synchronized void end() {
    ended = true;
    notices.clear();
    notifyAll();
  }

  synchronized long merged() {
    return merged;
  }

  synchronized long overflows() {
    return overflows;
  }

  /**
   * What is to be sent at once.
   *
   * @param forgetAll there was too much: the kernel has to forget all it knows
   * @param last how much had been added to the queue when this was taken
   */
  record Batch(List<Notice> notices, boolean forgetAll, long last) {}
}
