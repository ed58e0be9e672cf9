// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** Native memory that is lent to callbacks for one request each. */
interface Lender {
  /** Memory of exactly this size, at a multiple of 16 where that can be; content undefined. */
  long take(long size);

  /** The callback must not touch it any more. */
  void giveBack(long address, long size, String what);

  /** Looks at all that was given back, for the last time. */
  void check();

  /** Frees everything. */
  void close();
}
