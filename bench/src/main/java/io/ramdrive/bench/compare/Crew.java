// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;

/** Workers that do the same operation at the same time, each in its own directory. */
final class Crew implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final List<Worker> workers;
  private final ExecutorService threads;
  private final int count;

  /** A crew whose workers have {@code count} files each. */
  Crew(Path directory, Contender contender, int size, int count) {
    this.count = count;
    workers =
        IntStream.range(0, size)
            .mapToObj(i -> new Worker(arena, directory.resolve("worker" + i), count))
            .toList();
    ThreadFactory factory = Thread.ofPlatform().daemon().factory();
    threads =
        Executors.newFixedThreadPool(
            size,
            contender.is(Contender.Trait.PINNED)
                ? task -> factory.newThread(() -> pinned(task))
                : factory);
  }

  private static void pinned(Runnable task) {
    try (Arena arena = Arena.ofConfined()) {
      new SystemCalls(arena).runOn(arena, Contender.CPU);
    }
    task.run();
  }

  /** Each worker does the operation once for each of its files. */
  double once(Operation operation) throws InterruptedException {
    return together(worker -> pass(worker, operation, count));
  }

  /** Each worker does the operation over and over for at least the given time. */
  double repeatedly(long nanos, Operation operation) throws InterruptedException {
    return together(
        worker -> {
          long end = System.nanoTime() + nanos;
          long done = 0;
          do {
            done += pass(worker, operation, count);
          } while (System.nanoTime() < end);
          return done;
        });
  }

  /** Each worker does something that is not measured. */
  double each(Operation operation) throws InterruptedException {
    return together(worker -> pass(worker, operation, 1));
  }

  private static long pass(Worker worker, Operation operation, int times) {
    for (int i = 0; i < times; i++) {
      operation.run(worker, i);
    }
    return times;
  }

  /** Work of one worker that says how many operations it was. */
  private interface Share {
    long of(Worker worker);
  }

  /** Seconds per operation of all workers together, from a common start. */
  private double together(Share share) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(workers.size());
    List<Future<Double>> rates =
        workers.stream()
            .map(
                worker ->
                    threads.submit(
                        (Callable<Double>)
                            () -> {
                              start.await();
                              long began = System.nanoTime();
                              long done = share.of(worker);
                              return done * 1e9 / (System.nanoTime() - began);
                            }))
            .toList();
    double rate = 0;
    for (Future<Double> each : rates) {
      try {
        rate += each.get();
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw new IllegalStateException(Reports.reason(e), e);
      }
    }
    return 1 / rate;
  }

  @Override
  public void close() {
    threads.shutdown();
    threads.close();
    arena.close();
  }
}
