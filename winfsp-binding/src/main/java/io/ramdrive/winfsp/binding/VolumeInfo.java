// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_VOLUME_INFO. Sizes are bytes, also that of the label, which has no terminator.
 *
 * <pre>
 *     0  TotalSize
 *     8  FreeSize
 *    16  VolumeLabelLength
 *    18  VolumeLabel (64 bytes)
 * </pre>
 */
public final class VolumeInfo {
  /** In bytes. */
  public static final int SIZE = 88;

  public static final int TotalSize = 0;
  public static final int FreeSize = 8;
  public static final int VolumeLabelLength = 16;
  public static final int VolumeLabel = 18;

  private VolumeInfo() {}

  public static long totalSize(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + TotalSize);
  }

  public static void totalSize(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + TotalSize, value);
  }

  public static long freeSize(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + FreeSize);
  }

  public static void freeSize(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + FreeSize, value);
  }

  public static int volumeLabelLength(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + VolumeLabelLength);
  }

  public static void volumeLabelLength(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + VolumeLabelLength, (char) value);
  }
}
