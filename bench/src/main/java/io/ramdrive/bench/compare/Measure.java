// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

/** What a figure counts, and which way is better. */
enum Measure {
  /** Operations in a time, as a share of those of tmpfs: more is better. */
  SPEED("speed, × tmpfs"),
  /** As {@link #SPEED}, and what one operation takes counts as well. */
  LATENCY("speed, × tmpfs; µs an operation"),
  /** The time that a whole piece of work takes, as a multiple of that of tmpfs: less is better. */
  TIME("time, × tmpfs");

  private final String title;

  Measure(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The ratio to tmpfs of two times. */
  double ratio(double seconds, double tmpfsSeconds) {
    return this == TIME ? seconds / tmpfsSeconds : tmpfsSeconds / seconds;
  }

  /** How many times faster than tmpfs, whichever way the ratio counts. */
  double speed(double ratio) {
    return this == TIME ? 1 / ratio : ratio;
  }
}
