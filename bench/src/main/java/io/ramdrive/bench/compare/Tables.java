// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static io.ramdrive.bench.compare.Measure.LATENCY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables that a reader gets. */
final class Tables {

  private static final String NOTHING = "–";

  private final Ratios ratios;
  private final List<Contender> contenders;

  /** Tables of those contenders, which have all been measured. */
  Tables(Ratios ratios, List<Contender> contenders) {
    this.ratios = ratios;
    this.contenders = contenders.stream().filter(it -> !it.name().equals(Contender.TMPFS)).toList();
  }

  /** The rows of one measure: a column for each file system. */
  Table ratios(Measure measure) {
    List<String> heading = new ArrayList<>(List.of(measure.title()));
    contenders.forEach(contender -> heading.add(contender.name()));
    if (measure == LATENCY) {
      heading.add(Contender.TMPFS);
    }
    Table table = new Table(heading);
    for (Row row : ratios.rows()) {
      if (row.measure() == measure) {
        List<String> cells = new ArrayList<>(List.of(row.toString()));
        contenders.forEach(contender -> cells.add(cell(row, contender.name())));
        if (measure == LATENCY) {
          cells.add(micros(row, Contender.TMPFS));
        }
        table.add(cells);
      }
    }
    return table;
  }

  /** What the drives should reach, and do. */
  Table targets() {
    List<String> drives = contenders.stream().filter(Contender::ours).map(Contender::name).toList();
    Table table = new Table(List.of("work", "target", "measured", "best drive", "reached?"));
    for (Target target : Targets.ALL) {
      Optional<Spread> figure = target.figure(ratios, target.mode());
      Optional<Target.Reached> best = target.best(ratios, drives);
      if (best.isEmpty()) {
        continue;
      }
      String of = target.mode().equals(Contender.DEFAULT) ? "" : " (" + target.mode() + ")";
      String unit = target.unit() == Target.Unit.MICROSECONDS ? " µs" : "";
      table.add(
          List.of(
              target.work() + of,
              target.shown(ratios),
              figure.map(it -> it + unit).orElse(NOTHING),
              best.get().mode() + " " + Spread.shown(best.get().figure().median()) + unit,
              verdict(target, figure, best.get())));
    }
    return table;
  }

  private String verdict(Target target, Optional<Spread> figure, Target.Reached best) {
    if (figure.isPresent() && target.met(ratios, figure.get())) {
      return "yes";
    }
    return target.met(ratios, best.figure()) ? "with " + best.mode() : "no";
  }

  /** For each peer the rows in which it is ahead of the default drive, by the medians. */
  List<String> peersAhead() {
    List<String> lines = new ArrayList<>();
    for (Contender peer : contenders) {
      if (!peer.ours()) {
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
