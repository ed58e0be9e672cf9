// SPDX-License-Identifier: Apache-2.0

/** Runs TLC, the model checker of TLA+. */
module io.ramdrive.spec {
  requires static transitive org.jspecify;

  exports io.ramdrive.spec;
}
