// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_DIR_INFO: an entry of a listing. Size counts the name, which has no terminator.
 *
 * <pre>
 *     0  Size
 *     8  FileInfo (72 bytes)
 *    80  NextOffset
 *    80  Padding (24 bytes)
 *   104  FileNameBuf (WCHAR …)
 * </pre>
 */
public final class DirInfo {
  /** In bytes, without what follows it. */
  public static final int SIZE = 104;

  public static final int Size = 0;
  public static final int FileInfo = 8;
  public static final int NextOffset = 80;
  public static final int Padding = 80;
  public static final int FileNameBuf = 104;

  private DirInfo() {}

  public static int size(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + Size);
  }

  public static void size(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + Size, (char) value);
  }

  public static long nextOffset(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + NextOffset);
  }

  public static void nextOffset(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + NextOffset, value);
  }
}
