// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

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

  /**
   * {@code text}, a mount point, as {@link RamDrive#mount} takes it on this platform.
   *
   * @throws IOException in one sentence, when it is none here
   */
  public String mountPoint(String text) throws IOException {
    return switch (this) {
      case LINUX -> MountPointSyntax.onLinux(text).toString();
      case WINDOWS -> MountPointSyntax.onWindows(text);
    };
  }

  /**
   * Where programs find a drive that is mounted at {@code mountPoint}; empty when the system
   * chooses.
   *
   * @throws IOException in one sentence, when it is no mount point here
   */
  public Optional<Path> root(String mountPoint) throws IOException {
    return switch (this) {
      case LINUX -> Optional.of(MountPointSyntax.onLinux(mountPoint));
      case WINDOWS -> MountPointSyntax.rootOnWindows(mountPoint).map(Path::of);
    };
  }

  static Platform named(String system) {
    return system.startsWith("Windows") ? WINDOWS : LINUX;
  }
}
