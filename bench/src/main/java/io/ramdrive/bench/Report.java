// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The results of all rounds, as tables in Markdown. */
final class Report {
  /** What {@code -prof gc} calls the bytes allocated by one operation. */
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** By name: of each round, nanoseconds and bytes per operation. */
  private final Map<String, List<double[]>> others = new LinkedHashMap<>();

  /** By block and then by name. */
  private final Map<Integer, Map<String, Blocks>> sequential = new TreeMap<>();

  /** What was measured of blocks of one size in all rounds, each value of one iteration. */
  private static final class Blocks {
    final List<Double> micros = new ArrayList<>();
    final List<Double> toCopies = new ArrayList<>();
    final List<Double> toCopiesOnce = new ArrayList<>();
    double bytes;

    @SuppressWarnings("rawtypes") // of JMH
    void add(IterationResult iteration) {
      Map<String, Result> spent = iteration.getSecondaryResults();
      double requests = score(spent, "requests");
      double blocks = score(spent, "blocks");
      micros.add(requests / blocks / 1000);
      toCopies.add(requests / score(spent, "copies"));
      toCopiesOnce.add(requests / score(spent, "copiesOnce"));
      bytes = Math.max(bytes, score(spent, "heap") / blocks);
    }
  }

  void add(Collection<RunResult> round) {
    for (RunResult result : round) {
      BenchmarkParams params = result.getParams();
      String block = params.getParam("block");
      if (block == null) {
        others
            .computeIfAbsent(name(params), key -> new ArrayList<>())
            .add(
                new double[] {
                  result.getPrimaryResult().getScore(),
                  score(result.getSecondaryResults(), ALLOCATED)
                });
      } else {
        Blocks blocks =
            sequential
                .computeIfAbsent(Integer.valueOf(block), key -> new LinkedHashMap<>())
                .computeIfAbsent(name(params), key -> new Blocks());
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
          fork.getIterationResults().forEach(blocks::add);
        }
      }
    }
  }

  @SuppressWarnings("rawtypes") // of JMH
  private static double score(Map<String, Result> results, String name) {
    return requireNonNull(results.get(name)).getScore();
  }

  private static String name(BenchmarkParams params) {
    String[] parts = params.getBenchmark().split("\\.", -1);
    String name = parts[parts.length - 2].replace("Benchmark", "") + "." + parts[parts.length - 1];
    String pages = params.getParam("pages");
    return pages == null ? name : name + ", pages " + pages;
  }

  void print(PrintStream out) {
    if (!sequential.isEmpty()) {
      out.println("| block | read, µs | × copy | write, µs | × two copies | × one copy | B/op |");
      out.println("|---|---|---|---|---|---|---|");
      sequential.forEach((block, results) -> out.println(row(block, results)));
    }
    if (!others.isEmpty()) {
      out.println("\n| operation | ns | B/op |\n|---|---|---|");
      others.forEach(
          (name, rounds) ->
              out.println("| " + name + " | " + spread(scores(rounds), "%.0f") + bytes(rounds)));
    }
  }

  private static String row(int block, Map<String, Blocks> results) {
    Blocks read = results.getOrDefault("Sequential.read", new Blocks());
    Blocks write = results.getOrDefault("Sequential.write", new Blocks());
    return "| "
        + (block < 1 << 20 ? (block >> 10) + " KiB" : (block >> 20) + " MiB")
        + " | "
        + spread(read.micros, "%.2f")
        + " | "
        + spread(read.toCopies, "%.3f")
        + " | "
        + spread(write.micros, "%.2f")
        + " | "
        + spread(write.toCopies, "%.3f")
        + " | "
        + spread(write.toCopiesOnce, "%.3f")
        + String.format(Locale.ROOT, " | %.2f |", Math.max(read.bytes, write.bytes));
  }

  private static List<Double> scores(List<double[]> rounds) {
    return rounds.stream().map(round -> round[0]).toList();
  }

  private static String bytes(List<double[]> rounds) {
    double most = rounds.stream().mapToDouble(round -> round[1]).max().orElse(Double.NaN);
    return String.format(Locale.ROOT, " | %.2f |", most);
  }

  /** The median and, in brackets, the middle half. */
  private static String spread(List<Double> values, String format) {
    if (values.isEmpty()) {
      return "–";
    }
    List<Double> sorted = values.stream().sorted().toList();
    int last = sorted.size() - 1;
    String three = format + " (" + format + "–" + format + ")";
    return String.format(
        Locale.ROOT,
        three,
        sorted.get(last / 2),
        sorted.get(last / 4),
        sorted.get(last - last / 4));
  }
}
