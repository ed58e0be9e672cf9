// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * Names between Windows' UTF-16 and the volume's bytes, which are UTF-8; an unpaired surrogate is
 * three bytes there.
 *
 * <p>A name that another view has made may hold characters that no Windows program can name, or
 * bytes that are no UTF-8. On Windows they are the characters from U+F000 on, as Cygwin and Samba
 * show them, and back.
 */
final class WideName {
  /** The most bytes that a UTF-16 unit becomes. */
  static final int MAX_BYTES_PER_UNIT = 3;

  /** U+F000 and up stand for what has no name on Windows. */
  private static final char STAND_INS = 0xF000;

  private static final String RESERVED = "\"*:<>?|\\";
  private static final int INVALID = -1;

  private WideName() {}

  /**
   * The bytes of {@code units} UTF-16 units at {@code at}.
   *
   * @param standIns whether stand-ins are taken for what they stand for
   * @return the number of bytes, or -1 when {@code into} is too short
   */
  static int encode(MemorySegment memory, long at, int units, byte[] into, boolean standIns) {
    int length = 0;
    for (int i = 0; i < units; i++) {
      char unit = memory.get(JAVA_CHAR_UNALIGNED, at + 2L * i);
      if (length + MAX_BYTES_PER_UNIT + 1 > into.length) {
        return -1;
      }
      if (unit < 0x80) {
        into[length++] = (byte) unit;
      } else if (unit < 0x800) {
        into[length++] = (byte) (0xC0 | unit >> 6);
        into[length++] = (byte) (0x80 | (unit & 0x3F));
      } else if (standIns && isStandIn(unit)) {
        into[length++] = (byte) unit;
      } else if (Character.isHighSurrogate(unit) && i + 1 < units && isLow(memory, at, i + 1)) {
        i++;
        char low = memory.get(JAVA_CHAR_UNALIGNED, at + 2L * i);
        length = encodePair(Character.toCodePoint(unit, low), into, length);
      } else {
        into[length++] = (byte) (0xE0 | unit >> 12);
        into[length++] = (byte) (0x80 | (unit >> 6 & 0x3F));
        into[length++] = (byte) (0x80 | (unit & 0x3F));
      }
    }
    return length;
  }

  /**
   * The UTF-16 units of a name's bytes, which are never more than the bytes.
   *
   * @param standIns whether what has no name on Windows becomes a stand-in
   * @return how many units have been put into {@code into} from {@code start} on
   */
  static int decode(byte[] name, int length, char[] into, int start, boolean standIns) {
    int to = start;
    int i = 0;
    while (i < length) {
      int first = name[i] & 0xFF;
      if (first < 0x80) {
        into[to++] = standIns && isReserved(first) ? (char) (STAND_INS | first) : (char) first;
        i++;
        continue;
      }
      int size = sequenceLength(first);
      int codePoint = size == 0 || i + size > length ? INVALID : codePoint(name, i, size);
      if (codePoint == INVALID) {
        into[to++] = (char) (STAND_INS | first);
        i++;
      } else {
        to += Character.toChars(codePoint, into, to);
        i += size;
      }
    }
    return to - start;
  }

  /** A name as Windows shows it. */
  static String decode(byte[] name) {
    char[] units = new char[name.length];
    return new String(units, 0, decode(name, name.length, units, 0, true));
  }

  private static int encodePair(int codePoint, byte[] into, int length) {
    into[length] = (byte) (0xF0 | codePoint >> 18);
    into[length + 1] = (byte) (0x80 | (codePoint >> 12 & 0x3F));
    into[length + 2] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
    into[length + 3] = (byte) (0x80 | (codePoint & 0x3F));
    return length + 4;
  }

  private static boolean isLow(MemorySegment memory, long at, int index) {
    return Character.isLowSurrogate(memory.get(JAVA_CHAR_UNALIGNED, at + 2L * index));
  }

  private static boolean isStandIn(char unit) {
    int stoodFor = unit ^ STAND_INS;
    return stoodFor <= 0xFF && (stoodFor >= 0x80 || isReserved(stoodFor));
  }

  private static boolean isReserved(int unit) {
    return unit != 0 && (unit < 0x20 || RESERVED.indexOf(unit) >= 0);
  }

  private static int sequenceLength(int first) {
    if (first >= 0xC2 && first < 0xE0) {
      return 2;
    }
    if (first >= 0xE0 && first < 0xF0) {
      return 3;
    }
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
  }

  private static int codePoint(byte[] name, int at, int size) {
    int codePoint = name[at] & (0xFF >> (size + 1));
    for (int i = 1; i < size; i++) {
      int next = name[at + i] & 0xFF;
      if ((next & 0xC0) != 0x80) {
        return INVALID;
      }
      codePoint = (codePoint << 6) | (next & 0x3F);
    }
    int smallest = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
    return codePoint < smallest || codePoint > Character.MAX_CODE_POINT ? INVALID : codePoint;
  }
}
