// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tasks that run at the same time, each with its own random numbers. All numbers follow from one
 * seed, a new one in each run; the environment variable {@code RAMDRIVE_TEST_SEED} repeats a run,
 * {@code RAMDRIVE_TEST_FACTOR} makes runs longer.
 */
final class Tasks {
  /** What task number {@code index} does. */
  interface Task {
    void run(int index, Random random) throws Exception;
  }

  static final long SEED = environment("RAMDRIVE_TEST_SEED", System.nanoTime() & 0xffffffffL);

  private static final Duration LIMIT =
      Duration.ofSeconds(120 * environment("RAMDRIVE_TEST_FACTOR", 1));

  private Tasks() {}

  /** {@code count} rounds, or more when a longer run is asked for. */
  static int rounds(int count) {
    return Math.toIntExact(count * environment("RAMDRIVE_TEST_FACTOR", 1));
  }

  /** Runs {@code count} tasks at once; all must end well within two minutes. */
  static void run(int count, Task task) {
    CyclicBarrier start = new CyclicBarrier(count);
    List<Thread> threads = new ArrayList<>();
    List<FutureTask<Void>> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      FutureTask<Void> result =
          new FutureTask<>(
              () -> {
                start.await();
                task.run(index, new Random(SEED + index));
                return null;
              });
      results.add(result);
      threads.add(Thread.ofPlatform().daemon().name("task-" + i).start(result));
    }
    await(threads, results);
  }

  private static void await(List<Thread> threads, List<FutureTask<Void>> results) {
    long end = System.nanoTime() + LIMIT.toNanos();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Thread thread = threads.get(i);
      try {
        results.get(i).get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        failures.add(new AssertionError(thread.getName() + " failed", e.getCause()));
      } catch (TimeoutException e) {
        failures.add(new AssertionError(thread.getName() + " hangs at " + stack(thread), e));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    if (!failures.isEmpty()) {
      AssertionError error =
          new AssertionError(
              failures.size() + " tasks failed; RAMDRIVE_TEST_SEED=" + SEED + " repeats this run",
              failures.getFirst());
      failures.stream().skip(1).limit(4).forEach(error::addSuppressed);
      throw error;
    }
  }

  private static String stack(Thread thread) {
    return Arrays.toString(thread.getStackTrace());
  }

  private static long environment(String name, long absent) {
    String value = System.getenv(name);
    return value == null ? absent : Long.parseLong(value);
  }
}
