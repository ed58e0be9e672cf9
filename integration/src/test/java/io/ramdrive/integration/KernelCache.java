// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/** The settings of the kernel's cache under which real programs have to work. */
enum KernelCache {
  /** What a user gets who asks for nothing. */
  DEFAULT,
  /** The kernel forgets nothing by itself: only a coherent drive survives this. */
  FOR_EVER,
  /** Every question reaches the drive. */
  OFF;

  /** Changes the options of a mount: linux/mount.h. */
  private static final int MS_REMOUNT = 32;

  /** The options of the {@code ramdrive} command. */
  String[] options() {
    return switch (this) {
      case DEFAULT -> new String[] {"--file-info-timeout-ms", "1000"};
      case FOR_EVER -> new String[] {"--file-info-timeout-ms", TestDrive.FOREVER};
      case OFF -> new String[] {"--enable-kernel-cache=false"};
    };
  }

  /**
   * Makes the kernel forget the names, attributes and pages of a mount that are not in use, as a
   * change of its options does even when they stay the same. What is looked at next comes from the
   * drive.
   */
  static void drop(Path mountPoint) {
    try (Arena arena = Arena.ofConfined()) {
      long target = Posix.c(arena, Posix.bytes(mountPoint));
      SystemCall.MOUNT.with(arena, 0, target, 0, MS_REMOUNT);
    }
  }
}
