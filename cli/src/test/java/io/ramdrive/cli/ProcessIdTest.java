// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdTest {
  @Test
  void thisProcessIsAlive() throws IOException {
    assertThat(ProcessId.current().isAlive()).isTrue();
  }

  @Test
  void anotherProcessWithTheSameNumberIsNot() throws IOException {
    ProcessId self = ProcessId.current();
    assertThat(new ProcessId(self.pid(), self.start() - 1).isAlive()).isFalse();
  }

  @Test
  void waitsForTheEndOfAProcess(@TempDir Path folder) throws Exception {
    // A name with everything that could confuse a reader of /proc/PID/stat.
    Path program = Files.copy(Path.of("/bin/cat"), folder.resolve(") Z (1 2 3"));
    Process process = new ProcessBuilder(program.toString()).start();
    ProcessId id = new ProcessId(process.pid(), start(process.pid()));
    assertThat(id.isAlive()).isTrue();
    assertThat(id.awaitEnd(Duration.ZERO)).isFalse();
    process.getOutputStream().close();
    assertThat(id.awaitEnd(Duration.ofSeconds(60))).isTrue();
    assertThat(id.isAlive()).isFalse();
  }

  @Test
  void aSystemWithoutProcKnowsProcessesByTheirTime() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    assertThat(ProcessId.startOfHandle(process.pid())).isPositive();
    ProcessId id = new ProcessId(process.pid(), start(process.pid()));
    assertThat(id.awaitHandle(Duration.ZERO)).isFalse();
    process.getOutputStream().close();
    assertThat(id.awaitHandle(Duration.ofSeconds(60))).isTrue();
    assertThat(id.awaitHandle(Duration.ZERO)).isTrue();
    assertThatThrownBy(() -> ProcessId.startOfHandle(Integer.MAX_VALUE))
        .isInstanceOf(IOException.class);
  }

  private static long start(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1)[19]);
  }
}
