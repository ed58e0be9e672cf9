// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import org.jspecify.annotations.Nullable;

/**
 * A name in a directory, and the inode it names. Guarded by the directory's lock; what the inode
 * has of it, by the inode's lock too: the names of an inode are a list.
 */
final class Dentry {
  final Directory directory;

  /** Replaced by another spelling of the same name at most. */
  byte[] name;

  /** Where a listing stands behind this entry; grows with each new entry of the directory. */
  final long position;

  /** Null once the entry has been removed. */
  @Nullable Inode inode;

  /** The next entry of the same bucket. */
  @Nullable Dentry next;

  private @Nullable Dentry previousOfInode;
  private @Nullable Dentry nextOfInode;

  /** A name of {@code inode}, whose lock the caller holds. */
  Dentry(Directory directory, byte[] name, long position, Inode inode) {
    this.directory = directory;
    this.name = name;
    this.position = position;
    join(inode);
  }

  Inode target() {
    Inode target = inode;
    if (target == null) {
      throw new IllegalStateException("the entry has been removed");
    }
    return target;
  }

  /** Makes this a name of another inode; under the locks of both. */
  void retarget(Inode other) {
    leave();
    join(other);
  }

  /** Ends this name; under the inode's lock. */
  void end() {
    leave();
    inode = null;
  }

  /** Gives all names of {@code inode} to {@code visitor}; under the inode's lock. */
  static void visit(Inode inode, NameVisitor visitor) {
    for (Dentry dentry = inode.names; dentry != null; dentry = dentry.nextOfInode) {
      visitor.name(dentry.directory, dentry.name);
    }
  }

  private void join(Inode joined) {
    inode = joined;
    nextOfInode = joined.names;
    if (nextOfInode != null) {
      nextOfInode.previousOfInode = this;
    }
    joined.names = this;
  }

  private void leave() {
    if (previousOfInode == null) {
      target().names = nextOfInode;
    } else {
      previousOfInode.nextOfInode = nextOfInode;
    }
    if (nextOfInode != null) {
      nextOfInode.previousOfInode = previousOfInode;
    }
    previousOfInode = null;
    nextOfInode = null;
  }
}
