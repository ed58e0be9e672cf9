// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, for a moment and in this JVM: what it measures here counts for nothing. */
class RequestPathTest {
  private static final String ALL = "^io\\.ramdrive\\.(fuse|volume)\\..*";

  @BeforeAll
  static void runBesideOthers() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void everyBenchmarkRunsAndIsReported() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(ALL)
                    .param("block", "4194304")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(1))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    assertThat(results)
        .extracting(result -> result.getParams().getBenchmark())
        .contains(
            "io.ramdrive.fuse.SequentialBenchmark.read",
            "io.ramdrive.fuse.MetadataBenchmark.copyFileRange",
            "io.ramdrive.fuse.DirectoryBenchmark.readdirplus",
            "io.ramdrive.fuse.SharedBenchmark.readByTwo",
            "io.ramdrive.volume.PagePoolBenchmark.four");
    Report report = new Report();
    report.add(results);
    assertThat(text(report)).contains("| 4 MiB |", "| Metadata.lookup |");
  }

  private static String text(Report report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      report.print(out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
