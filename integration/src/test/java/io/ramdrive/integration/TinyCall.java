// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.List;

/**
 * A call that a thread made through one of the views, and what it saw.
 *
 * @param view {@link #JAVA}, or the number of a mount
 * @param actor the thread
 * @param called when it was called, by {@code System.nanoTime}
 * @param returned when it returned
 * @param steps what it did and saw, one instant each
 */
record TinyCall(
    int view, String actor, Kind kind, long called, long returned, List<TinyStep> steps) {
  /** The view of {@code java.nio.file}. */
  static final int JAVA = 0;

  /** What a call does, as far as the contract cares. */
  enum Kind {
    /** Asks for a name or for attributes, or fails because of what it finds. */
    LOOK,
    /** Reads content. */
    READ,
    /** Changes names or attributes. */
    CHANGE,
    /** Changes content or size. */
    WRITE,
    /** Waits until every view has been told. */
    AWAIT
  }

  boolean isChange() {
    return kind == Kind.CHANGE || kind == Kind.WRITE;
  }

  /** Whether all views know, when it has returned, what had changed before it was called. */
  boolean tellsAll() {
    return kind == Kind.AWAIT || (view == JAVA && isChange() && !mayChangeNothing());
  }

  /** To make a file no smaller than it is waits for nobody. */
  private boolean mayChangeNothing() {
    return steps.stream().anyMatch(TinyStep.Truncate.class::isInstance);
  }

  /** Whether this call began before {@code other} ended. */
  boolean beganBeforeTheEndOf(TinyCall other) {
    return called < other.returned;
  }
}
