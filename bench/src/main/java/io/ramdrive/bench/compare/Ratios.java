// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was measured, as ratios to tmpfs: each figure is set against that of tmpfs in the same
 * round, so that a machine that is slower for a while changes both.
 */
final class Ratios {

  private record Cell(Row row, String fileSystem) {}

  private final Set<Row> rows = new LinkedHashSet<>();
  private final Map<Cell, List<Sample>> samples = new HashMap<>();

  Ratios(List<Sample> all) {
    for (Sample sample : all) {
      rows.add(sample.row());
      samples
          .computeIfAbsent(new Cell(sample.row(), sample.fileSystem()), _ -> new ArrayList<>())
          .add(sample);
    }
  }

  /** The rows in the order in which they were first measured. */
  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The row of that name, if it was measured. */
  Optional<Row> row(String work, int threads) {
    return rows.stream()
        .filter(row -> row.work().equals(work) && row.threads() == threads)
        .findFirst();
  }

  /** The ratios of one file system to tmpfs, over the rounds in which both were measured. */
  Optional<Spread> of(Row row, String fileSystem) {
    return ratios(row, fileSystem, Contender.TMPFS, row.measure());
  }

  /** The times of one file system as multiples of those of another. */
  Optional<Spread> times(Row row, String fileSystem, String other) {
    return ratios(row, fileSystem, other, Measure.TIME);
  }

  private Optional<Spread> ratios(Row row, String fileSystem, String other, Measure measure) {
    Map<Integer, Double> others = new HashMap<>();
    for (Sample sample : at(row, other)) {
      others.put(sample.round(), sample.seconds());
    }
    double[] ratios =
        at(row, fileSystem).stream()
            .mapToDouble(
                sample ->
                    measure.ratio(
                        sample.seconds(), others.getOrDefault(sample.round(), Double.NaN)))
            .filter(Double::isFinite)
            .toArray();
    return ratios.length == 0 ? Optional.empty() : Optional.of(Spread.of(ratios));
  }

  /** What one operation of one thread takes, in microseconds. */
  Optional<Spread> micros(Row row, String fileSystem) {
    double[] micros =
        at(row, fileSystem).stream()
            .mapToDouble(sample -> sample.seconds() * 1e6 * row.threads())
            .toArray();
    return micros.length == 0 ? Optional.empty() : Optional.of(Spread.of(micros));
  }

  private List<Sample> at(Row row, String fileSystem) {
    return samples.getOrDefault(new Cell(row, fileSystem), List.of());
  }
}
