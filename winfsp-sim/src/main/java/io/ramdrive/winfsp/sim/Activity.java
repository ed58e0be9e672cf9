// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/**
 * Which system calls run at the same time. Some rules can only be checked by one that has the
 * volume for itself.
 */
final class Activity {
  /**
   * A moment.
   *
   * @param started how many system calls had begun
   * @param alone whether none ran but the caller's own
   */
  record Mark(long started, boolean alone) {}

  /** One system call. */
  final class Operation implements AutoCloseable {
    private final long serial;
    private final boolean first;

    private Operation(long serial, boolean first) {
      this.serial = serial;
      this.first = first;
    }

    /** Whether no other system call has run since this one began. */
    boolean alone() {
      synchronized (Activity.this) {
        return first && started == serial;
      }
    }

    @Override
    public void close() {
      synchronized (Activity.this) {
        running--;
        own.remove();
        ended++;
        Activity.this.notifyAll();
      }
    }
  }

  private long started;
  private int running;
  private long ended;
  private final ThreadLocal<Boolean> own = new ThreadLocal<>();

  synchronized Operation begin() {
    started++;
    running++;
    own.set(true);
    return new Operation(started, running == 1);
  }

  /** Waits until one of those that run now has ended, if there are any. */
  synchronized void awaitAnother() {
    long before = ended;
    while (running > 0 && ended == before) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("A system call was interrupted", e);
      }
    }
  }

  /** Now, for work that is not a system call of its own. */
  synchronized Mark mark() {
    return new Mark(started, running == (own.get() == null ? 0 : 1));
  }

  /** Whether no other system call has run since then. */
  synchronized boolean undisturbed(Mark since) {
    return since.alone && started == since.started;
  }
}
