// SPDX-License-Identifier: Apache-2.0

/** A simulated WinFsp, for tests. */
module io.ramdrive.winfsp.sim {
  requires static transitive org.jspecify;
  requires transitive io.ramdrive.winfsp.binding;

  exports io.ramdrive.winfsp.sim;
}
