// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

/**
 * A piece of work, as a row of the table names it.
 *
 * @param threads how many threads or processes do it at once
 */
record Row(String work, int threads, Measure measure) {

  @Override
  public String toString() {
    return threads == 1 ? work : work + ", " + threads + " threads";
  }
}
