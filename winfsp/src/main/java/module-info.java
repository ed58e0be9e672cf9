// SPDX-License-Identifier: Apache-2.0

/** The Windows view: a volume as a WinFsp file system. */
module io.ramdrive.winfsp {
  requires static transitive org.jspecify;
  requires transitive io.ramdrive.volume;
  requires transitive io.ramdrive.winfsp.binding;

  exports io.ramdrive.winfsp;
}
