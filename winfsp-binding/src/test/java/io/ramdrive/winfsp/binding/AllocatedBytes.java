// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Measures how many bytes of the Java heap some threads allocate. */
final class AllocatedBytes {
  /**
   * The code under test is not fully compiled before some 10 000 calls, waits for a CPU to be
   * compiled on, and is compiled anew when an assumption of the compiler proves wrong.
   */
  private static final int MAX_ROUNDS = 60;

  private static final int ROUNDS_WITHOUT = 5;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocatedBytes() {}

  /**
   * Runs {@code round} until it has allocated nothing five times in a row, or fails.
   *
   * @param threads who must allocate nothing
   */
  static void assertNoneOnceCompiled(List<Thread> threads, Runnable round) {
    List<Long> rounds = new ArrayList<>();
    int without = 0;
    while (without < ROUNDS_WITHOUT) {
      assertThat(rounds).as("bytes allocated in each round").hasSizeLessThan(MAX_ROUNDS);
      long bytes = bytesAllocatedBy(threads, round);
      rounds.add(bytes);
      without = bytes == 0 ? without + 1 : 0;
    }
  }

  private static long bytesAllocatedBy(List<Thread> threads, Runnable round) {
    long[] ids = threads.stream().mapToLong(Thread::threadId).toArray();
    long before = sum(ids);
    round.run();
    return sum(ids) - before;
  }

  /** Allocates nothing itself: one of the threads may be the current one. */
  private static long sum(long[] ids) {
    long sum = 0;
    for (long id : ids) {
      sum += THREADS.getThreadAllocatedBytes(id);
    }
    return sum;
  }
}
