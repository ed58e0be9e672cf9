// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The effective user and group of this process. On Linux the owner of its directory in procfs. On
 * Windows, which has no such numbers, {@link #WINDOWS}: there a drive has one owner, who may do
 * everything, and security descriptors tell who else may.
 */
final class ProcessOwner {
  private static final Path SELF = Path.of("/proc/self");

  /** Root, so that Java may use whatever programs have made. */
  static final int WINDOWS = 0;

  private ProcessOwner() {}

  static int uid() {
    return id("unix:uid");
  }

  static int gid() {
    return id("unix:gid");
  }

  private static int id(String attribute) {
    if (Platform.current() == Platform.WINDOWS) {
      return WINDOWS;
    }
    try {
      return (int) Files.getAttribute(SELF, attribute);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + SELF + ", where Linux tells who we are", e);
    }
  }
}
