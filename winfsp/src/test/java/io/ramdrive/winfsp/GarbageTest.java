// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ramdrive.volume.NameMatching;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What programs do most often makes no garbage once it is compiled. */
class GarbageTest {
  private static final int REQUESTS = 5_000;
  private static final int MAX_ROUNDS = 60;
  private static final int ROUNDS_WITHOUT = 5;

  @Test
  void readWriteAndQueriesAllocateNothing() {
    try (Requests requests =
        new Requests(WinFspOptions.defaults(), 4 << 20, NameMatching.CASE_INSENSITIVE)) {
      requests.create("\\Directory", Requests.DIRECTORY);
      long file = requests.create("\\Directory\\File", Requests.FILE);
      requests.write(file, 0, 100_000, false);
      long context = file;
      long path = requests.text("\\DIRECTORY\\file");
      long buffer = requests.buffer.address();
      long number = requests.number.address();
      VolumeOperations operations = requests.operations;

      assertGarbageFree("Read", () -> operations.read(context, buffer, 4000, 5000, number));
      assertGarbageFree(
          "Write",
          () ->
              operations.write(context, buffer, 4000, 5000, false, false, number, info(requests)));
      assertGarbageFree("GetFileInfo", () -> operations.getFileInfo(context, info(requests)));
      assertGarbageFree("Flush", () -> operations.flush(context, info(requests)));
      assertGarbageFree(
          "GetSecurityByName",
          () -> {
            requests.number.set(ValueLayout.JAVA_LONG, 0, 1024);
            return operations.getSecurityByName(path, buffer + 2048, buffer, number);
          });
    }
  }

  private static long info(Requests requests) {
    return requests.fileInfo.address();
  }

  /** Asks until no more is allocated a few times in a row: everything is compiled then. */
  private static void assertGarbageFree(String what, Request request) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Long> rounds = new ArrayList<>();
    int without = 0;
    while (without < ROUNDS_WITHOUT) {
      assertThat(rounds)
          .as("bytes that %s %s allocates", REQUESTS, what)
          .hasSizeLessThan(MAX_ROUNDS);
      int statuses = 0;
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < REQUESTS; i++) {
        statuses |= request.serve();
      }
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(statuses).as(what).isZero();
      rounds.add(bytes);
      without = bytes == 0 ? without + 1 : 0;
    }
  }

  @FunctionalInterface
  private interface Request {
    int serve();
  }
}
