// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;

/**
 * What the view's user may do: the rules of the kernel, which enforces them on its mounts before
 * the volume is asked (generic_permission, may_delete and setattr_prepare of linux/fs).
 *
 * <p>All methods judge by {@link Operation#attributes()}: those of the inode in question must have
 * been read last.
 */
final class Permissions {
  static final int READ = 4;
  static final int WRITE = 2;
  static final int EXECUTE = 1;

  /** Any of the three execute bits. */
  private static final int ANY_EXECUTE = 0111;

  private static final int GROUP = 070;
  private static final int STICKY = 01000;

  private final Identity identity;

  Permissions(Identity identity) {
    this.identity = identity;
  }

  Identity identity() {
    return identity;
  }

  /** Refuses unless all of {@code wanted} (READ, WRITE, EXECUTE) is granted. */
  void check(Operation operation, Inode inode, int wanted) throws Refusal {
    if (!grants(operation, inode, wanted)) {
      throw new Refusal(Reason.ACCESS_DENIED);
    }
  }

  private boolean grants(Operation operation, Inode inode, int wanted) {
    int mode = operation.attributes().mode();
    if (identity.isRoot()) {
      return (wanted & EXECUTE) == 0
          || Mode.type(mode) == Mode.S_IFDIR
          || (mode & ANY_EXECUTE) != 0;
    }
    AccessList list = (mode & GROUP) == 0 ? null : operation.accessList(inode);
    int granted;
    if (operation.attributes().uid() == identity.uid()) {
      granted = mode >> 6;
    } else if (list != null) {
      granted = list.granted(identity, operation.attributes().gid(), wanted);
    } else if (operation.attributes().gid() == identity.gid()) {
      granted = mode >> 3;
    } else {
      granted = mode;
    }
    return (granted & wanted) == wanted;
  }

  /** Refuses to remove an inode from a sticky directory but for their owners. */
  void checkSticky(Attributes directory, int ownerOfInode) throws Refusal {
    if ((directory.mode() & STICKY) != 0
        && !identity.isRoot()
        && identity.uid() != directory.uid()
        && identity.uid() != ownerOfInode) {
      throw new Refusal(Reason.NOT_PERMITTED);
    }
  }

  /** Refuses what only the owner may do: a chmod, to set times. */
  void checkOwner(Attributes inode) throws Refusal {
    if (!identity.isRoot() && identity.uid() != inode.uid()) {
      throw new Refusal(Reason.NOT_PERMITTED);
    }
  }

  /** Refuses a change of owner by anybody but root, and of group but for the owner to his own. */
  void checkChown(Attributes inode, int uid, int gid) throws Refusal {
    checkOwner(inode);
    boolean sameGroup = gid == inode.gid() || gid == identity.gid();
    if (!identity.isRoot() && (uid != inode.uid() || !sameGroup)) {
      throw new Refusal(Reason.NOT_PERMITTED);
    }
  }
}
