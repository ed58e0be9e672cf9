// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.nio.file.ClosedFileSystemException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets operations in until it is closed, and closes when the last of them has left: a volume must
 * not be closed under an operation.
 */
final class Gate {
  /** Set in {@link #inside} once no one may enter any more. */
  private static final long CLOSED = Long.MIN_VALUE;

  /** How many operations are inside, in the low bits. */
  private final AtomicLong inside = new AtomicLong();

  private final CountDownLatch empty = new CountDownLatch(1);

  /**
   * Goes in; {@link #leave} must follow.
   *
   * @throws ClosedFileSystemException when the gate is closed
   */
  void enter() {
    if (inside.incrementAndGet() < 0) {
      leave();
      throw new ClosedFileSystemException();
    }
  }

  /** Goes in once more on behalf of one who is inside; {@link #leave} must follow. */
  void enterAgain() {
    inside.incrementAndGet();
  }

  void leave() {
    if (inside.decrementAndGet() == CLOSED) {
      empty.countDown();
    }
  }

  boolean isOpen() {
    return inside.get() >= 0;
  }

  /** Lets nobody in any more; false when that was so already. */
  boolean shut() {
    long before = inside.getAndUpdate(count -> count | CLOSED);
    if (before == 0) {
      empty.countDown();
    }
    return before >= 0;
  }

  /** Waits until all who are inside have left; an interrupt is kept for later. */
  void awaitEmpty() {
    boolean interrupted = false;
    while (true) {
      try {
        empty.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
