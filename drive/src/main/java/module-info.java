// SPDX-License-Identifier: Apache-2.0

/** The facade people import: a RAM drive and its views. */
module io.ramdrive {
  requires static transitive org.jspecify;
  requires io.ramdrive.fuse;
  requires io.ramdrive.nio;
  requires io.ramdrive.volume;
  requires io.ramdrive.winfsp;

  exports io.ramdrive;
}
