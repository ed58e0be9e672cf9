// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static io.ramdrive.volume.AclEntries.ACL_GROUP;
import static io.ramdrive.volume.AclEntries.ACL_GROUP_OBJ;
import static io.ramdrive.volume.AclEntries.ACL_MASK;
import static io.ramdrive.volume.AclEntries.ACL_OTHER;
import static io.ramdrive.volume.AclEntries.ACL_USER;
import static io.ramdrive.volume.AclEntries.ACL_USER_OBJ;

import org.jspecify.annotations.Nullable;

/**
 * POSIX access control lists, in the form of the extended attributes that hold them.
 *
 * <p>The kernel enforces the lists. What is left to the file system: a list that says no more than
 * the mode is the mode; a mode's group bits are the list's mask; a directory's default list becomes
 * the list of what is made in it.
 */
final class PosixAcl {
  /** The name of the list that is enforced. */
  static final byte[] ACCESS = AclEntries.name(AclEntries.ACCESS);

  /** The name of the list that new entries of a directory get. */
  static final byte[] DEFAULT = AclEntries.name(AclEntries.DEFAULT);

  private PosixAcl() {}

  /** Whether these bytes are a list with the entries that every list must have. */
  static boolean isValid(byte[] acl) {
    if (!AclEntries.areIn(acl)) {
      return false;
    }
    AclEntries entries = new AclEntries(acl);
    int seen = 0;
    for (int i = 0; i < entries.count(); i++) {
      int tag = entries.tag(i);
      boolean known = Integer.bitCount(tag) == 1 && tag <= ACL_OTHER;
      boolean repeatable = tag == ACL_USER || tag == ACL_GROUP;
      if (!known || (entries.permissions(i) & ~7) != 0 || (!repeatable && (seen & tag) != 0)) {
        return false;
      }
      seen |= tag;
    }
    int required = ACL_USER_OBJ | ACL_GROUP_OBJ | ACL_OTHER;
    boolean needsMask = (seen & (ACL_USER | ACL_GROUP)) != 0;
    return (seen & required) == required && (!needsMask || (seen & ACL_MASK) != 0);
  }

  /** Whether the list says no more than a mode can. */
  static boolean isMode(byte[] acl) {
    return new AclEntries(acl).count() == 3;
  }

  /** The permission bits that {@code mode} has under this list. */
  static int applyTo(int mode, byte[] acl) {
    AclEntries entries = new AclEntries(acl);
    int permissions =
        (entries.permissions(entries.find(ACL_USER_OBJ)) << 6)
            | (entries.permissions(group(entries)) << 3)
            | entries.permissions(entries.find(ACL_OTHER));
    return (mode & ~0777) | permissions;
  }

  /** The list after a chmod to {@code mode}. */
  static byte[] withMode(byte[] acl, int mode) {
    byte[] changed = acl.clone();
    AclEntries entries = new AclEntries(changed);
    entries.permissions(entries.find(ACL_USER_OBJ), (mode >> 6) & 7);
    entries.permissions(group(entries), (mode >> 3) & 7);
    entries.permissions(entries.find(ACL_OTHER), mode & 7);
    return changed;
  }

  /**
   * The list of a new inode made with {@code mode} in a directory with the default list {@code
   * acl}: no entry grants more than the mode.
   */
  static byte[] inherited(byte[] acl, int mode) {
    byte[] changed = acl.clone();
    AclEntries entries = new AclEntries(changed);
    restrict(entries, entries.find(ACL_USER_OBJ), (mode >> 6) & 7);
    restrict(entries, group(entries), (mode >> 3) & 7);
    restrict(entries, entries.find(ACL_OTHER), mode & 7);
    return changed;
  }

  /**
   * Gives a new inode its lists and its mode, when it is made in a directory with a default list;
   * else takes the umask off its mode.
   */
  static void inherit(Directory parent, Inode inode, Call call) {
    byte @Nullable [] acl = parent.xattrs == null ? null : parent.xattrs.get(DEFAULT);
    if (acl == null) {
      inode.mode &= ~call.umask;
      return;
    }
    ExtendedAttributes xattrs = new ExtendedAttributes();
    if (inode.isDirectory()) {
      xattrs.set(DEFAULT, acl);
    }
    byte[] own = inherited(acl, inode.mode);
    inode.mode = applyTo(inode.mode, own);
    if (!isMode(own)) {
      xattrs.set(ACCESS, own);
    }
    if (!xattrs.isEmpty()) {
      inode.xattrs = xattrs;
    }
  }

  /** The entry that a mode's group bits are about. */
  private static int group(AclEntries entries) {
    int mask = entries.find(ACL_MASK);
    return mask >= 0 ? mask : entries.find(ACL_GROUP_OBJ);
  }

  private static void restrict(AclEntries entries, int index, int permissions) {
    entries.permissions(index, entries.permissions(index) & permissions);
  }
}
