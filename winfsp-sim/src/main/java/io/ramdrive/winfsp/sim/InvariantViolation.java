// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import org.jspecify.annotations.Nullable;

/** A file system broke a rule. */
public final class InvariantViolation extends AssertionError {
  private static final long serialVersionUID = 1;

  private final Invariant invariant;

  /** A rule was broken, in this way. */
  public InvariantViolation(Invariant invariant, String what) {
    this(invariant, what, null);
  }

  /** A rule was broken, in this way, as this shows. */
  public InvariantViolation(Invariant invariant, String what, @Nullable Throwable cause) {
    super(invariant + ": " + what + " (" + invariant.sentence() + ")", cause);
    this.invariant = invariant;
  }

  /** A report that is thrown to a test. */
  InvariantViolation(InvariantViolation report) {
    super(report.getMessage(), report);
    this.invariant = report.invariant;
  }

  /** The rule. */
  public Invariant invariant() {
    return invariant;
  }
}
