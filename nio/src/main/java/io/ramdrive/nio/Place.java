// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Inode;
import org.jspecify.annotations.Nullable;

/**
 * What an operation is about: a path, and where it begins if it is relative.
 *
 * @param base the open directory of a secure stream, which holds it; null for the root
 * @param path the path
 */
record Place(@Nullable Inode base, RamDrivePath path) {
  static Place of(RamDrivePath path) {
    return new Place(null, path);
  }

  RamDriveFileSystem fileSystem() {
    return path.getFileSystem();
  }

  Inode start(Operation operation) {
    return base == null || path.isAbsolute() ? operation.volume().root() : base;
  }
}
