// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The effective user and group of this process: the owner of its directory in procfs. */
final class ProcessOwner {
  private static final Path SELF = Path.of("/proc/self");

  private ProcessOwner() {}

  static int uid() {
    return id("unix:uid");
  }

  static int gid() {
    return id("unix:gid");
  }

  private static int id(String attribute) {
    try {
      return (int) Files.getAttribute(SELF, attribute);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + SELF + ", where Linux tells who we are", e);
    }
  }
}
