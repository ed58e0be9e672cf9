// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.util.Arrays;
import java.util.Locale;

/** The middle of several figures, and how far apart they are. */
record Spread(double median, double min, double max) {

  /** Of one figure or more; the median of an even number is the mean of the two in the middle. */
  static Spread of(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    double median = (sorted[last / 2] + sorted[sorted.length / 2]) / 2;
    return new Spread(median, sorted[0], sorted[last]);
  }

  @Override
  public String toString() {
    return min == max
        ? shown(median)
        : "%s (%s–%s)".formatted(shown(median), shown(min), shown(max));
  }

  /** As many digits as mean something. */
  static String shown(double figure) {
    String pattern = figure < 0.095 ? "%.3f" : figure < 9.95 ? "%.2f" : "%.0f";
    return String.format(Locale.ROOT, pattern, figure);
  }
}
