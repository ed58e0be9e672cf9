// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * ACL of winnt.h: AclRevision (1), Sbz1 (1), AclSize (2), AceCount (2), Sbz2 (2), and its entries.
 */
final class AccessControlList {
  private static final int ACL_REVISION = 2;
  private static final int ACE_COUNT = 4;
  private static final int HEADER_SIZE = 8;

  private AccessControlList() {}

  /** A list of these entries. */
  static byte[] of(List<Ace> entries) {
    int size = HEADER_SIZE;
    for (Ace entry : entries) {
      size += entry.size();
    }
    ByteBuffer list = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    list.put((byte) ACL_REVISION).put((byte) 0).putShort((short) size);
    list.putShort((short) entries.size()).putShort((short) 0);
    for (Ace entry : entries) {
      entry.putTo(list);
    }
    return list.array();
  }

  /** The entries of a list. */
  static List<Ace> entries(byte[] list) {
    ByteBuffer bytes = ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN);
    Ace[] entries = new Ace[bytes.getShort(ACE_COUNT) & 0xFFFF];
    int at = HEADER_SIZE;
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Ace.at(bytes, at);
      at += entries[i].size();
    }
    return Arrays.asList(entries);
  }
}
