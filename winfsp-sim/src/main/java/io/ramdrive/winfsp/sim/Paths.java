// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** Names of files within a volume. */
final class Paths {
  static final String ROOT = "\\";

  private Paths() {}

  static boolean isRoot(String path) {
    return path.equals(ROOT);
  }

  /** The directory that a name is in. */
  static String parent(String path) {
    int last = path.lastIndexOf('\\');
    return last <= 0 ? ROOT : path.substring(0, last);
  }

  /** Where the last component of a name starts. */
  static int lastComponent(String path) {
    return path.lastIndexOf('\\') + 1;
  }
}
