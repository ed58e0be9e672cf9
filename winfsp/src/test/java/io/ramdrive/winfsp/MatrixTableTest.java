// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The last column of the matrix in docs/coherence.md is what the code has for Windows. */
class MatrixTableTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("ramdrive.root"), "docs", "coherence.md");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| ([A-Z]+)[^|]*\\|.*\\| ([^|]+) \\|$");

  @Test
  void theDocumentShowsEachRow() throws IOException {
    Map<String, String> shown = new HashMap<>();
    Map<String, String> kinds = new HashMap<>();
    Matcher matcher = ROW.matcher(Files.readString(DOCUMENT));
    while (matcher.find()) {
      kinds.put(matcher.group(1), matcher.group(2));
      if (!matcher.group(3).startsWith("—")) {
        shown.put(matcher.group(1), matcher.group(3));
      }
    }
    Map<String, String> rules = new HashMap<>();
    for (NotificationRule rule : NotificationRule.values()) {
      rules.put(rule.name(), "`" + rule.notification() + "`");
      assertThat(kinds.get(rule.name())).isEqualTo(rule.kind().name());
    }
    assertThat(shown).isEqualTo(rules);
  }
}
