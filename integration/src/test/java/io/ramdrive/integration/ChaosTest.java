// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Many threads do anything that can be done to files, at random, while a model says what each file
 * must hold; every read is compared with it, and everything at the end.
 *
 * <p>{@code RAMDRIVE_CHAOS_SECONDS} says for how long, {@code RAMDRIVE_CHAOS_THREADS} with how many
 * threads; {@code RAMDRIVE_SEED} starts from the same random numbers again, though threads never
 * meet in the same way twice.
 */
class ChaosTest {
  private static final Duration TIME = TestSettings.seconds("RAMDRIVE_CHAOS_SECONDS", 30);
  private static final long THREADS = TestSettings.number("RAMDRIVE_CHAOS_THREADS", 8);

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicLong operations = new AtomicLong();

  @Test
  void everyFileHoldsWhatWasWrittenToIt() throws Exception {
    long seed = TestSettings.seed();
    try (TestDrive drive = TestDrive.mount();
        RootedCalls calls = new RootedCalls(drive.root())) {
      ChaosTree tree = new ChaosTree(calls);
      long end = System.nanoTime() + TIME.toNanos();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        threads.add(
            Thread.ofPlatform()
                .name("chaos-" + i)
                .start(() -> work(drive.root(), tree, number, seed, end)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      if (failure.get() != null) {
        throw new AssertionError("RAMDRIVE_SEED=" + seed, failure.get());
      }
      int names = new ChaosVerifier(calls, tree).verify();
      System.out.printf(
          "chaos: %d operations, %d files, %d names in the end, seed %d%n",
          operations.get(), tree.filesMade(), names, seed);
      assertThat(operations).hasPositiveValue();
    }
  }

  private void work(Path root, ChaosTree tree, int number, long seed, long end) {
    try (ChaosWorker worker = new ChaosWorker(root, tree, number, seed + number)) {
      while (System.nanoTime() < end && failure.get() == null) {
        worker.perform();
        operations.incrementAndGet();
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }
}
