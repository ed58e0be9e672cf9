// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import org.jspecify.annotations.Nullable;

/** Knows the thread that tells of the dispatcher's end: WinFsp itself does not know it any more. */
final class DispatcherEnd {
  private final Operations operations;

  /** The thread within {@link Operations#dispatcherStopped}; read by any thread. */
  private volatile @Nullable Thread thread;

  DispatcherEnd(Operations operations) {
    this.operations = operations;
  }

  void dispatcherStopped(boolean normally) {
    thread = Thread.currentThread();
    try {
      operations.dispatcherStopped(normally);
    } finally {
      thread = null;
    }
  }

  boolean isOnThisThread() {
    return thread == Thread.currentThread();
  }
}
