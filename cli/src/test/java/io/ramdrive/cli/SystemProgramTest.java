// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemProgramTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void collectsBothStreamsInTheCLocale() throws IOException {
    SystemProgram program =
        SystemProgram.run(LONG, List.of("sh", "-c", "echo $LC_ALL; echo e >&2; exit 7"));
    assertThat(program.exitCode()).isEqualTo(7);
    assertThat(program.output()).isEqualTo("C\ne\n");
  }

  @Test
  void endsAProgramThatHangs() {
    assertThatThrownBy(() -> SystemProgram.run(Duration.ofMillis(1), List.of("sleep", "1000")))
        .isInstanceOf(IOException.class)
        .hasMessage("sleep did not end within 0 s");
  }

  @Test
  void tellsWhichProgramIsAbsent() {
    assertThatThrownBy(() -> SystemProgram.run(LONG, List.of("no-such-program")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program");
  }
}
