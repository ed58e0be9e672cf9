// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FILE_FULL_EA_INFORMATION of the driver kit: an extended attribute. The name (8-bit, ended by NUL,
 * which EaNameLength does not count) is followed by the value; the next entry is NextEntryOffset
 * bytes on, at a multiple of 4, and 0 ends the list.
 *
 * <pre>
 *     0  NextEntryOffset
 *     4  Flags
 *     5  EaNameLength
 *     6  EaValueLength
 *     8  EaName (1 bytes)
 * </pre>
 */
public final class FullEaInformation {
  /** In bytes. */
  public static final int SIZE = 12;

  public static final int NextEntryOffset = 0;
  public static final int Flags = 4;
  public static final int EaNameLength = 5;
  public static final int EaValueLength = 6;
  public static final int EaName = 8;

  private FullEaInformation() {}

  public static int nextEntryOffset(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + NextEntryOffset);
  }

  public static void nextEntryOffset(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + NextEntryOffset, value);
  }

  public static byte flags(MemorySegment memory, long at) {
    return memory.get(JAVA_BYTE, at + Flags);
  }

  public static void flags(MemorySegment memory, long at, byte value) {
    memory.set(JAVA_BYTE, at + Flags, value);
  }

  public static byte eaNameLength(MemorySegment memory, long at) {
    return memory.get(JAVA_BYTE, at + EaNameLength);
  }

  public static void eaNameLength(MemorySegment memory, long at, byte value) {
    memory.set(JAVA_BYTE, at + EaNameLength, value);
  }

  public static int eaValueLength(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + EaValueLength);
  }

  public static void eaValueLength(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + EaValueLength, (char) value);
  }
}
