// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * REPARSE_DATA_BUFFER of the driver kit: what a reparse point holds. Lengths and offsets are bytes;
 * the names are UTF-16LE.
 *
 * <pre>
 *     0  ReparseTag
 *     4  ReparseDataLength
 *     6  Reserved
 *     8  SymbolicLinkReparseBuffer.SubstituteNameOffset
 *    10  SymbolicLinkReparseBuffer.SubstituteNameLength
 *    12  SymbolicLinkReparseBuffer.PrintNameOffset
 *    14  SymbolicLinkReparseBuffer.PrintNameLength
 *    16  SymbolicLinkReparseBuffer.Flags
 *    20  SymbolicLinkReparseBuffer.PathBuffer (2 bytes)
 *     8  MountPointReparseBuffer.SubstituteNameOffset
 *    10  MountPointReparseBuffer.SubstituteNameLength
 *    12  MountPointReparseBuffer.PrintNameOffset
 *    14  MountPointReparseBuffer.PrintNameLength
 *    16  MountPointReparseBuffer.PathBuffer (2 bytes)
 *     8  GenericReparseBuffer.DataBuffer (1 bytes)
 * </pre>
 */
public final class ReparseDataBuffer {
  /** In bytes. */
  public static final int SIZE = 24;

  public static final int ReparseTag = 0;
  public static final int ReparseDataLength = 4;
  public static final int Reserved = 6;
  public static final int SymbolicLinkSubstituteNameOffset = 8;
  public static final int SymbolicLinkSubstituteNameLength = 10;
  public static final int SymbolicLinkPrintNameOffset = 12;
  public static final int SymbolicLinkPrintNameLength = 14;
  public static final int SymbolicLinkFlags = 16;
  public static final int SymbolicLinkPathBuffer = 20;
  public static final int MountPointSubstituteNameOffset = 8;
  public static final int MountPointSubstituteNameLength = 10;
  public static final int MountPointPrintNameOffset = 12;
  public static final int MountPointPrintNameLength = 14;
  public static final int MountPointPathBuffer = 16;
  public static final int DataBuffer = 8;

  private ReparseDataBuffer() {}

  public static int reparseTag(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + ReparseTag);
  }

  public static void reparseTag(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + ReparseTag, value);
  }

  public static int reparseDataLength(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + ReparseDataLength);
  }

  public static void reparseDataLength(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + ReparseDataLength, (char) value);
  }

  public static int reserved(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + Reserved);
  }

  public static void reserved(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + Reserved, (char) value);
  }

  public static int symbolicLinkSubstituteNameOffset(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + SymbolicLinkSubstituteNameOffset);
  }

  public static void symbolicLinkSubstituteNameOffset(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + SymbolicLinkSubstituteNameOffset, (char) value);
  }

  public static int symbolicLinkSubstituteNameLength(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + SymbolicLinkSubstituteNameLength);
  }

  public static void symbolicLinkSubstituteNameLength(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + SymbolicLinkSubstituteNameLength, (char) value);
  }

  public static int symbolicLinkPrintNameOffset(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + SymbolicLinkPrintNameOffset);
  }

  public static void symbolicLinkPrintNameOffset(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + SymbolicLinkPrintNameOffset, (char) value);
  }

  public static int symbolicLinkPrintNameLength(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + SymbolicLinkPrintNameLength);
  }

  public static void symbolicLinkPrintNameLength(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + SymbolicLinkPrintNameLength, (char) value);
  }

  public static int symbolicLinkFlags(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + SymbolicLinkFlags);
  }

  public static void symbolicLinkFlags(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + SymbolicLinkFlags, value);
  }

  public static int mountPointSubstituteNameOffset(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + MountPointSubstituteNameOffset);
  }

  public static void mountPointSubstituteNameOffset(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + MountPointSubstituteNameOffset, (char) value);
  }

  public static int mountPointSubstituteNameLength(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + MountPointSubstituteNameLength);
  }

  public static void mountPointSubstituteNameLength(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + MountPointSubstituteNameLength, (char) value);
  }

  public static int mountPointPrintNameOffset(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + MountPointPrintNameOffset);
  }

  public static void mountPointPrintNameOffset(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + MountPointPrintNameOffset, (char) value);
  }

  public static int mountPointPrintNameLength(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + MountPointPrintNameLength);
  }

  public static void mountPointPrintNameLength(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + MountPointPrintNameLength, (char) value);
  }
}
