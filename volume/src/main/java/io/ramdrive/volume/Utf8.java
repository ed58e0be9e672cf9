// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * Decodes names a character at a time, without objects. Surrogates are characters like others
 * (WTF-8); a byte that begins no character in its shortest form is a character behind all others.
 */
final class Utf8 {
  private static final int LENGTH_SHIFT = 24;
  private static final int CHARACTER_MASK = (1 << LENGTH_SHIFT) - 1;

  private Utf8() {}

  /**
   * Decodes the first character of these bytes; 0 for those behind the end.
   *
   * @return {@link #character} and {@link #length} in one number
   */
  static int decode(byte first, byte second, byte third, byte fourth) {
    if (first >= 0) {
      return result(1, first);
    }
    if ((first & 0xE0) == 0xC0 && follows(second)) {
      int character = (first & 0x1F) << 6 | (second & 0x3F);
      if (character >= 0x80) {
        return result(2, character);
      }
    } else if ((first & 0xF0) == 0xE0 && follows(second) && follows(third)) {
      int character = (first & 0xF) << 12 | (second & 0x3F) << 6 | (third & 0x3F);
      if (character >= 0x800) {
        return result(3, character);
      }
    } else if ((first & 0xF8) == 0xF0 && follows(second) && follows(third) && follows(fourth)) {
      int character =
          (first & 7) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | (fourth & 0x3F);
      if (Character.isSupplementaryCodePoint(character)) {
        return result(4, character);
      }
    }
    return result(1, Character.MAX_CODE_POINT + 1 + (first & 0xFF));
  }

  /** The character that {@link #decode} found. */
  static int character(int decoded) {
    return decoded & CHARACTER_MASK;
  }

  /** How many bytes that character has. */
  static int length(int decoded) {
    return decoded >>> LENGTH_SHIFT;
  }

  private static int result(int length, int character) {
    return length << LENGTH_SHIFT | character;
  }

  private static boolean follows(byte next) {
    return (next & 0xC0) == 0x80;
  }
}
