// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

/** FILETIME: 100 ns since 1601-01-01 UTC. */
final class FileTimes {
  /** Seconds from 1601 to 1970: 369 years, 89 of them leap years. */
  private static final long EPOCH = 11_644_473_600L;

  private static final long UNITS_PER_SECOND = 10_000_000;
  private static final int NANOS_PER_UNIT = 100;

  private FileTimes() {}

  /** A time of the volume. What lies before 1601, or too far on, becomes the nearest there is. */
  static long of(long seconds, int nanos) {
    if (seconds < -EPOCH) {
      return 0;
    }
    if (seconds >= Long.MAX_VALUE / UNITS_PER_SECOND - EPOCH) {
      return Long.MAX_VALUE;
    }
    return (seconds + EPOCH) * UNITS_PER_SECOND + nanos / NANOS_PER_UNIT;
  }

  /** Seconds since 1970. */
  static long seconds(long fileTime) {
    return Math.floorDiv(fileTime, UNITS_PER_SECOND) - EPOCH;
  }

  /** Nanoseconds within the second. */
  static int nanos(long fileTime) {
    return (int) Math.floorMod(fileTime, UNITS_PER_SECOND) * NANOS_PER_UNIT;
  }
}
