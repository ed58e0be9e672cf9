// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

/**
 * A step and when it may have happened, by {@code System.nanoTime}.
 *
 * @param earliest it did not happen before
 * @param latest it did not happen after
 * @param actor whose step it is
 */
record TimedStep(long earliest, long latest, String actor, TinyStep step) {
  TimedStep {
    if (earliest > latest) {
      throw new IllegalArgumentException(earliest + " is after " + latest);
    }
  }
}
