// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Permissions to make a file with.
 *
 * @param mode nine bits
 */
record UnixMode(int mode) implements FileAttribute<Set<PosixFilePermission>> {
  @Override
  public String name() {
    return "posix:permissions";
  }

  @Override
  public Set<PosixFilePermission> value() {
    return permissions(mode);
  }

  /** The nine bits as {@code java.nio.file} has them. */
  static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      // They are declared in the order of rwxrwxrwx.
      if ((mode & 0400 >> i) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }
}
