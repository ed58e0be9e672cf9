// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** The results of all rounds, as tables in Markdown. */
final class Report {
  /** What {@code -prof gc} calls the bytes allocated by one operation. */
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** By name: of each round, nanoseconds and bytes per operation. */
  private final Map<String, List<double[]>> others = new LinkedHashMap<>();

  /** The same of the sequential ones, by block and then by name. */
  private final Map<Integer, Map<String, List<double[]>>> blocks = new TreeMap<>();

  void add(Collection<RunResult> round) {
    for (RunResult result : round) {
      BenchmarkParams params = result.getParams();
      String block = params.getParam("block");
      Map<String, List<double[]>> group =
          block == null
              ? others
              : blocks.computeIfAbsent(Integer.valueOf(block), key -> new LinkedHashMap<>());
      group
          .computeIfAbsent(name(params), key -> new ArrayList<>())
          .add(
              new double[] {
                result.getPrimaryResult().getScore(),
                requireNonNull(result.getSecondaryResults().get(ALLOCATED)).getScore()
              });
    }
  }

  private static String name(BenchmarkParams params) {
    String[] parts = params.getBenchmark().split("\\.", -1);
    String name = parts[parts.length - 2].replace("Benchmark", "") + "." + parts[parts.length - 1];
    String pages = params.getParam("pages");
    return pages == null ? name : name + ", pages " + pages;
  }

  void print(PrintStream out) {
    if (!blocks.isEmpty()) {
      out.println("| block | read, µs | × copy | write, µs | × two copies | × one copy | B/op |");
      out.println("|---|---|---|---|---|---|---|");
      blocks.forEach((block, results) -> out.println(row(block, results)));
    }
    if (!others.isEmpty()) {
      out.println("\n| operation | ns | B/op |\n|---|---|---|");
      others.forEach(
          (name, rounds) ->
              out.println("| " + name + " | " + spread(scores(rounds), "%.0f") + bytes(rounds)));
    }
  }

  private static String row(int block, Map<String, List<double[]>> results) {
    List<double[]> reads = rounds(results, "read");
    List<double[]> writes = rounds(results, "write");
    List<double[]> both = new ArrayList<>(reads);
    both.addAll(writes);
    return "| "
        + (block < 1 << 20 ? (block >> 10) + " KiB" : (block >> 20) + " MiB")
        + " | "
        + spread(micros(reads), "%.2f")
        + " | "
        + spread(ratios(reads, rounds(results, "readCopy")), "%.3f")
        + " | "
        + spread(micros(writes), "%.2f")
        + " | "
        + spread(ratios(writes, rounds(results, "writeCopy")), "%.3f")
        + " | "
        + spread(ratios(writes, rounds(results, "writeCopyOnce")), "%.3f")
        + bytes(both);
  }

  private static List<double[]> rounds(Map<String, List<double[]>> results, String method) {
    return results.getOrDefault("Sequential." + method, List.of());
  }

  private static double[] scores(List<double[]> rounds) {
    return rounds.stream().mapToDouble(round -> round[0]).toArray();
  }

  private static double[] micros(List<double[]> rounds) {
    return rounds.stream().mapToDouble(round -> round[0] / 1000).toArray();
  }

  /** Of each round's to the same round's. */
  private static double[] ratios(List<double[]> rounds, List<double[]> base) {
    double[] result = new double[Math.min(rounds.size(), base.size())];
    for (int i = 0; i < result.length; i++) {
      result[i] = rounds.get(i)[0] / base.get(i)[0];
    }
    return result;
  }

  private static String bytes(List<double[]> rounds) {
    double most = rounds.stream().mapToDouble(round -> round[1]).max().orElse(Double.NaN);
    return String.format(Locale.ROOT, " | %.2f |", most);
  }

  /** The median and, in brackets, the least and the most. */
  private static String spread(double[] values, String format) {
    if (values.length == 0) {
      return "–";
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double middle = sorted[(sorted.length - 1) / 2];
    String three = format + " (" + format + "–" + format + ")";
    return String.format(Locale.ROOT, three, middle, sorted[0], sorted[sorted.length - 1]);
  }
}
