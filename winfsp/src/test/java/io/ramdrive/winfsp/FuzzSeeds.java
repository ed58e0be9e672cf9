// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The seeds of a fuzz test: a few that are the same in every build; {@code RAMDRIVE_FUZZ_SECONDS}
 * asks for new ones for that long, {@code RAMDRIVE_SEED} for one.
 */
final class FuzzSeeds {
  private FuzzSeeds() {}

  static void forEach(int known, LongConsumer test) {
    String seed = System.getenv("RAMDRIVE_SEED");
    String seconds = System.getenv("RAMDRIVE_FUZZ_SECONDS");
    if (seed != null) {
      test.accept(Long.parseLong(seed));
    } else if (seconds == null) {
      for (long i = 1; i <= known; i++) {
        test.accept(i);
      }
    } else {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(seconds));
      long next = ThreadLocalRandom.current().nextLong(1L << 40);
      while (System.nanoTime() < end) {
        test.accept(next++);
      }
    }
  }
}
