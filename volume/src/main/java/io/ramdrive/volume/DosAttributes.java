// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.nio.charset.StandardCharsets;

/**
 * The FILE_ATTRIBUTE_* bits of MS-FSCC 2.6 in words, as Samba and Java keep them in an extended
 * attribute. Whoever sets that in other words, as Samba does with more behind them, reads his own
 * words again until the bits are set.
 */
final class DosAttributes {
  /** The extended attribute. */
  static final byte[] XATTR = "user.DOSATTRIB".getBytes(StandardCharsets.US_ASCII);

  private DosAttributes() {}

  /** The number in words; with the NUL that the JDK puts behind it on Linux. */
  static byte[] inWords(int attributes) {
    return ("0x" + Integer.toHexString(attributes) + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  /** The number before the first NUL, or NO_DOS_ATTRIBUTES if that is none. */
  static int parse(byte[] words) {
    String text = new String(words, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(0);
    String number = end < 0 ? text : text.substring(0, end);
    try {
      return number.startsWith("0x")
          ? Integer.parseUnsignedInt(number, 2, number.length(), 16)
          : Attributes.NO_DOS_ATTRIBUTES;
    } catch (NumberFormatException noNumber) {
      return Attributes.NO_DOS_ATTRIBUTES;
    }
  }
}
