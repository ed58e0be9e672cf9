// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static io.ramdrive.bench.compare.Measure.SPEED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Data in bulk, moved by fio: each job to or from a file of its own. */
final class DataSuite {

  private static final String OLD = "old";
  private static final String NEW = "new";

  /** Fields of fio's terse output, version 3, from 0: bandwidth in KiB/s. */
  private static final int READ_BANDWIDTH = 6;

  private static final int WRITE_BANDWIDTH = 47;

  private final Scale scale;
  private final List<Step<Folder>> steps = new ArrayList<>();

  DataSuite(Scale scale) {
    this.scale = scale;
  }

  Suite<Folder> suite() {
    row("cached read 1 MiB", "read", "1m", OLD, "--pre_read=1");
    row("overwrite 1 MiB", "write", "1m", OLD);
    row("overwrite random 4 KiB", "randwrite", "4k", OLD);
    row("cold read 1 MiB", "read", "1m", OLD, "--invalidate=1", "--time_based=0");
    row("direct read 1 MiB", "read", "1m", OLD, "--direct=1");
    row("direct write 1 MiB", "write", "1m", OLD, "--direct=1");
    row("direct read 128 KiB", "read", "128k", OLD, "--direct=1");
    row("direct write 128 KiB", "write", "128k", OLD, "--direct=1");
    row("new file 1 MiB", "write", "1m", NEW, "--time_based=0", "--end_fsync=1");
    return new Suite<>(
        "data",
        scale.heavyRounds(),
        Folder::of,
        List.of(Step.unmeasured(this::makeFiles)),
        List.copyOf(steps));
  }

  /** A row for one job and one for two. */
  private void row(String work, String direction, String block, String kind, String... more) {
    for (int jobs = 1; jobs <= scale.threads(); jobs++) {
      int number = jobs;
      steps.add(
          Step.measured(
              new Row(work, jobs, SPEED),
              folder -> fio(folder.path(), number, direction, block, kind, more)));
      steps.add(Step.unmeasured(DataSuite::removeNewFiles));
    }
  }

  private double makeFiles(Folder folder) throws Exception {
    for (int job = 0; job < 2; job++) {
      String file = "of=%s.%d".formatted(OLD, job);
      String count = "count=" + scale.dataMib();
      Program.seconds(folder.path(), "dd", "if=/dev/urandom", file, "bs=1M", count);
    }
    return 0;
  }

  private static double removeNewFiles(Folder folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.path())) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().startsWith(NEW)).toList()) {
        Files.delete(file);
      }
    }
    return 0;
  }

  /** Seconds per MiB of all jobs together. */
  private double fio(
      Path folder, int jobs, String direction, String block, String kind, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("fio", "--name=compare", "--ioengine=psync"));
    command.add("--directory=" + folder);
    command.add("--filename_format=" + kind + ".$jobnum");
    command.add("--size=" + scale.dataMib() + "m");
    command.add("--rw=" + direction);
    command.add("--bs=" + block);
    command.add("--numjobs=" + jobs);
    command.addAll(List.of("--thread", "--group_reporting", "--gtod_reduce=1", "--eta=never"));
    command.addAll(List.of("--fallocate=none", "--invalidate=0", "--norandommap"));
    command.addAll(List.of("--time_based=1", "--runtime=" + scale.dataMillis() + "ms"));
    command.addAll(List.of("--output-format=terse", "--terse-version=3"));
    command.addAll(List.of(more));
    String[] fields = Program.output(folder, command.toArray(String[]::new)).split(";", -1);
    int field = direction.endsWith("read") ? READ_BANDWIDTH : WRITE_BANDWIDTH;
    return 1024 / Double.parseDouble(fields[field]);
  }
}
