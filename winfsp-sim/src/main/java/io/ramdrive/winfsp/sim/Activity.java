// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/**
 * Which system calls run at the same time. Some rules can only be checked by one that has the
 * volume for itself.
 */
final class Activity {
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
      }
    }
  }

  private long started;
  private int running;

  synchronized Operation begin() {
    started++;
    running++;
    return new Operation(started, running == 1);
  }
}
