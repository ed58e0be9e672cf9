// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.util.Optional;

/**
 * One step of a suite: work that is measured, or preparation for what follows.
 *
 * @param needed whether later steps need what it leaves behind
 * @param <W> where it is done
 */
record Step<W>(Optional<Row> row, boolean needed, Work<W> work) {

  /** Work that leaves nothing behind. */
  static <W> Step<W> measured(Row row, Work<W> work) {
    return new Step<>(Optional.of(row), false, work);
  }

  /** Work that later steps build on. */
  static <W> Step<W> measuredAndNeeded(Row row, Work<W> work) {
    return new Step<>(Optional.of(row), true, work);
  }

  static <W> Step<W> unmeasured(Work<W> work) {
    return new Step<>(Optional.empty(), true, work);
  }
}
