// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Security identifiers: their text, and SID. */
final class Sids {
  static final String EVERYONE = "S-1-1-0";
  static final String CREATOR_OWNER = "S-1-3-0";
  static final String CREATOR_GROUP = "S-1-3-1";
  static final String SYSTEM = "S-1-5-18";
  static final String ADMINISTRATORS = "S-1-5-32-544";

  private static final int MOST_AUTHORITIES = 15;

  private Sids() {}

  /** The SID at the buffer's position; fails on one that is not valid. */
  static String read(ByteBuffer buffer) {
    int revision = buffer.get();
    int count = buffer.get();
    if (revision != 1 || count < 0 || count > MOST_AUTHORITIES) {
      throw new IllegalArgumentException("not a SID");
    }
    long authority = 0;
    for (int i = 0; i < 6; i++) {
      authority = authority << 8 | (buffer.get() & 0xFF);
    }
    StringBuilder text = new StringBuilder("S-1-").append(authority);
    for (int i = 0; i < count; i++) {
      text.append('-').append(buffer.getInt() & 0xFFFF_FFFFL);
    }
    return text.toString();
  }

  static byte[] bytes(String sid) {
    String[] parts = sid.split("-", -1);
    int count = parts.length - 3;
    ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 1).put((byte) count);
    long authority = Long.parseLong(parts[2]);
    for (int shift = 40; shift >= 0; shift -= 8) {
      bytes.put((byte) (authority >>> shift));
    }
    for (int i = 3; i < parts.length; i++) {
      bytes.putInt((int) Long.parseLong(parts[i]));
    }
    return bytes.array();
  }
}
