// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.scale;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The program behind {@code bench/scale}, which says how it is used. */
final class Scale {
  private static final int THREADS = 64;

  /** Beyond what a file takes on the heap, so that it is never quite full. */
  private static final int HEAP_PER_FILE = 400;

  private final Report report;
  private final boolean quick;
  private final Timing timing;

  private Scale(Report report, boolean quick) {
    this.report = report;
    this.quick = quick;
    timing = new Timing(quick ? 40 : 150);
  }

  /** Arguments: names, file, threads, or mount DRIVE TMPFS; then quick or full, and a file. */
  public static void main(String[] args) throws Exception {
    int last = args.length - 1;
    try (PrintStream tsv = new PrintStream(args[last], StandardCharsets.UTF_8)) {
      Scale scale = new Scale(new Report(tsv), args[last - 1].equals("quick"));
      switch (args[0]) {
        case "names" -> scale.names();
        case "file" -> scale.file();
        case "threads" -> scale.threads();
        case "mount" -> scale.mount(Path.of(args[1]), Path.of(args[2]));
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  private void names() throws Exception {
    NamesCurve curve = new NamesCurve(report, timing);
    curve.measure("names", inHeap(quick ? 100_000 : 1_000_000), Integer.MAX_VALUE);
    report.printTable(System.out, "In the process, one directory", "files");
    curve.measure("names", inHeap(quick ? 1_000_000 : 10_000_000), 1000);
    report.printTable(System.out, "In the process, directories of 1,000 files", "files");
  }

  private static int inHeap(int files) {
    int fitting = files;
    while (fitting > Runtime.getRuntime().maxMemory() / HEAP_PER_FILE) {
      fitting /= 10;
    }
    return fitting;
  }

  private void file() throws Exception {
    new FileCurve(report, timing).measure(quick ? 1000 : 10_000);
    report.printTable(System.out, "In the process, one file", "MiB");
  }

  private void threads() throws Exception {
    new ThreadsCurve(report, quick ? 100 : 300).measure(THREADS);
    report.printTable(System.out, "In the process, by threads: ns of a processor", "threads");
  }

  private void mount(Path drive, Path tmpfs) throws Exception {
    MountCurve curve = new MountCurve(report, timing, drive, tmpfs);
    curve.measure(quick ? 10_000 : 1_000_000);
    report.printTable(System.out, "On a mounted drive and on a tmpfs, one directory", "files");
    curve.measureThreads(THREADS);
    report.printTable(System.out, "On a mounted drive and on a tmpfs, many clients", "threads");
    new MountFileCurve(report, timing, drive, tmpfs).measure(quick ? 100 : 10_000);
    report.printTable(
        System.out, "On a mounted drive and on a tmpfs, one file past the page cache", "MiB");
  }
}
