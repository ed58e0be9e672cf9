// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.NameVisitor;
import io.ramdrive.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * The security descriptors of a volume's inodes. What has none gets one when it is first looked at:
 * what it would have inherited had a Windows program made it.
 */
final class SecurityDescriptors {
  private final Volume volume;
  private final byte[] root;

  /**
   * @param root the descriptor of the root directory, if it has none yet
   */
  SecurityDescriptors(Volume volume, byte[] root) {
    this.volume = volume;
    this.root = root;
  }

  /** The descriptor of an inode; not to be changed. */
  byte[] of(Inode inode) {
    byte[] known = volume.windows().securityDescriptor(inode);
    return known == null ? inherited(inode) : known;
  }

  private byte[] inherited(Inode inode) {
    byte[] known = volume.windows().securityDescriptor(inode);
    if (known != null) {
      return known;
    }
    byte[] descriptor = root;
    Inode parent = inode == volume.root() ? null : parent(inode);
    if (parent != null) {
      try {
        boolean isDirectory = inode.type() == Mode.S_IFDIR;
        descriptor = SecurityInheritance.inherit(inherited(parent), isDirectory);
      } finally {
        parent.release();
      }
    }
    return volume.windows().securityDescriptor(inode, descriptor);
  }

  /** A directory that has a name for the inode; held for the caller. */
  private @Nullable Inode parent(Inode inode) {
    FirstParent first = new FirstParent();
    volume.names(inode, first);
    return first.parent;
  }

  /** Keeps the first of an inode's parents, alive. */
  private static final class FirstParent implements NameVisitor {
    private @Nullable Inode parent;

    @Override
    public void name(Inode directory, byte[] name) {
      if (parent == null) {
        directory.retain();
        parent = directory;
      }
    }
  }
}
