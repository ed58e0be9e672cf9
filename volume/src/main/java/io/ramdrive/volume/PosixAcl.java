// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * POSIX access control lists, in the form of the extended attributes that hold them
 * (linux/posix_acl_xattr.h): a 4-byte version, then entries of 8 bytes: tag, permissions, id;
 * little-endian.
 *
 * <p>The kernel enforces the lists. What is left to the file system: a list that says no more than
 * the mode is the mode; a mode's group bits are the list's mask; a directory's default list becomes
 * the list of what is made in it.
 */
final class PosixAcl {
  /** The name of the list that is enforced. */
  static final byte[] ACCESS = "system.posix_acl_access".getBytes(StandardCharsets.US_ASCII);

  /** The name of the list that new entries of a directory get. */
  static final byte[] DEFAULT = "system.posix_acl_default".getBytes(StandardCharsets.US_ASCII);

  private static final int VERSION = 2;
  private static final int HEADER = 4;
  private static final int ENTRY = 8;

  // Tags, linux/posix_acl.h
  private static final int ACL_USER_OBJ = 0x01;
  private static final int ACL_USER = 0x02;
  private static final int ACL_GROUP_OBJ = 0x04;
  private static final int ACL_GROUP = 0x08;
  private static final int ACL_MASK = 0x10;
  private static final int ACL_OTHER = 0x20;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private PosixAcl() {}

  /** Whether these bytes are a list with the entries that every list must have. */
  static boolean isValid(byte[] acl) {
    if (acl.length < HEADER
        || (acl.length - HEADER) % ENTRY != 0
        || MemorySegment.ofArray(acl).get(INT, 0) != VERSION) {
      return false;
    }
    int seen = 0;
    for (int at = HEADER; at < acl.length; at += ENTRY) {
      int tag = tag(acl, at);
      boolean known = Integer.bitCount(tag) == 1 && tag <= ACL_OTHER;
      boolean repeatable = tag == ACL_USER || tag == ACL_GROUP;
      if (!known || (permissions(acl, at) & ~7) != 0 || (!repeatable && (seen & tag) != 0)) {
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
    return acl.length == HEADER + 3 * ENTRY;
  }

  /** The permission bits that {@code mode} has under this list. */
  static int applyTo(int mode, byte[] acl) {
    int group = find(acl, ACL_MASK);
    if (group < 0) {
      group = find(acl, ACL_GROUP_OBJ);
    }
    int permissions =
        (permissions(acl, find(acl, ACL_USER_OBJ)) << 6)
            | (permissions(acl, group) << 3)
            | permissions(acl, find(acl, ACL_OTHER));
    return (mode & ~0777) | permissions;
  }

  /** The list after a chmod to {@code mode}. */
  static byte[] withMode(byte[] acl, int mode) {
    byte[] changed = acl.clone();
    setPermissions(changed, find(acl, ACL_USER_OBJ), (mode >> 6) & 7);
    int mask = find(acl, ACL_MASK);
    setPermissions(changed, mask >= 0 ? mask : find(acl, ACL_GROUP_OBJ), (mode >> 3) & 7);
    setPermissions(changed, find(acl, ACL_OTHER), mode & 7);
    return changed;
  }

  /**
   * The list of a new inode made with {@code mode} in a directory with the default list {@code
   * acl}: no entry grants more than the mode.
   */
  static byte[] inherited(byte[] acl, int mode) {
    byte[] changed = acl.clone();
    int group = find(acl, ACL_MASK);
    if (group < 0) {
      group = find(acl, ACL_GROUP_OBJ);
    }
    restrict(changed, find(acl, ACL_USER_OBJ), (mode >> 6) & 7);
    restrict(changed, group, (mode >> 3) & 7);
    restrict(changed, find(acl, ACL_OTHER), mode & 7);
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

  private static void restrict(byte[] acl, int at, int permissions) {
    setPermissions(acl, at, permissions(acl, at) & permissions);
  }

  private static int find(byte[] acl, int tag) {
    for (int at = HEADER; at < acl.length; at += ENTRY) {
      if (tag(acl, at) == tag) {
        return at;
      }
    }
    return -1;
  }

  private static int tag(byte[] acl, int at) {
    return MemorySegment.ofArray(acl).get(SHORT, at);
  }

  private static int permissions(byte[] acl, int at) {
    return MemorySegment.ofArray(acl).get(SHORT, at + 2);
  }

  private static void setPermissions(byte[] acl, int at, int permissions) {
    MemorySegment.ofArray(acl).set(SHORT, at + 2, (short) permissions);
  }
}
