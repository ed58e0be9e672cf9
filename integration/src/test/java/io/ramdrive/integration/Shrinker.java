// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing sequence short: delta debugging, as in A. Zeller and R. Hildebrandt, "Simplifying
 * and Isolating Failure-Inducing Input", IEEE TSE 28(2), 2002.
 *
 * @param <T> one step of the sequence
 */
final class Shrinker<T> {
  private final Predicate<List<T>> fails;
  private final int budget;
  private int tries;

  /**
   * @param fails whether a sequence still fails
   * @param budget how many sequences may be tried
   */
  Shrinker(Predicate<List<T>> fails, int budget) {
    this.fails = fails;
    this.budget = budget;
  }

  /**
   * The shortest sequence found that fails; without a single step of it, it would not, unless the
   * budget ran out.
   */
  List<T> shrink(List<T> failing) {
    List<T> current = failing;
    int chunk = Math.max(1, current.size() / 2);
    while (tries < budget) {
      List<T> shorter = withoutAChunk(current, chunk);
      if (shorter.size() < current.size()) {
        current = shorter;
        chunk = Math.min(chunk, Math.max(1, current.size() / 2));
      } else if (chunk == 1) {
        break;
      } else {
        chunk /= 2;
      }
    }
    return current;
  }

  /** One pass from the end: what comes last is most often not needed by what comes before. */
  private List<T> withoutAChunk(List<T> whole, int chunk) {
    List<T> current = whole;
    for (int end = current.size(); end > 0 && tries < budget; end -= chunk) {
      int start = Math.max(0, end - chunk);
      List<T> candidate = new ArrayList<>(current.subList(0, start));
      candidate.addAll(current.subList(Math.min(end, current.size()), current.size()));
      tries++;
      if (fails.test(candidate)) {
        current = candidate;
      }
    }
    return current;
  }
}
