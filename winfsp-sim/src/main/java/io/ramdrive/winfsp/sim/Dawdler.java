// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Delays threads here and there, by a seed, so that others may overtake them. */
final class Dawdler {
  private static final int LONGEST_NANOS = 200_000;

  private final boolean enabled;
  private final ThreadLocal<SplittableRandom> random;

  Dawdler(SimSettings settings) {
    enabled = settings.randomDelays();
    AtomicLong threads = new AtomicLong(settings.seed());
    random = ThreadLocal.withInitial(() -> new SplittableRandom(threads.getAndIncrement()));
  }

  /** Between two steps of a request. */
  void step() {
    if (!enabled) {
      return;
    }
    SplittableRandom dice = random.get();
    switch (dice.nextInt(4)) {
      case 0 -> LockSupport.parkNanos(dice.nextInt(LONGEST_NANOS));
      case 1 -> LockSupport.parkNanos(1);
      default -> {}
    }
  }
}
