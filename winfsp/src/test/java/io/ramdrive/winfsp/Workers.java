// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;

/** Threads that begin together; the first failure of one is the test's. */
final class Workers {
  private Workers() {}

  /** Runs the work on this many threads, with their numbers from 0 on. */
  static void run(int threads, IntConsumer work) {
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      started.add(
          Thread.ofPlatform()
              .name("worker-" + i)
              .start(
                  () -> {
                    try {
                      work.accept(number);
                    } catch (Throwable e) {
                      failures.add(e);
                    }
                  }));
    }
    try {
      for (Thread thread : started) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    switch (failures.peek()) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case Throwable checked -> throw new AssertionError(checked);
    }
  }
}
