// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

/** What this process does when a signal such as SIGINT or SIGTERM ends it. */
final class SignalHook {
  private final Thread thread;

  private SignalHook(Thread thread) {
    this.thread = thread;
  }

  /** From now on a signal runs {@code action}, on a thread of its own, before the process ends. */
  static SignalHook set(Runnable action) {
    Thread thread = new Thread(action, "ramdrive-signal");
    Runtime.getRuntime().addShutdownHook(thread);
    return new SignalHook(thread);
  }

  /** From now on a signal just ends the process. */
  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      System.getLogger(SignalHook.class.getName())
          .log(System.Logger.Level.DEBUG, "A signal came first: {0}", e.getMessage());
    }
  }
}
