// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class LinuxSchedulingTest {
  private final Syscalls syscalls = new Syscalls();

  @Test
  void aThreadRunsWhereItWasMoved() throws Exception {
    inNewThread(
        () -> {
          try (Scheduling scheduling = new LinuxScheduling()) {
            int tid = syscalls.gettid();
            for (int processor = 0; processor < Processors.possible(); processor++) {
              scheduling.moveTo(processor);
              if (allowed(tid).equals(Integer.toString(processor))) {
                assertThat(scheduling.processorOf(tid)).isEqualTo(processor);
              }
            }
            assertThat(allowed(tid)).matches("[0-9]+");
          }
        });
  }

  @Test
  void aProcessWithAnOddNameIsFoundToo() throws Exception {
    inNewThread(
        () -> {
          try (Scheduling scheduling = new LinuxScheduling()) {
            int tid = syscalls.gettid();
            scheduling.moveTo(scheduling.processorOf(tid));
            int processor = Integer.parseInt(allowed(tid));
            Files.writeString(Path.of("/proc/self/task/" + tid + "/comm"), "1 (2) 3 )) 4");
            assertThat(scheduling.processorOf(tid)).isEqualTo(processor);
            assertThat(scheduling.processorOf(Integer.MAX_VALUE)).isNegative();
            assertThat(scheduling.processorOf(tid)).isEqualTo(processor);
          }
        });
  }

  @Test
  void aThreadTakesTheLowestPriority() throws Exception {
    inNewThread(
        () -> {
          try (Scheduling scheduling = new LinuxScheduling()) {
            assertThat(scheduling.becomeIdle()).isTrue();
            Path stat = Path.of("/proc/self/task/" + syscalls.gettid() + "/stat");
            // Field 41 of proc(5), policy; 5 is SCHED_IDLE.
            assertThat(Files.readString(stat).replaceAll(".*\\)", "").split(" ", -1)[39])
                .isEqualTo("5");
          }
        });
  }

  @Test
  void theIdleTimeIsTheKernels() throws Exception {
    try (Scheduling scheduling = new LinuxScheduling()) {
      long before = idleTicks();
      long measured = scheduling.idleTicks();
      assertThat(measured).isBetween(before, idleTicks());
      assertThat(scheduling.idleTicks()).isBetween(measured, idleTicks());
    }
  }

  private static long idleTicks() throws Exception {
    return Math.round(
        Double.parseDouble(Files.readString(Path.of("/proc/uptime")).strip().split(" ", -1)[1])
            * 100);
  }

  private static String allowed(int tid) throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/task/" + tid + "/status"))) {
      if (line.startsWith("Cpus_allowed_list:")) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    throw new AssertionError("/proc/self/task/" + tid + "/status names no processors");
  }

  private static void inNewThread(ThrowingRunnable body) throws Exception {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              body.run();
              return null;
            });
    Thread.ofPlatform().start(task);
    task.get();
  }

  private interface ThrowingRunnable {
    void run() throws Exception;
  }
}
