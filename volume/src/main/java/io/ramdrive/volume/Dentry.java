// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import org.jspecify.annotations.Nullable;

/** A name in a directory, and the inode it names. Guarded by the directory's lock. */
final class Dentry {
  final byte[] name;
  final int hash;

  /** Where a listing stands behind this entry; grows with each new entry of the directory. */
  final long position;

  /** Null once the entry has been removed. */
  @Nullable Inode inode;

  /** The next entry of the same bucket. */
  @Nullable Dentry next;

  Dentry(byte[] name, int hash, long position, Inode inode) {
    this.name = name;
    this.hash = hash;
    this.position = position;
    this.inode = inode;
  }

  Inode target() {
    Inode target = inode;
    if (target == null) {
      throw new IllegalStateException("the entry has been removed");
    }
    return target;
  }

  boolean matches(Name other, int otherHash) {
    return hash == otherHash && other.isSameAs(name);
  }
}
