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
    RATIO,
    MICROSECONDS
  }

  /** A figure of one drive. */
  record Reached(String mode, Spread figure) {}

  static Target ratio(String work, double goal) {
    return new Target(work, Contender.DEFAULT, Unit.RATIO, goal);
  }

  static Target micros(String work, double goal) {
    return new Target(work, Contender.DEFAULT, Unit.MICROSECONDS, goal);
  }

  Target in(String drive) {
    return new Target(work, drive, unit, goal);
  }

  /** The figure of a drive, if the row was measured on it. */
  Optional<Spread> figure(Ratios ratios, String drive) {
    return ratios
        .row(work, 1)
        .flatMap(row -> unit == Unit.RATIO ? ratios.of(row, drive) : ratios.micros(row, drive));
  }

  /** The best figure that any of the drives reached. */
  Optional<Reached> best(Ratios ratios, List<String> drives) {
    Comparator<Reached> byFigure = Comparator.comparingDouble(reached -> reached.figure().median());
    BinaryOperator<Reached> better =
        lessIsBetter(ratios) ? BinaryOperator.minBy(byFigure) : BinaryOperator.maxBy(byFigure);
    return drives.stream()
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
    String sign = lessIsBetter(ratios) ? "≤ " : "≥ ";
    return sign + Spread.shown(goal) + (unit == Unit.MICROSECONDS ? " µs" : "");
  }

  private boolean lessIsBetter(Ratios ratios) {
    return unit == Unit.MICROSECONDS
        || ratios.row(work, 1).map(row -> row.measure() == TIME).orElse(false);
  }
}
