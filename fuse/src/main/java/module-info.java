// SPDX-License-Identifier: Apache-2.0

/** The Linux view: the kernel's FUSE protocol, spoken over {@code /dev/fuse}. */
module io.ramdrive.fuse {
  requires static transitive org.jspecify;
  requires transitive io.ramdrive.volume;

  exports io.ramdrive.fuse;
}
