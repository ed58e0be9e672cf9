// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static io.ramdrive.bench.compare.Measure.LATENCY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables that a reader gets. */
final class Tables {

  private static final String NOTHING = "–";

  private final Ratios ratios;
  private final List<Contender> contenders;

  /** Tables of those contenders, which have all been measured. */
  Tables(Ratios ratios, List<Contender> contenders) {
    this.ratios = ratios;
    this.contenders = List.copyOf(contenders);
  }

  /** Those that have a column wherever there is one for each: all but tmpfs and what is pinned. */
  static List<Contender> columns(List<Contender> contenders) {
    return contenders.stream()
        .filter(it -> !it.name().equals(Contender.TMPFS) && !it.is(Contender.Trait.PINNED))
        .toList();
  }

  /** The rows of one measure: a column for each file system. */
  Table ratios(Measure measure) {
    return table(
        measure,
        columns(contenders),
        ratios.rows().stream().filter(row -> row.measure() == measure));
  }

  /** Single requests, where client and server share a processor. */
  Table pinned() {
    List<Contender> pinned =
        contenders.stream().filter(it -> it.is(Contender.Trait.PINNED)).toList();
    return table(
        LATENCY,
        pinned,
        ratios.rows().stream()
            .filter(row -> pinned.stream().anyMatch(it -> ratios.of(row, it.name()).isPresent())));
  }

  private Table table(Measure measure, List<Contender> columns, Stream<Row> rows) {
    List<String> heading = new ArrayList<>(List.of(measure.title()));
    columns.forEach(contender -> heading.add(contender.name()));
    if (measure == LATENCY) {
      heading.add(Contender.TMPFS);
    }
    Table table = new Table(heading);
    rows.forEach(
        row -> {
          List<String> cells = new ArrayList<>(List.of(row.toString()));
          columns.forEach(contender -> cells.add(cell(row, contender.name())));
          if (measure == LATENCY) {
            cells.add(micros(row, Contender.TMPFS));
          }
          table.add(cells);
        });
    return table;
  }

  /** What the drives should reach, and do; next to what a server in C does. */
  Table targets() {
    List<String> drives =
        contenders.stream().filter(it -> it.is(Contender.Trait.OURS)).map(Contender::name).toList();
    Table table =
        new Table(
            List.of("work", "target", "measured", "raw C, same run", "best drive", "reached?"));
    for (Target target : Targets.ALL) {
      Optional<Spread> figure = target.figure(ratios, target.mode());
      Optional<Target.Reached> best = target.best(ratios, drives);
      if (best.isEmpty()) {
        continue;
      }
      String of = target.mode().equals(Contender.DEFAULT) ? "" : " (" + target.mode() + ")";
      String unit = target.unit() == Target.Unit.MICROSECONDS ? " µs" : "";
      String unitOfRawC = target.unit() == Target.Unit.RATIO ? "" : " µs";
      table.add(
          List.of(
              target.work() + of,
              target.shown(ratios),
              figure.map(it -> it + unit).orElse(NOTHING),
              target.ofRawC(ratios).map(it -> it + unitOfRawC).orElse(NOTHING),
              best.get().mode() + " " + Spread.shown(best.get().figure().median()) + unit,
              verdict(target, figure, best.get())));
    }
    return table;
  }

  private String verdict(Target target, Optional<Spread> figure, Target.Reached best) {
    if (figure.isPresent() && target.met(ratios, figure.get())) {
      return "yes";
    }
    if (target.met(ratios, best.figure())) {
      return "with " + best.mode();
    }
    // The raw C server knows neither write-back nor passthrough.
    boolean outOfReach =
        target.unit() != Target.Unit.RAW_C
            && target.mode().equals(Contender.DEFAULT)
            && target.ofRawC(ratios).filter(it -> !target.met(ratios, it)).isPresent();
    return outOfReach ? "no, raw C neither" : "no";
  }

  /** For each peer the rows in which it is ahead of the default drive, by the medians. */
  List<String> peersAhead() {
    List<String> lines = new ArrayList<>();
    for (Contender peer : columns(contenders)) {
      if (!peer.is(Contender.Trait.OURS)) {
        List<String> ahead =
            ratios.rows().stream().filter(row -> ahead(row, peer)).map(Row::toString).toList();
        lines.add(
            "%s is ahead of the default drive in %s"
                .formatted(
                    peer.name(), ahead.isEmpty() ? "no row." : String.join("; ", ahead) + "."));
      }
    }
    return lines;
  }

  private boolean ahead(Row row, Contender peer) {
    Optional<Spread> theirs = ratios.of(row, peer.name());
    Optional<Spread> ours = ratios.of(row, Contender.DEFAULT);
    return theirs.isPresent()
        && ours.isPresent()
        && row.measure().speed(theirs.get().median()) > row.measure().speed(ours.get().median());
  }

  private String cell(Row row, String fileSystem) {
    Optional<Spread> ratio = ratios.of(row, fileSystem);
    if (ratio.isEmpty()) {
      return NOTHING;
    }
    return row.measure() == LATENCY
        ? ratio.get() + "; " + micros(row, fileSystem)
        : ratio.get().toString();
  }

  private String micros(Row row, String fileSystem) {
    return ratios
        .micros(row, fileSystem)
        .map(it -> Spread.shown(it.median()) + " µs")
        .orElse(NOTHING);
  }
}
