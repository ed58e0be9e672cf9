// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

/** The settings of the kernel's cache under which real programs have to work. */
enum KernelCache {
  /** What a user gets who asks for nothing. */
  DEFAULT,
  /** The kernel forgets nothing by itself: only a coherent drive survives this. */
  FOR_EVER,
  /** Every question reaches the drive. */
  OFF;

  /** The options of the {@code ramdrive} command. */
  String[] options() {
    return switch (this) {
      case DEFAULT -> new String[] {"--file-info-timeout-ms", "1000"};
      case FOR_EVER -> new String[] {"--file-info-timeout-ms", TestDrive.FOREVER};
      case OFF -> new String[] {"--enable-kernel-cache=false"};
    };
  }
}
