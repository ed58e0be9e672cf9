// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

/** How long the kernel may believe what it has been told. */
enum KernelTimeout {
  /** Data are cached, too, and written late. */
  FOR_EVER(WindowsDrive.FOR_EVER),
  /** What a user gets who asks for nothing. */
  DEFAULT("1000"),
  /** Every question reaches the drive. */
  NONE("0");

  private final String millis;

  KernelTimeout(String millis) {
    this.millis = millis;
  }

  WindowsDrive mount() {
    return mountAt(WindowsDrive.newShare());
  }

  WindowsDrive mountAt(String mountPoint) {
    return WindowsDrive.mountAt(mountPoint, "--file-info-timeout-ms", millis);
  }
}
