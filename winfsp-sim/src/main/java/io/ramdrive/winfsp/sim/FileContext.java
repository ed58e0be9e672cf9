// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** What user mode calls an open file: FSP_FSCTL_TRANSACT_FULL_CONTEXT. */
record FileContext(long userContext, long userContext2) {
  /** The volume itself, in a flush. */
  static final FileContext VOLUME = new FileContext(0, 0);
}
