// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a run leaves behind: raw figures, tables and a chart. */
final class Reports {

  private static final long START = System.nanoTime();

  private final List<Sample> samples;
  private final List<Contender> contenders;
  private final List<String> remarks;
  private final Ratios ratios;

  /** Reports on samples of contenders, with what could not be measured and why. */
  Reports(List<Sample> samples, List<Contender> contenders, List<String> remarks) {
    this.samples = List.copyOf(samples);
    this.contenders = List.copyOf(contenders);
    this.remarks = List.copyOf(remarks);
    ratios = new Ratios(samples);
  }

  /** Tells the user how it goes. */
  static void say(String sentence) {
    System.err.println("%6.1f s  %s".formatted((System.nanoTime() - START) / 1e9, sentence));
  }

  /** What went wrong, in the words of the innermost cause. */
  static String reason(Throwable e) {
    Throwable innermost = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      innermost = cause;
    }
    return Objects.requireNonNullElse(innermost.getMessage(), innermost.toString());
  }

  /** Prints the tables. */
  void print() {
    for (Part part : parts()) {
      System.out.println(part.title());
      System.out.println(part.table().columns());
    }
    notes().forEach(System.out::println);
  }

  /** Writes raw.tsv, tables.md and chart.svg to a directory. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    StringBuilder raw = new StringBuilder("work\tthreads\tfile system\tround\tseconds\n");
    for (Sample sample : samples) {
      raw.append(
          "%s\t%d\t%s\t%d\t%.4e\n"
              .formatted(
                  sample.row().work(),
                  sample.row().threads(),
                  sample.fileSystem(),
                  sample.round(),
                  sample.seconds()));
    }
    Files.writeString(directory.resolve("raw.tsv"), raw);
    StringBuilder markdown = new StringBuilder();
    for (Part part : parts()) {
      markdown.append("### ").append(part.title()).append("\n\n");
      markdown.append(part.table().markdown()).append('\n');
    }
    notes().forEach(note -> markdown.append("- ").append(note).append('\n'));
    Files.writeString(directory.resolve("tables.md"), markdown);
    Files.writeString(directory.resolve("chart.svg"), new Chart(ratios, contenders).svg());
    say("Figures, tables and chart are in %s.".formatted(directory));
  }

  private record Part(String title, Table table) {}

  private List<Part> parts() {
    Tables tables = new Tables(ratios, contenders);
    Stream<Part> parts =
        Stream.of(
            new Part(
                "Speed as a share of that of tmpfs: more is better", tables.ratios(Measure.SPEED)),
            new Part("Single requests", tables.ratios(Measure.LATENCY)),
            new Part(
                "Single requests, client and server on one processor: the floor", tables.pinned()),
            new Part(
                "Time as a multiple of that of tmpfs: less is better", tables.ratios(Measure.TIME)),
            new Part("Targets", tables.targets()));
    return parts.filter(part -> !part.table().isEmpty()).toList();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(new Tables(ratios, contenders).peersAhead());
    if (ratios.row("cold read 1 MiB", 1).isPresent()) {
      notes.add(
          "A cold read is one without the page cache of the mount. tmpfs and passthrough have no"
              + " second cache, so there is nothing to drop.");
    }
    notes.addAll(remarks);
    return notes;
  }
}
