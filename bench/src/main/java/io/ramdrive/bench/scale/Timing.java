// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.scale;

import java.util.Arrays;

/** Times operations. */
final class Timing {
  private static final int ROUNDS = 5;
  private static final int BATCH = 64;

  private final long nanosPerRound;

  Timing(long millisPerRound) {
    nanosPerRound = millisPerRound * 1_000_000;
  }

  /** One of many; {@code i} is their count so far. */
  @FunctionalInterface
  interface Operation {
    void run(int i) throws Exception;
  }

  /** Nanoseconds per operation: the median of the rounds, after one that does not count. */
  double nanos(Operation operation) throws Exception {
    double[] rounds = new double[ROUNDS];
    int count = 0;
    for (int round = -1; round < ROUNDS; round++) {
      int first = count;
      long start = System.nanoTime();
      long spent;
      do {
        for (int end = count + BATCH; count < end; count++) {
          operation.run(count);
        }
        spent = System.nanoTime() - start;
      } while (spent < nanosPerRound);
      if (round >= 0) {
        rounds[round] = (double) spent / (count - first);
      }
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }
}
