// SPDX-License-Identifier: Apache-2.0

/** The file system itself, in memory. */
module io.ramdrive.volume {
  requires static transitive org.jspecify;

  exports io.ramdrive.volume;
}
