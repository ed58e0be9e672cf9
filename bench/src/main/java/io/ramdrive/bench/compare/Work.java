// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

/**
 * Something to do in a workplace.
 *
 * @param <W> where it is done
 */
@FunctionalInterface
interface Work<W> {
  /** Does it; returns the seconds that one operation, one MiB or the whole took. */
  double run(W workplace) throws Exception;
}
