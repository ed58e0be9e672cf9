// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.nio.file.Path;
import java.util.List;

/**
 * Steps that build on each other, done in a directory that is empty before and removed afterwards.
 *
 * @param name what its directory is named after
 * @param rounds how often the steps are done
 * @param opening makes what the steps work with
 * @param preparation done once before the rounds
 * @param steps leave nothing behind that the next round would stumble over
 * @param <W> what a step works with
 */
record Suite<W extends AutoCloseable>(
    String name, int rounds, Opening<W> opening, List<Step<W>> preparation, List<Step<W>> steps) {

  /** Makes what the steps work with, below a contender's mount. */
  @FunctionalInterface
  interface Opening<W> {
    W in(Path directory, Contender contender) throws Exception;
  }
}
