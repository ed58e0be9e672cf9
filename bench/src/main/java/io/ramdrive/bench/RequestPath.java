// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench;

import io.ramdrive.fuse.DirectoryBenchmark;
import io.ramdrive.fuse.MetadataBenchmark;
import io.ramdrive.fuse.SequentialBenchmark;
import io.ramdrive.fuse.SharedBenchmark;
import io.ramdrive.volume.PagePoolBenchmark;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of the request path and prints their tables. What is compared with each other
 * runs one after the other, and all of that several times: a round.
 */
public final class RequestPath {
  /** As the command starts its JVM, in what matters to speed. */
  private static final String[] JVM = {
    "-XX:+UseSerialGC",
    "-XX:+UseCompactObjectHeaders",
    "-Xmx2g",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow"
  };

  private static final List<String> BLOCKS =
      List.of("4096", "16384", "65536", "262144", "1048576", "4194304", "16777216");

  private static final List<Class<?>> OTHERS =
      List.of(
          MetadataBenchmark.class,
          DirectoryBenchmark.class,
          SharedBenchmark.class,
          PagePoolBenchmark.class);

  private final Report report = new Report();
  private List<String> blocks = BLOCKS;
  private String pattern = ".*";
  private int rounds = 3;
  private int warmups = 4;
  private int iterations = 5;
  private TimeValue time = TimeValue.milliseconds(300);

  private RequestPath() {}

  /** Runs it. */
  public static void main(String[] args) throws RunnerException {
    RequestPath benchmarks = new RequestPath();
    try {
      benchmarks.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(
          e.getMessage() + "\nbench/jmh [--quick] [--rounds=N] [--blocks=N,N...] [REGEX]");
      System.exit(2);
    }
    benchmarks.run();
  }

  private void parse(String[] args) {
    for (String arg : args) {
      if (arg.equals("--quick")) {
        rounds = 1;
        warmups = 1;
        iterations = 2;
        time = TimeValue.milliseconds(200);
      } else if (arg.startsWith("--rounds=")) {
        rounds = Integer.parseInt(arg.substring("--rounds=".length()));
      } else if (arg.startsWith("--blocks=")) {
        blocks = List.of(arg.substring("--blocks=".length()).split(",", -1));
      } else if (arg.startsWith("-")) {
        throw new IllegalArgumentException("There is no option " + arg + ".");
      } else {
        pattern = arg;
      }
    }
  }

  private void run() throws RunnerException {
    for (int round = 1; round <= rounds; round++) {
      for (String block : blocks) {
        System.err.println("round " + round + " of " + rounds + ", blocks of " + block);
        report.add(run(SequentialBenchmark.class, options -> options.param("block", block)));
      }
      for (Class<?> other : OTHERS) {
        System.err.println("round " + round + " of " + rounds + ", " + other.getSimpleName());
        report.add(run(other, options -> options));
      }
    }
    report.print(System.out);
  }

  /** Says what is particular about a run. */
  @FunctionalInterface
  private interface Particulars {
    ChainedOptionsBuilder addTo(ChainedOptionsBuilder options);
  }

  private Collection<RunResult> run(Class<?> benchmark, Particulars particulars)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark.getName()) + "\\.(?:" + pattern + ")$")
            .forks(1)
            .warmupIterations(warmups)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .addProfiler(GCProfiler.class)
            .jvmArgs(JVM);
    try {
      return new Runner(particulars.addTo(options).build()).run();
    } catch (NoBenchmarksException notAskedFor) {
      return List.of();
    }
  }
}
