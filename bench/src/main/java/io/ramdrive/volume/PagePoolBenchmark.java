// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Pages taken from the pool of a volume and given back, by threads that contend for it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PagePoolBenchmark {
  private static final long CAPACITY = 256L << 20;
  private static final int PAGE_SIZE = 4096;
  private static final int MOST = 256;

  /** The pool. */
  @State(Scope.Benchmark)
  public static class Shared {
    private PagePool pool;

    /** Makes it. */
    @Setup
    public void setUp() {
      pool = new PagePool(CAPACITY, PAGE_SIZE, false);
    }

    /** Frees it. */
    @TearDown
    public void tearDown() {
      pool.close();
    }
  }

  /** One thread's. */
  @State(Scope.Thread)
  public static class Own {
    /** How many pages at a time: those of the smallest and of the largest write. */
    @Param({"1", "256"})
    public int pages;

    private final int[] taken = new int[MOST];
  }

  /** Alone. */
  @Benchmark
  @Threads(1)
  public void one(Shared shared, Own own) {
    takeAndRelease(shared.pool, own);
  }

  /** Beside another. */
  @Benchmark
  @Threads(2)
  public void two(Shared shared, Own own) {
    takeAndRelease(shared.pool, own);
  }

  /** Beside three others. */
  @Benchmark
  @Threads(4)
  public void four(Shared shared, Own own) {
    takeAndRelease(shared.pool, own);
  }

  private static void takeAndRelease(PagePool pool, Own own) {
    int got = pool.allocate(own.taken, 0, own.pages);
    pool.publish(got);
    pool.release(own.taken, 0, got);
  }
}
