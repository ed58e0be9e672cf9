// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

/** One operation of a worker, such as a stat of its {@code i}-th file. */
@FunctionalInterface
interface Operation {
  void run(Worker worker, int i);
}
