// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.util.List;

/** Rows of words in columns that are as wide as their widest word. */
final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  static String format(List<List<String>> rows) {
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        out.append(cell);
        if (column < row.size() - 1) {
          out.repeat(' ', width(rows, column) - cell.length()).append(GAP);
        }
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    int width = 0;
    for (List<String> row : rows) {
      if (column < row.size()) {
        width = Math.max(width, row.get(column).length());
      }
    }
    return width;
  }
}
