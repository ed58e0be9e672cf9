// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class WallClockTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private final Time time = new Time();
  private final WallClock clock = new WallClock(time, 1);

  @Test
  void tellsNanosecondsAndIsNeverAheadNorAMillisecondBehindNorRunsBackwards() {
    Random random = new Random(7);
    long before = 0;
    for (int i = 0; i < 100_000; i++) {
      time.pass(random.nextInt(i % 100 == 0 ? 5_000_000 : 20_000));
      long now = clock.now();
      assertThat(now).isBetween(time.day - MILLI, time.day).isGreaterThanOrEqualTo(before);
      before = now;
    }
    time.pass(1);
    assertThat(clock.now()).isEqualTo(before + 1);
  }

  @Test
  void followsWhenTheTimeOfDayIsSet() {
    for (long step : new long[] {3600 * SECOND, -7200 * SECOND, 3 * MILLI, -3 * MILLI}) {
      time.day += step;
      time.pass(MILLI);
      assertThat(clock.now()).isBetween(time.day - MILLI, time.day);
    }
  }

  @Test
  void seesWhatASuspendedMachineMissed() {
    clock.now();
    time.day += 8 * 3600 * SECOND;
    time.pass(MILLI);
    assertThat(clock.now()).isBetween(time.day - MILLI, time.day);
  }

  @Test
  void isNotMisledWhenTheThreadIsOffItsProcessorWhileItReads() {
    time.pauseAfterMillis = 50 * MILLI;
    long before = 0;
    for (int i = 0; i < 1000; i++) {
      time.pass(MILLI + i);
      long now = clock.now();
      assertThat(now).isLessThanOrEqualTo(time.day).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void aClockOfFewTicksDoesNotTurnItBack() {
    Time coarse = new Time();
    coarse.tick = 16 * MILLI;
    WallClock ofFewTicks = new WallClock(coarse, 17);
    long before = 0;
    for (int i = 0; i < 10_000; i++) {
      coarse.pass(100_000);
      long now = ofFewTicks.now();
      assertThat(now).isGreaterThan(before).isLessThanOrEqualTo(coarse.day);
      before = now;
    }
  }

  @Test
  void theClockOfThisMachineIsTrue() {
    WallClock real = WallClock.ofThisPlatform();
    for (int i = 0; i < 1000; i++) {
      long now = real.now() / MILLI;
      assertThat(now).isLessThanOrEqualTo(System.currentTimeMillis());
    }
  }

  private static final class Time implements WallClock.Source {
    private long day = 1_800_000_000 * SECOND + 123_456_789;
    private long nanos = -5;
    private long tick = MILLI;
    private long pauseAfterMillis;

    void pass(long duration) {
      day += duration;
      nanos += duration;
    }

    @Override
    public long millis() {
      long millis = day / tick * tick / MILLI;
      pass(pauseAfterMillis);
      return millis;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }
}
