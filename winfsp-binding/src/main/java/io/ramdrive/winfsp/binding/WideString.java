// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Text as Windows passes it: UTF-16LE, ended by a NUL unless a length goes with it. Units are
 * copied as they are, so that unpaired surrogates survive. Only {@link #read} and {@link #allocate}
 * make objects.
 */
public final class WideString {
  private static final char FINAL_SIGMA = 'ς';

  private WideString() {}

  /** The number of UTF-16 units before the NUL, of text at {@code at}. */
  public static int length(MemorySegment memory, long at) {
    int units = 0;
    while (charAt(memory, at, units) != 0) {
      units++;
    }
    return units;
  }

  /** The UTF-16 unit number {@code index} of the text at {@code at}. */
  public static char charAt(MemorySegment memory, long at, int index) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + 2L * index);
  }

  /** The text of {@code units} UTF-16 units at {@code at}. */
  public static String read(MemorySegment memory, long at, int units) {
    char[] text = new char[units];
    MemorySegment.copy(memory, JAVA_CHAR_UNALIGNED, at, text, 0, units);
    return new String(text);
  }

  /** The text at {@code at} up to its NUL. */
  public static String read(MemorySegment memory, long at) {
    return read(memory, at, length(memory, at));
  }

  /** The text at the address {@code text} up to its NUL; empty for the null pointer. */
  public static String read(long text) {
    return text == Pointer.NULL ? "" : read(Pointer.MEMORY, text);
  }

  /**
   * Writes text without a NUL behind it.
   *
   * @return the bytes written: two for each unit
   */
  public static int write(MemorySegment memory, long at, CharSequence text) {
    int units = text.length();
    for (int i = 0; i < units; i++) {
      memory.set(JAVA_CHAR_UNALIGNED, at + 2L * i, text.charAt(i));
    }
    return 2 * units;
  }

  /** As {@link #write}, in upper case. */
  public static int writeUpperCase(MemorySegment memory, long at, CharSequence text) {
    int units = text.length();
    for (int i = 0; i < units; i++) {
      memory.set(JAVA_CHAR_UNALIGNED, at + 2L * i, toUpperCase(text.charAt(i)));
    }
    return 2 * units;
  }

  /**
   * As Windows folds names: one UTF-16 unit for one, whatever the language. A letter whose upper
   * case is that of another letter is one of its own there (the dotless i, the long s, the micro
   * sign, title case), but for the sigma at the end of a word.
   */
  public static char toUpperCase(char unit) {
    char upper = Character.toUpperCase(unit);
    return Character.toLowerCase(upper) == unit || unit == FINAL_SIGMA ? upper : unit;
  }

  /** A copy of the text, with a NUL, that lives as long as {@code arena}. */
  public static MemorySegment allocate(Arena arena, CharSequence text) {
    MemorySegment copy = arena.allocate(2L * text.length() + 2, 2);
    write(copy, 0, text);
    return copy;
  }
}
