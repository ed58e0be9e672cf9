// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command {@code bench/placement}: one program on servers that differ in where and how their
 * threads wait for requests. The argument is this project's directory.
 */
final class Placement {

  private static final Scale SCALE = Scale.FULL.withRounds(9);

  private static final List<String> WORKS =
      List.of(MetadataSuites.ATTRIBUTES, MetadataSuites.NEGATIVE_STAT, MetadataSuites.DIRECT_READ);

  private Placement() {}

  /** Runs the command. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Sites sites = Sites.make();
    for (Contender contender : contenders(Path.of(arguments[0]))) {
      sites.mount(contender);
    }
    Comparison comparison = sites.begin(row -> true);
    comparison.run(new MetadataSuites(SCALE.warmUp(), 1).requests());
    comparison.run(new MetadataSuites(SCALE, 1).requests());
    List<String> remarks = sites.end();
    Ratios ratios = new Ratios(comparison.samples());
    System.out.print(table(ratios, sites.contenders()).markdown());
    remarks.forEach(System.out::println);
    // The hook that unmounts has to run although pools may have threads left.
    System.exit(remarks.isEmpty() ? 0 : 1);
  }

  private static List<Contender> contenders(Path root) {
    return List.of(
        Contender.rawC(root, "one reader", "", "--threads 1").pinned(),
        Contender.rawC(root, "one reader", "", "--threads 1"),
        Contender.rawC(root, "two readers", "", ""),
        Contender.rawC(root, "one reader on a processor of its own", "", "--threads 1 --cpu 0"),
        Contender.rawC(root, "one reader, nice −20", "nice -n -20", "--threads 1"),
        Contender.rawC(root, "one reader follows its client", "", "--threads 1 --follow"),
        Contender.rawC(root, "one reader polls for 20 µs", "", "--threads 1 --poll 20"),
        Contender.rawC(
            root,
            "one reader, SCHED_IDLE, follows its client",
            "chrt -i 0",
            "--threads 1 --follow"),
        Contender.drive(root, "the drive", "--transport device"),
        Contender.drive(root, "the drive, ring", "--transport ring"));
  }

  private static Table table(Ratios ratios, List<Contender> contenders) {
    List<String> heading = new ArrayList<>(List.of("µs"));
    heading.addAll(WORKS);
    Table table = new Table(heading);
    for (Contender contender : contenders) {
      List<String> cells = new ArrayList<>(List.of(contender.name()));
      for (String work : WORKS) {
        cells.add(
            ratios
                .row(work, 1)
                .flatMap(row -> ratios.micros(row, contender.name()))
                .map(Spread::toString)
                .orElse("–"));
      }
      table.add(cells);
    }
    return table;
  }
}
