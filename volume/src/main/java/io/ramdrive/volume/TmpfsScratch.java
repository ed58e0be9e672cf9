// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One thread's memory for the arguments and results of system calls, and struct statx of
 * linux/stat.h, of which this reads:
 *
 * <pre>
 *  40  size         48  blocks (of 512 bytes)
 *  64  atime: seconds (64 bits), nanoseconds (32 bits)
 *  96  ctime       112  mtime
 * </pre>
 */
final class TmpfsScratch {
  private static final int STATX_SIZE = 256;
  private static final int ATIME = 64;
  private static final int CTIME = 96;
  private static final int MTIME = 112;

  /** The most digits of a long, and the NUL. */
  private static final int NAME_SIZE = 21;

  /** How much one call moves between a file and what is not native memory. */
  static final int BUFFER_SIZE = 1 << 20;

  private static final int SMALLEST_BUFFER = 1 << 14;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment name = arena.allocate(NAME_SIZE);
  private MemorySegment buffer = MemorySegment.NULL;

  final MemorySegment statx = arena.allocate(STATX_SIZE, Long.BYTES);
  final MemorySegment longs = arena.allocate(4 * Long.BYTES, Long.BYTES);

  /** The address of the decimal digits of {@code number}, which is positive. */
  long name(long number) {
    int at = NAME_SIZE - 1;
    name.set(JAVA_BYTE, at, (byte) 0);
    long rest = number;
    do {
      name.set(JAVA_BYTE, --at, (byte) ('0' + rest % 10));
      rest /= 10;
    } while (rest > 0);
    return name.address() + at;
  }

  /** At least {@code length} bytes, which is at most {@link #BUFFER_SIZE}. */
  MemorySegment buffer(long length) {
    if (buffer.byteSize() < length) {
      buffer = Arena.ofAuto().allocate(Math.max(SMALLEST_BUFFER, length));
    }
    return buffer;
  }

  long size() {
    return statx.get(JAVA_LONG, 40);
  }

  long allocated() {
    return statx.get(JAVA_LONG, 48) * 512;
  }

  long atimeSeconds() {
    return statx.get(JAVA_LONG, ATIME);
  }

  int atimeNanos() {
    return statx.get(JAVA_INT, ATIME + 8);
  }

  long mtimeSeconds() {
    return statx.get(JAVA_LONG, MTIME);
  }

  int mtimeNanos() {
    return statx.get(JAVA_INT, MTIME + 8);
  }

  long ctimeSeconds() {
    return statx.get(JAVA_LONG, CTIME);
  }

  int ctimeNanos() {
    return statx.get(JAVA_INT, CTIME + 8);
  }
}
