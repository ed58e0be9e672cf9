// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench/compare}. */
@Command(
    name = "bench/compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Do the same work on drives, on tmpfs and on other FUSE servers, in turns, and show ratios"
          + " to tmpfs: the median over the rounds, and the least and the greatest.",
      "Leave the machine alone meanwhile. Everything is unmounted at the end."
    })
final class Compare implements Callable<Integer> {

  @Option(names = "--quick", description = "Fewer rounds of less work: some 5 minutes, not 20.")
  private boolean quick;

  @Option(
      names = "--rows",
      paramLabel = "REGEX",
      description = "Only rows whose name has a match, such as 'stat|git'.")
  private Pattern rows = Pattern.compile("");

  @Option(
      names = "--on",
      paramLabel = "NAMES",
      split = ",",
      description =
          "Only these file systems, and tmpfs: default, exclusive, ring, lean, passthrough, raw-c,"
              + " bindfs, jfuse, jnr-fuse, 'default pinned', 'raw-c pinned', and two that take"
              + " part only when named: for-ever, no-cache.")
  private List<String> on = List.of();

  @Option(
      names = "--with",
      paramLabel = "NAME=OPTIONS",
      description = "One more drive, such as 'fast=--transport ring --cache exclusive'.")
  private Map<String, String> with = Map.of();

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each row.")
  private @Nullable Integer rounds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where raw.tsv, tables.md and chart.svg go (default: bench/target/compare).")
  private @Nullable Path out;

  @Option(names = "--root", hidden = true, required = true)
  private Path root = Path.of("");

  private Compare() {}

  /** Runs the command. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Compare()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Sites sites = Sites.make();
    mountAll(sites);
    Scale scale = quick ? Scale.QUICK : Scale.FULL;
    Comparison comparison = sites.begin(row -> rows.matcher(row.toString()).find());
    run(comparison, rounds == null ? scale : scale.withRounds(rounds), sites.scratch());
    List<String> remarks = sites.end();
    Reports reports = new Reports(comparison.samples(), sites.contenders(), remarks);
    reports.print();
    reports.write(Optional.ofNullable(out).orElse(root.resolve("bench/target/compare")));
    return 0;
  }

  private void mountAll(Sites sites) throws InterruptedException {
    List<Contender> contenders = new ArrayList<>(Contender.all(root, sites.scratch()));
    with.forEach((name, options) -> contenders.add(Contender.drive(root, name, options)));
    for (Contender contender : contenders) {
      String name = contender.name();
      if ((on.isEmpty() && !contender.is(Contender.Trait.ON_REQUEST))
          || on.contains(name)
          || with.containsKey(name)
          || name.equals(Contender.TMPFS)) {
        sites.mount(contender);
      }
    }
  }

  private void run(Comparison comparison, Scale scale, Path scratch) throws InterruptedException {
    comparison.run(new MetadataSuites(scale.warmUp(), scale.threads()).names());
    // By one thread: what is pinned has no more.
    comparison.run(new MetadataSuites(scale.warmUp(), 1).openFile());
    for (int threads = 1; threads <= scale.threads(); threads++) {
      MetadataSuites metadata = new MetadataSuites(scale, threads);
      comparison.run(metadata.names());
      comparison.run(metadata.openFile());
      comparison.run(metadata.listings());
    }
    comparison.run(new DataSuite(scale).suite());
    comparison.run(new TreeSuite(scale, scratch.resolve(Contender.TMPFS)).suite());
    comparison.run(new DatabaseSuite(scale).suite());
    comparison.run(new ApplicationSuite(scale, root).suite());
  }
}
