// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/** Security identifiers in their binary form: SID of winnt.h. */
final class Sid {
  /** Revision, count of sub-authorities, authority (6 bytes). */
  static final int HEADER_SIZE = 8;

  private static final int REVISION = 1;

  /** SID_MAX_SUB_AUTHORITIES. */
  private static final int MAX_SUB_AUTHORITIES = 15;

  /** The two-letter names of SDDL (sddl.h) for accounts that are the same on every machine. */
  private static final Map<String, String> WELL_KNOWN =
      Map.ofEntries(
          Map.entry("WD", "S-1-1-0"),
          Map.entry("CO", "S-1-3-0"),
          Map.entry("CG", "S-1-3-1"),
          Map.entry("OW", "S-1-3-4"),
          Map.entry("NU", "S-1-5-2"),
          Map.entry("IU", "S-1-5-4"),
          Map.entry("SU", "S-1-5-6"),
          Map.entry("AN", "S-1-5-7"),
          Map.entry("AU", "S-1-5-11"),
          Map.entry("SY", "S-1-5-18"),
          Map.entry("LS", "S-1-5-19"),
          Map.entry("NS", "S-1-5-20"),
          Map.entry("BA", "S-1-5-32-544"),
          Map.entry("BU", "S-1-5-32-545"),
          Map.entry("BG", "S-1-5-32-546"));

  static final byte[] CREATOR_OWNER = parse("CO");
  static final byte[] CREATOR_GROUP = parse("CG");

  private Sid() {}

  /**
   * A SID from its text: {@code S-1-5-32-544}, or the name that SDDL has for it, {@code BA}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static byte[] parse(String text) {
    String full = WELL_KNOWN.getOrDefault(text, text);
    String[] parts = full.split("-", -1);
    int count = parts.length - 3;
    if (count < 0
        || count > MAX_SUB_AUTHORITIES
        || !parts[0].equals("S")
        || !parts[1].equals("1")) {
      throw unknown(text);
    }
    ByteBuffer sid = ByteBuffer.allocate(HEADER_SIZE + count * Integer.BYTES);
    try {
      long authority = Long.parseLong(parts[2]);
      sid.put((byte) REVISION).put((byte) count);
      sid.putShort((short) (authority >>> 32)).putInt((int) authority);
      sid.order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        sid.putInt(Integer.parseUnsignedInt(parts[3 + i]));
      }
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
    return sid.array();
  }

  /** The bytes of the SID at {@code at}, or none when there is no whole one. */
  static int size(byte[] bytes, int at) {
    if (at < 0 || at + HEADER_SIZE > bytes.length || bytes[at] != REVISION) {
      return 0;
    }
    int count = bytes[at + 1];
    int size = HEADER_SIZE + count * Integer.BYTES;
    return count < 0 || count > MAX_SUB_AUTHORITIES || at + size > bytes.length ? 0 : size;
  }

  /** Whether {@code sid} lies at {@code at}. */
  static boolean isAt(byte[] bytes, int at, byte[] sid) {
    return at + sid.length <= bytes.length
        && Arrays.equals(bytes, at, at + sid.length, sid, 0, sid.length);
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException("\"" + text + "\" is not a security identifier.");
  }
}
