// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A self-relative SECURITY_DESCRIPTOR in the words of SDDL, as far as these tests need it: winnt.h.
 */
final class SecurityText {
  private static final int OWNER_OFFSET = 4;
  private static final int GROUP_OFFSET = 8;
  private static final int DACL_OFFSET = 16;
  private static final int SE_DACL_PROTECTED = 0x1000;
  private static final int FILE_ALL_ACCESS = 0x001F01FF;

  private static final Map<String, String> WELL_KNOWN =
      Map.of("S-1-5-18", "SY", "S-1-5-32-544", "BA", "S-1-1-0", "WD");

  private final ByteBuffer bytes;

  private SecurityText(byte[] descriptor) {
    bytes = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The owner, as {@code BA} or {@code S-1-…}. */
  static String owner(byte[] descriptor) {
    SecurityText text = new SecurityText(descriptor);
    return text.sid(text.bytes.getInt(OWNER_OFFSET));
  }

  /** The primary group. */
  static String group(byte[] descriptor) {
    SecurityText text = new SecurityText(descriptor);
    return text.sid(text.bytes.getInt(GROUP_OFFSET));
  }

  /** Whether the access control list takes nothing from the parent. */
  static boolean isProtected(byte[] descriptor) {
    return (new SecurityText(descriptor).bytes.getShort(2) & SE_DACL_PROTECTED) != 0;
  }

  /** The entries of the access control list, as {@code (A;OICI;FA;;;SY)}. */
  static List<String> entries(byte[] descriptor) {
    return new SecurityText(descriptor).entries();
  }

  private List<String> entries() {
    int acl = bytes.getInt(DACL_OFFSET);
    List<String> entries = new ArrayList<>();
    int at = acl + 8;
    for (int i = bytes.getShort(acl + 4); i > 0; i--) {
      int access = bytes.getInt(at + 4);
      entries.add(
          "(%s;%s;%s;;;%s)"
              .formatted(
                  bytes.get(at) == 0 ? "A" : bytes.get(at) == 1 ? "D" : "type " + bytes.get(at),
                  flags(bytes.get(at + 1)),
                  access == FILE_ALL_ACCESS ? "FA" : "0x" + Integer.toHexString(access),
                  sid(at + 8)));
      at += bytes.getShort(at + 2);
    }
    return entries;
  }

  private static String flags(int flags) {
    return ((flags & 1) == 0 ? "" : "OI")
        + ((flags & 2) == 0 ? "" : "CI")
        + ((flags & 4) == 0 ? "" : "NP")
        + ((flags & 8) == 0 ? "" : "IO")
        + ((flags & 16) == 0 ? "" : "ID");
  }

  private String sid(int at) {
    StringBuilder text = new StringBuilder("S-1-").append(bytes.get(at + 7));
    for (int i = 0; i < bytes.get(at + 1); i++) {
      text.append('-').append(Integer.toUnsignedString(bytes.getInt(at + 8 + 4 * i)));
    }
    return WELL_KNOWN.getOrDefault(text.toString(), text.toString());
  }
}
