// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.scale;

import io.ramdrive.bench.scale.Population.Client;
import io.ramdrive.volume.Inode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Operations by several threads at once, by how many there are. */
final class ThreadsCurve {
  private static final int FILES = 100_000;
  private static final int PER_DIRECTORY = 1000;
  private static final int BATCH = 64;

  private final Report report;
  private final long nanosPerRound;

  ThreadsCurve(Report report, long millisPerRound) {
    this.report = report;
    nanosPerRound = millisPerRound * 1_000_000;
  }

  /** What a thread does over and over; {@code thread} is its number. */
  private interface Work {
    void run(Client client, int thread, int i) throws Exception;
  }

  /** Measures with one thread, with twice as many, and so on up to {@code max}. */
  void measure(int max) throws Exception {
    try (Population population = new Population(FILES, PER_DIRECTORY)) {
      population.grow(new Client(), FILES);
      for (int threads = 1; threads <= max; threads *= 2) {
        add(
            threads,
            "lookup, one directory",
            (client, thread, i) -> lookup(population, client, 0, i));
        add(
            threads,
            "lookup, one each",
            (client, thread, i) -> lookup(population, client, thread, i));
        add(
            threads,
            "create + unlink, one directory",
            (client, thread, i) -> createUnlink(population, client, 0, thread));
        add(
            threads,
            "create + unlink, one each",
            (client, thread, i) -> createUnlink(population, client, thread, thread));
      }
    }
  }

  private static void lookup(Population population, Client client, int directory, int i) {
    int number = directory * PER_DIRECTORY + (i * 31 & Integer.MAX_VALUE) % PER_DIRECTORY;
    client.name('f', number);
    Population.check(population.volume.lookup(client.call, population.directory(number)));
  }

  private static void createUnlink(Population population, Client client, int which, int thread) {
    Inode directory = population.directory(which * PER_DIRECTORY);
    population.create(client, directory, 't', thread);
    population.unlink(client, directory, 't', thread);
  }

  /** Adds the processor time that one operation takes where all processors are kept busy. */
  private void add(int threads, String what, Work work) throws Exception {
    run(threads, work);
    double perSecond = run(threads, work);
    int busy = Math.min(threads, Runtime.getRuntime().availableProcessors());
    report.add("threads", threads, what, busy * 1e9 / perSecond);
  }

  /** Operations per second of all threads together. */
  private double run(int threads, Work work) throws Exception {
    AtomicLong start = new AtomicLong();
    CyclicBarrier begin = new CyclicBarrier(threads, () -> start.set(System.nanoTime()));
    List<Callable<Long>> tasks = new ArrayList<>();
    for (int number = 0; number < threads; number++) {
      int thread = number;
      tasks.add(
          () -> {
            begin.await();
            return countUntil(start.get() + nanosPerRound, work, thread);
          });
    }
    long count = 0;
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (Future<Long> task : executor.invokeAll(tasks)) {
        count += task.get();
      }
    }
    return count * 1e9 / (System.nanoTime() - start.get());
  }

  private static long countUntil(long end, Work work, int thread) throws Exception {
    Client client = new Client();
    int count = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < BATCH; i++) {
        work.run(client, thread, count++);
      }
    }
    return count;
  }
}
