// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text below a heading. */
final class Table {

  private final List<List<String>> lines = new ArrayList<>();

  Table(List<String> heading) {
    lines.add(List.copyOf(heading));
  }

  /** Adds a row of as many cells as the heading has. */
  void add(List<String> cells) {
    if (cells.size() != lines.getFirst().size()) {
      throw new IllegalArgumentException(cells + " does not fit " + lines.getFirst());
    }
    lines.add(List.copyOf(cells));
  }

  boolean isEmpty() {
    return lines.size() == 1;
  }

  /** As Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append("| ").append(String.join(" | ", lines.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|").append("---|".repeat(lines.getFirst().size())).append('\n');
      }
    }
    return text.toString();
  }

  /** In columns, for a terminal. */
  String columns() {
    int[] widths =
        IntStream.range(0, lines.getFirst().size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    return lines.stream()
        .map(
            line ->
                IntStream.range(0, widths.length)
                    .mapToObj(i -> line.get(i) + " ".repeat(widths[i] - line.get(i).length()))
                    .collect(Collectors.joining("  "))
                    .stripTrailing())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
