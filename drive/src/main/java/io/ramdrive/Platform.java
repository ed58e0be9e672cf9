// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

/** The operating systems that can show a drive. */
public enum Platform {
  /** Through FUSE. Any other system passes for it, until a part of it is missed and says so. */
  LINUX,

  /** Through WinFsp. */
  WINDOWS;

  private static final Platform CURRENT = named(System.getProperty("os.name", ""));

  /** That of this machine. */
  public static Platform current() {
    return CURRENT;
  }

  static Platform named(String system) {
    return system.startsWith("Windows") ? WINDOWS : LINUX;
  }
}
