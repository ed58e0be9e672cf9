// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.util.Optional;

/** The processors that WinFsp has a 64-bit DLL for. */
enum Architecture {
  X64("x64", "amd64", "winfsp-x64.dll", 0x8664),
  ARM64("ARM64", "aarch64", "winfsp-a64.dll", 0xAA64);

  private final String title;
  private final String osArch;
  private final String dllName;
  private final int machine;

  Architecture(String title, String osArch, String dllName, int machine) {
    this.title = title;
    this.osArch = osArch;
    this.dllName = dllName;
    this.machine = machine;
  }

  /** That of a JVM by its property os.arch. */
  static Optional<Architecture> ofJvm(String osArch) {
    for (Architecture one : values()) {
      if (one.osArch.equals(osArch)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** What a user calls the machine of a DLL: IMAGE_FILE_MACHINE_* of winnt.h. */
  static String titleOf(int machine) {
    for (Architecture one : values()) {
      if (one.machine == machine) {
        return one.title;
      }
    }
    return machine == 0x014C ? "32-bit programs" : "machine 0x%04X".formatted(machine);
  }

  String title() {
    return title;
  }

  String dllName() {
    return dllName;
  }

  int machine() {
    return machine;
  }
}
