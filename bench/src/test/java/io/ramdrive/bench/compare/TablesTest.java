// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {

  private static final Row UNLINK = new Row("unlink", 1, Measure.SPEED);
  private static final Row TAR = new Row("tar x", 1, Measure.TIME);
  private static final Row READ = new Row("direct random read 4 KiB", 1, Measure.LATENCY);

  private static final List<Contender> CONTENDERS =
      contenders(List.of("tmpfs", "default", "ring", "bindfs"));

  private final List<Sample> samples = new ArrayList<>();

  @Test
  void aRowThatAFileSystemCannotDoIsADash() {
    samples(UNLINK, 1, 4, 2, Double.NaN);

    assertThat(tables().ratios(Measure.SPEED).markdown())
        .isEqualTo(
            """
            | speed, × tmpfs | default | ring | bindfs |
            |---|---|---|---|
            | unlink | 0.25 | 0.50 | – |
            """);
  }

  @Test
  void aRequestShowsWhatItTakesAsWell() {
    samples(READ, 1e-6, 5e-6, 4e-6, 8e-6);

    assertThat(tables().ratios(Measure.LATENCY).markdown())
        .contains("| 0.20; 5.00 µs | 0.25; 4.00 µs | 0.13; 8.00 µs | 1.00 µs |");
  }

  @Test
  void aTargetIsReachedByTheDefaultOrByAnother() {
    samples(UNLINK, 1, 4, 2, 2);
    samples(TAR, 1, 4.5, 3, 8);
    samples(READ, 1e-6, 6e-6, 7e-6, 9e-6);

    assertThat(tables().targets().markdown())
        .contains("| unlink | ≥ 0.20 | 0.25 | – | ring 0.50 | yes |")
        .contains("| tar x | ≤ 4.00 | 4.50 | – | ring 3.00 | with ring |")
        .contains("| direct random read 4 KiB | ≤ 5.00 µs | 6.00 µs | – | default 6.00 µs | no |");
  }

  @Test
  void aTargetStandsNextToWhatAServerInCReaches() {
    List<String> names =
        List.of("tmpfs", "default", "ring", "raw-c", "default pinned", "raw-c pinned");
    double[] seconds = {1e-6, 12e-6, 11e-6, 10e-6, 3e-6, 2e-6};
    for (int i = 0; i < seconds.length; i++) {
      samples.add(new Sample(READ, names.get(i), 1, seconds[i]));
    }
    Tables tables = new Tables(new Ratios(samples), contenders(names));

    assertThat(tables.targets().markdown())
        .contains("| ≤ 5.00 µs | 12 µs | 10 µs | ring 11 µs | no, raw C neither |")
        .contains("| ≤ 1.15 × raw-c | 1.20 | 10 µs | ring 1.10 | with ring |")
        .contains(
            " (default pinned) | ≤ 1.15 × raw-c | 1.50 | 2.00 µs | default pinned 1.50 | no |");
    assertThat(tables.ratios(Measure.LATENCY).markdown()).doesNotContain("pinned");
    assertThat(tables.pinned().markdown())
        .contains("| default pinned | raw-c pinned | tmpfs |")
        .contains("| 0.33; 3.00 µs | 0.50; 2.00 µs | 1.00 µs |");
  }

  @Test
  void whatIsPinnedDoesSingleRequestsOnly() {
    Contender pinned = contenders(List.of("raw-c pinned")).getFirst();

    assertThat(pinned.does(READ)).isTrue();
    assertThat(pinned.does(UNLINK)).isFalse();
    assertThat(pinned.does(new Row(READ.work(), 2, READ.measure()))).isFalse();
    assertThat(contenders(List.of("raw-c")).getFirst().does(UNLINK)).isTrue();
  }

  @Test
  void aPeerThatIsAheadIsNamed() {
    samples(UNLINK, 1, 4, 2, 3);
    samples(TAR, 1, 4, 3, 8);

    assertThat(tables().peersAhead())
        .containsExactly("bindfs is ahead of the default drive in unlink.");
  }

  @Test
  void theChartHasAMarkForEachFigure() {
    samples(UNLINK, 1, 4, 2, 3);

    String svg = new Chart(new Ratios(samples), CONTENDERS).svg();

    // One for each figure and one for each name in the legend.
    assertThat(svg).containsOnlyOnce(">unlink</text>");
    assertThat(svg.split("<circle", -1)).hasSize(1 + 4);
    assertThat(svg.split("<path", -1)).hasSize(1 + 2);
  }

  private static List<Contender> contenders(List<String> names) {
    return Contender.all(Path.of("/project"), Path.of("/scratch")).stream()
        .filter(it -> names.contains(it.name()))
        .toList();
  }

  private Tables tables() {
    return new Tables(new Ratios(samples), CONTENDERS);
  }

  /** Seconds of each contender; NaN for one that could not do it. */
  private void samples(Row row, double... seconds) {
    for (int i = 0; i < seconds.length; i++) {
      if (!Double.isNaN(seconds[i])) {
        samples.add(new Sample(row, CONTENDERS.get(i).name(), 1, seconds[i]));
      }
    }
  }
}
