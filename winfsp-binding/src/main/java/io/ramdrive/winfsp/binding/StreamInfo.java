// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_STREAM_INFO: a stream of a file. Size counts the name, which is bare and has no
 * terminator; the main stream's is empty.
 *
 * <pre>
 *     0  Size
 *     8  StreamSize
 *    16  StreamAllocationSize
 *    24  StreamNameBuf (WCHAR …)
 * </pre>
 */
public final class StreamInfo {
  /** In bytes, without what follows it. */
  public static final int SIZE = 24;

  public static final int Size = 0;
  public static final int StreamSize = 8;
  public static final int StreamAllocationSize = 16;
  public static final int StreamNameBuf = 24;

  private StreamInfo() {}

  public static int size(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + Size);
  }

  public static void size(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + Size, (char) value);
  }

  public static long streamSize(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + StreamSize);
  }

  public static void streamSize(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + StreamSize, value);
  }

  public static long streamAllocationSize(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + StreamAllocationSize);
  }

  public static void streamAllocationSize(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + StreamAllocationSize, value);
  }
}
