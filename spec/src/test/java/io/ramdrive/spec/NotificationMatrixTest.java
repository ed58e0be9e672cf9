// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The models' matrix is the one of docs/coherence.md, which is compared with the code elsewhere.
 */
class NotificationMatrixTest {
  private static final Pattern DOCUMENTED =
      Pattern.compile(
          "(?m)^\\| `[A-Z_]+` \\| ([A-Z]+)[^|]* \\| (each other mount|the mount itself) \\|"
              + " `([^`]+)` \\|");

  private static final Pattern MODELLED = Pattern.compile("(?m)^  ([A-Z]+) +\\|-> <<([^>]*)>>");

  /** What the models call a notification. */
  private static final Map<String, String> ROWS =
      Map.ofEntries(
          Map.entry("INVAL_ENTRY(parent, name)", "entry"),
          Map.entry("DELETE(parent, inode, name)", "entry"),
          Map.entry("INVAL_ENTRY(newParent, newName)", "newEntry"),
          Map.entry("DELETE(newParent, replaced, newName)", "newEntry"),
          Map.entry("INVAL_INODE(parent, 0, 0)", "parent"),
          Map.entry("INVAL_INODE(newParent, 0, 0)", "newParent"),
          Map.entry("INVAL_INODE(inode, -1, 0)", "attr"),
          Map.entry("INVAL_INODE(replaced, -1, 0)", "replaced"),
          Map.entry("INVAL_INODE(inode, offset, length)", "data"),
          Map.entry("INVAL_INODE(inode, the smaller offset, 0)", "data"));

  /** Kinds of change that the models have in one. */
  private static final Map<String, String> KINDS =
      Map.of("REMOVED", "UNLINKED", "ALLOCATED", "ATTRIBUTES", "XATTRS", "ATTRIBUTES");

  @Test
  void isTheDocumentedOne() throws IOException {
    Map<String, Set<String>> others = documented("each other mount");
    Map<String, Set<String>> own = documented("the mount itself");
    String model = Files.readString(Tlc.models().resolve("NotificationMatrix.tla"));
    int second = model.indexOf("OwnMatrix == ");
    assertThat(modelled(model.substring(0, second))).isEqualTo(others).hasSize(8);
    assertThat(modelled(model.substring(second))).isEqualTo(own).hasSize(3);
  }

  private static Map<String, Set<String>> documented(String told) throws IOException {
    String page =
        Files.readString(
            Objects.requireNonNull(Tlc.models().getParent()).resolve("docs/coherence.md"));
    Map<String, Set<String>> rows = new TreeMap<>();
    Matcher matcher = DOCUMENTED.matcher(page);
    while (matcher.find()) {
      if (matcher.group(2).equals(told)) {
        String kind = KINDS.getOrDefault(matcher.group(1), matcher.group(1));
        String row = Objects.requireNonNull(ROWS.get(matcher.group(3)), matcher.group());
        rows.computeIfAbsent(kind, _ -> new TreeSet<>()).add(row);
      }
    }
    return rows;
  }

  private static Map<String, Set<String>> modelled(String matrix) {
    Map<String, Set<String>> rows = new TreeMap<>();
    MODELLED
        .matcher(matrix)
        .results()
        .filter(row -> !row.group(1).equals("APPENDED"))
        .forEach(row -> rows.put(row.group(1), new TreeSet<>(List.of(words(row.group(2))))));
    return rows;
  }

  private static String[] words(String list) {
    return list.replace("\"", "").split(", ", -1);
  }
}
