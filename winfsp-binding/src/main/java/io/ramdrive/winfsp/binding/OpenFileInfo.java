// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_OPEN_FILE_INFO: what the {@code fileInfo} of Create and Open points to. NormalizedName
 * is a pointer to room for the name as it is stored, NormalizedNameSize the bytes there are, then
 * the bytes used.
 *
 * <pre>
 *     0  FileInfo (72 bytes)
 *    72  NormalizedName
 *    80  NormalizedNameSize
 * </pre>
 */
public final class OpenFileInfo {
  /** In bytes. */
  public static final int SIZE = 88;

  public static final int FileInfo = 0;
  public static final int NormalizedName = 72;
  public static final int NormalizedNameSize = 80;

  private OpenFileInfo() {}

  public static long normalizedName(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + NormalizedName);
  }

  public static void normalizedName(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + NormalizedName, value);
  }

  public static int normalizedNameSize(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + NormalizedNameSize);
  }

  public static void normalizedNameSize(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + NormalizedNameSize, (char) value);
  }
}
