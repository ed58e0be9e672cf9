// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two mounts and Java work on the same few files at the same time, with kernels that may cache for
 * ever. Each short history, with what all of them see in the end, must be one that {@link
 * CoherenceContract} allows.
 *
 * <p>{@code RAMDRIVE_LINEARIZABILITY_SECONDS} says for how long, {@code RAMDRIVE_SEED} starts from
 * the same random numbers again, though threads never meet in the same way twice.
 */
class ViewsLinearizabilityTest {
  private static final Duration TIME = TestSettings.seconds("RAMDRIVE_LINEARIZABILITY_SECONDS", 10);
  private static final int CALLS = 10;

  private static final String[] NAMES = {"w", "x", "y", "z"};

  /** The limit is for runs that the environment makes long. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void everyHistoryHasAnOrder() throws Exception {
    long seed = TestSettings.seed();
    long end = System.nanoTime() + TIME.toNanos();
    int rounds = 0;
    int undecided = 0;
    long steps = 0;
    try (SeveralViews views = new SeveralViews();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      while (System.nanoTime() < end) {
        List<TimedStep> history = round(views, "/" + rounds, seed + rounds, threads);
        Linearizability.Verdict verdict = Linearizability.judge(history);
        if (!verdict.violation().isEmpty()) {
          fail("RAMDRIVE_SEED=%d, round %d: %s", seed, rounds, verdict.violation());
        }
        rounds++;
        undecided += verdict.isDecided() ? 0 : 1;
        steps += history.size();
      }
    }
    System.out.printf(
        "linearizability: %d histories, %d undecided, %d steps, seed %d%n",
        rounds, undecided, steps, seed);
    assertThat(undecided).as("histories with too many orders to try").isLessThan(1 + rounds / 20);
  }

  private static List<TimedStep> round(
      SeveralViews views, String directory, long seed, ExecutorService pool)
      throws IOException, InterruptedException, ExecutionException {
    Files.createDirectory(views.java(directory));
    Random random = new Random(seed);
    AtomicInteger handles = new AtomicInteger();
    Runnable await = views.drive()::awaitCoherence;
    List<TinyThread> threads = new ArrayList<>();
    // Two of one kind, so that each kind also meets itself.
    int twice = random.nextInt(3);
    for (int view = 0; view < 3; view++) {
      Path root =
          switch (view) {
            case TinyCall.JAVA -> views.java(directory);
            case 1 -> views.a(directory);
            default -> views.b(directory);
          };
      TinyView shown = view == TinyCall.JAVA ? new JavaTinyView(root) : new MountTinyView(root);
      for (int i = 0; i <= (view == twice ? 1 : 0); i++) {
        String actor = List.of("java", "a", "b").get(view) + i;
        Random own = new Random(random.nextLong());
        threads.add(new TinyThread(view, actor, shown, NAMES, handles, await, own));
      }
    }
    CyclicBarrier start = new CyclicBarrier(threads.size());
    List<Future<?>> results = new ArrayList<>();
    for (TinyThread thread : threads) {
      results.add(
          pool.submit(
              () -> {
                start.await();
                thread.run(CALLS);
                return null;
              }));
    }
    for (Future<?> result : results) {
      result.get();
    }
    threads.getFirst().await();
    List<TinyCall> calls = new ArrayList<>();
    for (TinyThread thread : threads) {
      thread.lookAtAll();
      thread.close();
      calls.addAll(thread.calls());
    }
    return CoherenceContract.steps(calls);
  }
}
