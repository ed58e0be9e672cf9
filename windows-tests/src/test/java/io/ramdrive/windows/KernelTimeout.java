// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import java.util.ArrayList;
import java.util.List;

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

  WindowsDrive mount(String... options) {
    return mountAt(WindowsDrive.newShare(), options);
  }

  WindowsDrive mountAt(String mountPoint, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--file-info-timeout-ms", millis));
    return WindowsDrive.mountAt(mountPoint, all.toArray(new String[0]));
  }
}
