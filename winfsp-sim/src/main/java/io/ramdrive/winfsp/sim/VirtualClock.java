// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.concurrent.atomic.AtomicLong;

/** The clock that the simulated caches expire by. It stands still until a test moves it. */
public final class VirtualClock {
  private final AtomicLong millis = new AtomicLong(1);

  /** Now, in milliseconds since some time. */
  public long millis() {
    return millis.get();
  }

  /** Lets time pass. */
  public void advance(long byMillis) {
    millis.addAndGet(byMillis);
  }
}
