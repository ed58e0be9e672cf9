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
 * threads, {@code RAMDRIVE_DRIVE_OPTIONS} on what drive; {@code RAMDRIVE_SEED} starts from the same
 * random numbers again, though threads never meet in the same way twice.
 */
class ChaosTest {
  private static final Duration TIME = TestSettings.seconds("RAMDRIVE_CHAOS_SECONDS", 30);
  private static final long THREADS = TestSettings.number("RAMDRIVE_CHAOS_THREADS", 8);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicLong operations = new AtomicLong();

  @Test
  void everyFileHoldsWhatWasWrittenToIt() throws Exception {
    try (TestDrive drive = TestDrive.mount(TestSettings.driveOptions())) {
      chaos(drive.root(), TIME, false);
    }
  }

  /** Most of what is written finds no space, or too little. */
  @Test
  void aFullDriveLosesNothing() throws Exception {
    try (TestDrive drive = TestDrive.mount("--size", "2m")) {
      chaos(drive.root(), TIME.dividedBy(3), true);
    }
  }

  private void chaos(Path root, Duration time, boolean mayBeFull) throws InterruptedException {
    long seed = TestSettings.seed();
    long free = Posix.statfs(root).freeBytes();
    try (RootedCalls calls = new RootedCalls(root)) {
      ChaosTree tree = new ChaosTree(calls, mayBeFull);
      long end = System.nanoTime() + time.toNanos();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        threads.add(
            Thread.ofPlatform()
                .name("chaos-" + i)
                .start(() -> work(root, tree, number, seed, end)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      if (failure.get() != null) {
        throw new AssertionError("RAMDRIVE_SEED=" + seed, failure.get());
      }
      int names = new ChaosVerifier(calls, tree).verify();
      System.out.printf(
          "chaos: %d operations, %d files, %d names in the end, %d times full, seed %d%n",
          operations.get(), tree.filesMade(), names, tree.timesFull(), seed);
      assertThat(operations).hasPositiveValue();
      assertThat(tree.timesFull() > 0).as("the drive was full at times").isEqualTo(mayBeFull);
    }
    Differential.deleteAllIn(root);
    assertThat(freeBytes(root, free)).as("free bytes when all files are gone").isEqualTo(free);
  }

  /** The free bytes; the kernel lets go of files a little after their names are gone. */
  private static long freeBytes(Path root, long expected) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long free = Posix.statfs(root).freeBytes();
    while (free != expected && System.nanoTime() < end) {
      Thread.onSpinWait();
      free = Posix.statfs(root).freeBytes();
    }
    return free;
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
