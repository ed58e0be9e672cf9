// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The permission bits of a mode as a set, and back. */
final class PermissionBits {
  /** In the order of the bits, the lowest first. */
  private static final List<PosixFilePermission> BITS =
      List.of(
          PosixFilePermission.OTHERS_EXECUTE,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_READ);

  private PermissionBits() {}

  static int of(Set<?> permissions) {
    int bits = 0;
    for (Object permission : permissions) {
      bits |= 1 << BITS.indexOf((PosixFilePermission) Objects.requireNonNull(permission));
    }
    return bits;
  }

  static Set<PosixFilePermission> toSet(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BITS.size(); bit++) {
      if ((mode & 1 << bit) != 0) {
        permissions.add(BITS.get(bit));
      }
    }
    return permissions;
  }

  /** The permissions that a new file asks for; the umask is taken off later. */
  static int initial(int absent, FileAttribute<?>... attributes) {
    int bits = absent;
    for (FileAttribute<?> attribute : attributes) {
      String name = attribute.name();
      if (!name.equals("posix:permissions") && !name.equals("unix:permissions")) {
        throw new UnsupportedOperationException(
            "'" + name + "' not supported as initial attribute");
      }
      bits = of((Set<?>) attribute.value());
    }
    return bits;
  }
}
