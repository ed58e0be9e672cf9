// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets calls of native code through until it is shut, and tells when the last of them is over: what
 * they use may be freed then. Any thread may use it; calls cost no lock.
 */
final class CallGate {
  /** Added when the gate is shut: more than there are threads. */
  private static final int SHUT = 1 << 30;

  /** The calls under way; SHUT and them once it is shut. */
  private final AtomicInteger calls = new AtomicInteger();

  /** Whether a call may be made; if so, {@link #leave} has to follow. */
  boolean enter() {
    if (calls.incrementAndGet() < SHUT) {
      return true;
    }
    leave();
    return false;
  }

  void leave() {
    if (calls.decrementAndGet() == SHUT) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Lets no further call through. */
  void shut() {
    calls.addAndGet(SHUT);
  }

  /** Returns when no call is under way any more; an interrupt is kept for later. */
  synchronized void awaitEmpty() {
    boolean interrupted = false;
    while (calls.get() != SHUT) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
