// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.scale;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Collects figures; prints each curve as a row of a table in Markdown, and all figures as TSV. */
final class Report {
  private final PrintStream tsv;
  private final Map<String, Map<Long, Double>> curves = new LinkedHashMap<>();

  /** A report whose figures go to {@code tsv} as soon as they are known. */
  Report(PrintStream tsv) {
    this.tsv = tsv;
    tsv.println("section\tsize\tmetric\tvalue");
  }

  /** Notes one point of a curve. */
  void add(String section, long size, String metric, double value) {
    curves.computeIfAbsent(metric, ignored -> new TreeMap<>()).put(size, value);
    tsv.printf(Locale.ROOT, "%s\t%d\t%s\t%.2f%n", section, size, metric, value);
    tsv.flush();
  }

  /** Prints the curves noted since the last table. */
  void printTable(PrintStream out, String title, String sizeIs) {
    List<Long> sizes =
        new ArrayList<>(
            curves.values().stream()
                .flatMap(it -> it.keySet().stream())
                .sorted()
                .distinct()
                .toList());
    out.printf("%n### %s%n%n| %s |", title, sizeIs);
    sizes.forEach(size -> out.printf(Locale.ROOT, " %,d |", size));
    out.println("\n|---|" + "--:|".repeat(sizes.size()));
    curves.forEach(
        (metric, values) -> {
          out.print("| " + metric.strip() + " |");
          for (long size : sizes) {
            Double value = values.get(size);
            out.print(value == null ? " |" : " " + number(value) + " |");
          }
          out.println();
        });
    curves.clear();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }
}
