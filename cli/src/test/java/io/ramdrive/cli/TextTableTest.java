// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsColumnsWithoutTrailingBlanks() {
    assertThat(
            TextTable.format(
                List.of(List.of("A", "LONG", "B"), List.of("wider", "x", "y"), List.of("z"))))
        .isEqualTo(
            """
            A      LONG  B
            wider  x     y
            z
            """);
    assertThat(TextTable.format(List.of())).isEmpty();
  }
}
