// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name in a directory, and the inode it names. Guarded by the directory's lock; what the inode
 * knows of its names, by the inode's lock too.
 */
final class Dentry {
  final Directory directory;

  /** Replaced by another spelling of the same name at most. */
  byte[] name;

  /** The same for all spellings. */
  final int hash;

  /** Where a listing stands behind this entry; grows with each new entry of the directory. */
  final long position;

  /** Null once the entry has been removed. */
  @Nullable Inode inode;

  /** The next entry of the same bucket. */
  @Nullable Dentry next;

  /** The names of an inode that has several, which few have. */
  private static final class Names {
    final Set<Dentry> all = new LinkedHashSet<>();
  }

  /**
   * A name of {@code inode}, whose lock the caller holds.
   *
   * @param replaced the name of it that ends with the same operation, if one does
   */
  Dentry(
      Directory directory,
      byte[] name,
      int hash,
      long position,
      Inode inode,
      @Nullable Dentry replaced) {
    this.directory = directory;
    this.name = name;
    this.hash = hash;
    this.position = position;
    join(inode, replaced);
  }

  Inode target() {
    Inode target = inode;
    if (target == null) {
      throw new IllegalStateException("the entry has been removed");
    }
    return target;
  }

  /** Makes this a name of another inode, instead of {@code replaced}; under the locks of both. */
  void retarget(Inode other, @Nullable Dentry replaced) {
    leave(target());
    join(other, replaced);
  }

  /** Ends this name; under the inode's lock. */
  void end() {
    leave(target());
    inode = null;
  }

  /** Gives all names of {@code inode} to {@code visitor}; under the inode's lock. */
  static void visit(Inode inode, NameVisitor visitor) {
    if (inode.names instanceof Dentry only) {
      visitor.name(only.directory, only.name);
    } else if (inode.names instanceof Names names) {
      for (Dentry dentry : names.all) {
        visitor.name(dentry.directory, dentry.name);
      }
    }
  }

  private void join(Inode joined, @Nullable Dentry replaced) {
    inode = joined;
    if (joined.names == null || joined.names == replaced) {
      joined.names = this;
    } else if (joined.names instanceof Names names) {
      names.all.add(this);
    } else if (joined.names instanceof Dentry only) {
      Names names = new Names();
      names.all.add(only);
      names.all.add(this);
      joined.names = names;
    }
  }

  private void leave(Inode left) {
    if (left.names instanceof Names names) {
      names.all.remove(this);
      if (names.all.size() == 1) {
        left.names = names.all.iterator().next();
      }
    } else if (left.names == this) {
      left.names = null;
    }
  }
}
