// SPDX-License-Identifier: Apache-2.0

/** WinFsp's DLL for Java, through {@code java.lang.foreign}. */
module io.ramdrive.winfsp.binding {
  requires static transitive org.jspecify;

  exports io.ramdrive.winfsp.binding;
}
