// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Looks after the callbacks: one that takes too long is reported, with its thread's stack. */
final class Watchdog implements AutoCloseable {
  private static final long LOOKS_PER_LIMIT = 10;

  private final Supplier<List<DispatcherThread>> threads;
  private final Violations violations;
  private final long limitNanos;
  private final Thread thread;
  private volatile boolean closed;

  Watchdog(Supplier<List<DispatcherThread>> threads, Violations violations, long limitMillis) {
    this.threads = threads;
    this.violations = violations;
    this.limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
    this.thread = Thread.ofPlatform().daemon().name("winfsp-watchdog").start(this::watch);
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(limitNanos / LOOKS_PER_LIMIT);
      for (DispatcherThread each : threads.get()) {
        InvariantViolation overdue = each.overdue(limitNanos);
        if (overdue != null) {
          violations.report(overdue);
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
