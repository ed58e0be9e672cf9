// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** A symbolic link. Its target never changes. */
final class Symlink extends Inode {
  final byte[] target;

  Symlink(Volume volume, long id, Call call, byte[] target) {
    super(volume, id, call, Mode.S_IFLNK | 0777);
    this.target = target;
  }

  @Override
  long size() {
    return target.length;
  }
}
