// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The layout of a POSIX access control list in the extended attribute that holds it
 * (linux/posix_acl_xattr.h), little-endian:
 *
 * <pre>
 *   0  version
 *   4  entries of 8 bytes:  0 tag  2 permissions  4 id
 * </pre>
 */
public final class AclEntries {
  /** The extended attribute with the list that is enforced. */
  public static final String ACCESS = "system.posix_acl_access";

  /** The extended attribute with the list that new entries of a directory get. */
  public static final String DEFAULT = "system.posix_acl_default";

  /** Tag: the owner. This and the others are of linux/posix_acl.h. */
  public static final int ACL_USER_OBJ = 0x01;

  /** Tag: another user. */
  public static final int ACL_USER = 0x02;

  /** Tag: the owning group. */
  public static final int ACL_GROUP_OBJ = 0x04;

  /** Tag: another group. */
  public static final int ACL_GROUP = 0x08;

  /** Tag: what users, groups and the owning group can have at most. */
  public static final int ACL_MASK = 0x10;

  /** Tag: everybody else. */
  public static final int ACL_OTHER = 0x20;

  private static final int VERSION = 2;
  private static final int HEADER = 4;
  private static final int ENTRY = 8;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment memory;

  /** The list in {@code value}, which the volume has accepted. */
  public AclEntries(byte[] value) {
    memory = MemorySegment.ofArray(value);
  }

  /** Whether these bytes are of this version and whole entries. */
  static boolean areIn(byte[] value) {
    return value.length >= HEADER
        && (value.length - HEADER) % ENTRY == 0
        && MemorySegment.ofArray(value).get(INT, 0) == VERSION;
  }

  /** The name of an extended attribute as bytes. */
  static byte[] name(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  /** The number of entries. */
  public int count() {
    return (int) (memory.byteSize() - HEADER) / ENTRY;
  }

  /** One of the tags, for the entry at {@code index}. */
  public int tag(int index) {
    return memory.get(SHORT, at(index));
  }

  /** Three bits: read 4, write 2, execute 1. */
  public int permissions(int index) {
    return memory.get(SHORT, at(index) + 2);
  }

  /** The user or group of an entry for one. */
  public int id(int index) {
    return memory.get(INT, at(index) + 4);
  }

  /** The index of the first entry with this tag, or -1. */
  public int find(int tag) {
    for (int i = 0; i < count(); i++) {
      if (tag(i) == tag) {
        return i;
      }
    }
    return -1;
  }

  void permissions(int index, int permissions) {
    memory.set(SHORT, at(index) + 2, (short) permissions);
  }

  private static long at(int index) {
    return HEADER + (long) index * ENTRY;
  }
}
