// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RatiosTest {

  private static final Row STAT = new Row("stat, cached", 1, Measure.SPEED);
  private static final Row REQUEST = new Row("attributes, uncached", 2, Measure.LATENCY);
  private static final Row CLONE = new Row("git clone", 1, Measure.TIME);
  private static final Offset<Double> CLOSE = within(1e-9);

  @Test
  void aFigureIsSetAgainstTmpfsInTheSameRound() {
    Ratios ratios =
        new Ratios(
            List.of(
                new Sample(STAT, "tmpfs", 1, 1e-6),
                new Sample(STAT, "default", 1, 2e-6),
                new Sample(STAT, "tmpfs", 2, 10e-6),
                new Sample(STAT, "default", 2, 10e-6),
                new Sample(STAT, "tmpfs", 3, 1e-6),
                new Sample(STAT, "default", 3, 4e-6)));

    assertThat(ratios.of(STAT, "default")).contains(new Spread(0.5, 0.25, 1));
    assertThat(ratios.of(STAT, "tmpfs")).contains(new Spread(1, 1, 1));
  }

  @Test
  void aRoundWithoutTmpfsDoesNotCount() {
    Ratios ratios =
        new Ratios(
            List.of(
                new Sample(STAT, "default", 1, 2e-6),
                new Sample(STAT, "tmpfs", 2, 1e-6),
                new Sample(STAT, "default", 2, 1e-6)));

    assertThat(ratios.of(STAT, "default")).contains(new Spread(1, 1, 1));
    assertThat(ratios.of(CLONE, "default")).isEmpty();
  }

  @Test
  void timeIsAMultipleAndSpeedAShare() {
    Ratios ratios =
        new Ratios(
            List.of(
                new Sample(CLONE, "tmpfs", 1, 0.5),
                new Sample(CLONE, "default", 1, 1),
                new Sample(STAT, "tmpfs", 1, 0.5),
                new Sample(STAT, "default", 1, 1)));

    assertThat(ratios.of(CLONE, "default")).contains(new Spread(2, 2, 2));
    assertThat(ratios.of(STAT, "default")).contains(new Spread(0.5, 0.5, 0.5));
    assertThat(ratios.rows()).containsExactly(CLONE, STAT);
  }

  @Test
  void microsecondsAreThoseOfOneThread() {
    Ratios ratios = new Ratios(List.of(new Sample(REQUEST, "default", 1, 3e-6)));

    assertThat(ratios.micros(REQUEST, "default").orElseThrow().median()).isCloseTo(6, CLOSE);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(Spread.of(new double[] {4, 1, 2, 100})).isEqualTo(new Spread(3, 1, 100));
    assertThat(Spread.of(new double[] {0.876, 0.9, 0.8})).hasToString("0.88 (0.80–0.90)");
    assertThat(Spread.of(new double[] {12.345})).hasToString("12");
  }
}
