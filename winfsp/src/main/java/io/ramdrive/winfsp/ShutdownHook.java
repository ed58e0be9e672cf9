// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

/** Something to do when the JVM ends, unless it has become needless before. */
final class ShutdownHook {
  private final Thread thread;
  private boolean cancelled;

  ShutdownHook(Runnable task, String threadName) {
    thread = new Thread(task, threadName);
  }

  /**
   * Arms it, unless it has been cancelled already.
   *
   * @throws IllegalStateException when the JVM is ending
   */
  synchronized void register() {
    if (!cancelled) {
      Runtime.getRuntime().addShutdownHook(thread);
    }
  }

  /** Disarms it for good; when the JVM is ending, that changes nothing. */
  synchronized void cancel() {
    cancelled = true;
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException ending) {
      // It runs, or has run.
    }
  }
}
