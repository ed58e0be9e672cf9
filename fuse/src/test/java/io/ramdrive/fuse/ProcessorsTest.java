// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|1", "0-1|2", "0-3,8|5", "0,2-3|3"})
  void countsThem(String list, int count) {
    assertThat(Processors.count(list + "\n")).isEqualTo(count);
  }
}
