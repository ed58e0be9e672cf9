// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules that were broken so far. Threads of the simulator cannot throw to a test: what they see
 * they report here, and each system call of a test throws the first report.
 */
final class Violations {
  private final List<InvariantViolation> reports = new ArrayList<>();

  synchronized void report(Invariant invariant, String what) {
    reports.add(new InvariantViolation(invariant, what));
  }

  synchronized void report(InvariantViolation violation) {
    reports.add(violation);
  }

  /** Something was thrown where nothing should be: a report, or a bug in the simulator. */
  void report(String where, Throwable thrown) {
    report(
        thrown instanceof InvariantViolation violation
            ? violation
            : new InvariantViolation(Invariant.THREADING, where + " failed", thrown));
  }

  synchronized boolean any() {
    return !reports.isEmpty();
  }

  /** Throws what was reported first, each time anew, with the other reports suppressed in it. */
  synchronized void check() {
    if (!reports.isEmpty()) {
      InvariantViolation first = new InvariantViolation(reports.getFirst());
      for (InvariantViolation other : reports.subList(1, reports.size())) {
        first.addSuppressed(other);
      }
      throw first;
    }
  }

  /** Everything reported, oldest first. */
  synchronized List<InvariantViolation> all() {
    return List.copyOf(reports);
  }
}
