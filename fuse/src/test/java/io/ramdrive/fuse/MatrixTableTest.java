// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/coherence.md shows the matrix as the code has it, in all columns but the last. */
class MatrixTableTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("ramdrive.root"), "docs", "coherence.md");

  @Test
  void theDocumentShowsEachRow() throws IOException {
    List<String> names =
        Arrays.stream(NotificationRule.values()).map(rule -> "| `" + rule.name() + "` |").toList();
    List<String> shown =
        Files.readAllLines(DOCUMENT).stream()
            .filter(line -> names.stream().anyMatch(line::startsWith))
            .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1))
            .toList();
    assertThat(shown)
        .containsExactlyElementsOf(
            Arrays.stream(NotificationRule.values()).map(MatrixTableTest::row).toList());
  }

  private static String row(NotificationRule rule) {
    String condition = rule.condition().toString();
    return "| `%s` | %s%s | %s | `%s` | %s |"
        .formatted(
            rule.name(),
            rule.kind(),
            condition.isEmpty() ? "" : ", " + condition,
            rule.receiver(),
            rule.message(),
            rule.stale());
  }
}
