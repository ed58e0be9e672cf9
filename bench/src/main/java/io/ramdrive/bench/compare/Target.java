// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static io.ramdrive.bench.compare.Measure.TIME;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * What a row should reach.
 *
 * @param work the row's name; rows of one thread only
 * @param mode the drive that should reach it
 * @param unit how the figure counts
 * @param goal the least ratio, or where less is better the greatest ratio or time
 */
record Target(String work, String mode, Unit unit, double goal) {

  /** What a target counts. */
  enum Unit {
    /** Against tmpfs, as the row's measure has it. */
    RATIO(""),
    MICROSECONDS(" µs"),
    /** The time of a request, against that of the raw C server in the same placement. */
    RAW_C(" × " + Contender.RAW_C);

    private final String suffix;

    Unit(String suffix) {
      this.suffix = suffix;
    }

    String suffix() {
      return suffix;
    }
  }

  /** A figure of one drive. */
  record Reached(String mode, Spread figure) {}

  static Target ratio(String work, double goal) {
    return new Target(work, Contender.DEFAULT, Unit.RATIO, goal);
  }

  static Target micros(String work, double goal) {
    return new Target(work, Contender.DEFAULT, Unit.MICROSECONDS, goal);
  }

  static Target timesRawC(String work, double goal) {
    return new Target(work, Contender.DEFAULT, Unit.RAW_C, goal);
  }

  Target in(String drive) {
    return new Target(work, drive, unit, goal);
  }

  /** The figure of a contender, if the row was measured on it. */
  Optional<Spread> figure(Ratios ratios, String contender) {
    return ratios
        .row(work, 1)
        .flatMap(
            row ->
                switch (unit) {
                  case RATIO -> ratios.of(row, contender);
                  case MICROSECONDS -> ratios.micros(row, contender);
                  case RAW_C -> ratios.times(row, contender, rawC());
                });
  }

  /**
   * What the raw C server reaches in the same placement; a time for what is measured against it.
   */
  Optional<Spread> ofRawC(Ratios ratios) {
    return unit == Unit.RAW_C
        ? new Target(work, mode, Unit.MICROSECONDS, goal).figure(ratios, rawC())
        : figure(ratios, rawC());
  }

  private String rawC() {
    return Contender.RAW_C + (mode.endsWith(Contender.PINNED) ? Contender.PINNED : "");
  }

  /** The best figure that any of the drives reached. */
  Optional<Reached> best(Ratios ratios, List<String> drives) {
    Comparator<Reached> byFigure = Comparator.comparingDouble(reached -> reached.figure().median());
    BinaryOperator<Reached> better =
        lessIsBetter(ratios) ? BinaryOperator.minBy(byFigure) : BinaryOperator.maxBy(byFigure);
    return drives.stream()
        .filter(drive -> drive.endsWith(Contender.PINNED) == mode.endsWith(Contender.PINNED))
        .flatMap(drive -> figure(ratios, drive).map(it -> new Reached(drive, it)).stream())
        .reduce(better);
  }

  /** Whether a figure, as it is shown, is as good as the goal. */
  boolean met(Ratios ratios, Spread figure) {
    double rounded = Math.round(figure.median() * 100) / 100.0;
    return lessIsBetter(ratios) ? rounded <= goal : rounded >= goal;
  }

  /** The goal as a reader sees it. */
  String shown(Ratios ratios) {
    return (lessIsBetter(ratios) ? "≤ " : "≥ ") + Spread.shown(goal) + unit.suffix();
  }

  private boolean lessIsBetter(Ratios ratios) {
    return unit != Unit.RATIO
        || ratios.row(work, 1).map(row -> row.measure() == TIME).orElse(false);
  }
}
