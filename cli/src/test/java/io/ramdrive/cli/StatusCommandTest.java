// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCommandTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59, 59 s",
    "60, 1 min 0 s",
    "3600, 1 h 0 min 0 s",
    "90061, 1 d 1 h 1 min 1 s"
  })
  void timesAreForPeople(long seconds, String text) {
    assertThat(StatusCommand.format(Duration.ofSeconds(seconds))).isEqualTo(text);
  }
}
