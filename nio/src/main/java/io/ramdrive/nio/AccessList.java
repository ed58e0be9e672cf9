// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A POSIX access control list as the extended attribute holds it (linux/posix_acl_xattr.h): a
 * 4-byte version, then entries of 8 bytes: tag, permissions, id; little-endian. Judges as
 * posix_acl_permission of fs/posix_acl.c does.
 */
final class AccessList {
  /** The extended attribute. */
  static final byte[] NAME = "system.posix_acl_access".getBytes(StandardCharsets.US_ASCII);

  private static final int HEADER = 4;
  private static final int ENTRY = 8;

  // Tags, linux/posix_acl.h
  private static final int ACL_USER = 0x02;
  private static final int ACL_GROUP_OBJ = 0x04;
  private static final int ACL_GROUP = 0x08;
  private static final int ACL_MASK = 0x10;
  private static final int ACL_OTHER = 0x20;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment entries;

  AccessList(byte[] value) {
    entries = MemorySegment.ofArray(value);
  }

  /** What somebody other than the inode's owner may do, of {@code wanted}. */
  int granted(Identity identity, int gidOfInode, int wanted) {
    int mask = 7;
    int other = 0;
    boolean inGroup = false;
    int byGroup = 0;
    for (long at = HEADER; at < entries.byteSize(); at += ENTRY) {
      int permissions = entries.get(SHORT, at + 2);
      int id = entries.get(INT, at + 4);
      switch (entries.get(SHORT, at)) {
        case ACL_USER -> {
          if (id == identity.uid()) {
            return permissions & mask();
          }
        }
        case ACL_GROUP_OBJ, ACL_GROUP -> {
          boolean owning = entries.get(SHORT, at) == ACL_GROUP_OBJ;
          if ((owning ? gidOfInode : id) == identity.gid()) {
            inGroup = true;
            byGroup = (permissions & wanted) == wanted ? permissions : byGroup;
          }
        }
        case ACL_MASK -> mask = permissions;
        case ACL_OTHER -> other = permissions;
        default -> {}
      }
    }
    return inGroup ? byGroup & mask : other;
  }

  private int mask() {
    for (long at = HEADER; at < entries.byteSize(); at += ENTRY) {
      if (entries.get(SHORT, at) == ACL_MASK) {
        return entries.get(SHORT, at + 2);
      }
    }
    return 7;
  }
}
