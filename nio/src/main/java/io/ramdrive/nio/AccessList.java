// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.AclEntries;
import java.nio.charset.StandardCharsets;

/** A POSIX access control list; judges as posix_acl_permission of fs/posix_acl.c does. */
final class AccessList {
  /** The extended attribute. */
  static final byte[] NAME = AclEntries.ACCESS.getBytes(StandardCharsets.US_ASCII);

  private final AclEntries entries;

  AccessList(byte[] value) {
    entries = new AclEntries(value);
  }

  /** What somebody other than the inode's owner may do, of {@code wanted}. */
  int granted(Identity identity, int gidOfInode, int wanted) {
    int mask = 7;
    int other = 0;
    boolean inGroup = false;
    int byGroup = 0;
    for (int i = 0; i < entries.count(); i++) {
      int permissions = entries.permissions(i);
      int id = entries.id(i);
      switch (entries.tag(i)) {
        case AclEntries.ACL_USER -> {
          if (id == identity.uid()) {
            return permissions & mask();
          }
        }
        case AclEntries.ACL_GROUP_OBJ, AclEntries.ACL_GROUP -> {
          boolean owning = entries.tag(i) == AclEntries.ACL_GROUP_OBJ;
          if ((owning ? gidOfInode : id) == identity.gid()) {
            inGroup = true;
            byGroup = (permissions & wanted) == wanted ? permissions : byGroup;
          }
        }
        case AclEntries.ACL_MASK -> mask = permissions;
        case AclEntries.ACL_OTHER -> other = permissions;
        default -> {}
      }
    }
    return inGroup ? byGroup & mask : other;
  }

  private int mask() {
    int mask = entries.find(AclEntries.ACL_MASK);
    return mask < 0 ? 7 : entries.permissions(mask);
  }
}
