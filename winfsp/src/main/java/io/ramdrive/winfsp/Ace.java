// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.nio.ByteBuffer;

/**
 * An entry of an access control list, as winnt.h has it: AceType (1), AceFlags (1), AceSize (2),
 * Mask (4), and the SID; in the rarer types something more.
 *
 * @param type *_ACE_TYPE
 * @param flags *_ACE
 * @param mask the rights
 * @param rest the SID, or whatever follows the mask
 */
@SuppressWarnings("ArrayRecordComponent") // made, read and forgotten; never compared
record Ace(int type, int flags, int mask, byte[] rest) {
  static final int ACCESS_ALLOWED_ACE_TYPE = 0;
  static final int ACCESS_DENIED_ACE_TYPE = 1;
  static final int OBJECT_INHERIT_ACE = 0x01;
  static final int CONTAINER_INHERIT_ACE = 0x02;
  static final int NO_PROPAGATE_INHERIT_ACE = 0x04;
  static final int INHERIT_ONLY_ACE = 0x08;
  static final int INHERITED_ACE = 0x10;

  private static final int HEADER_SIZE = 8;

  static Ace at(ByteBuffer bytes, int at) {
    int size = Math.max(HEADER_SIZE, bytes.getShort(at + 2) & 0xFFFF);
    byte[] rest = new byte[size - HEADER_SIZE];
    bytes.get(at + HEADER_SIZE, rest);
    return new Ace(bytes.get(at), bytes.get(at + 1) & 0xFF, bytes.getInt(at + 4), rest);
  }

  int size() {
    return HEADER_SIZE + rest.length;
  }

  void putTo(ByteBuffer bytes) {
    bytes.put((byte) type).put((byte) flags).putShort((short) size()).putInt(mask).put(rest);
  }

  /** Whether {@link #rest} is nothing but a SID. */
  boolean isPlain() {
    return type == ACCESS_ALLOWED_ACE_TYPE || type == ACCESS_DENIED_ACE_TYPE;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
