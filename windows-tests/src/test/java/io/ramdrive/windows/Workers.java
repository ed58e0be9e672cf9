// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that work on a drive at the same time; the first failure of any is the test's. */
final class Workers {
  private static final long LIMIT_SECONDS = 120;

  /** What one of them does. */
  interface Work {
    void run(int worker) throws Exception;
  }

  private Workers() {}

  static void run(int count, Work work) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int worker = i;
        all.add(
            threads.submit(
                () -> {
                  work.run(worker);
                  return worker;
                }));
      }
      try {
        for (Future<?> each : all) {
          each.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
      } catch (ExecutionException | TimeoutException e) {
        threads.shutdownNow();
        throw new AssertionError("A worker failed or hangs", e);
      }
    }
  }
}
