// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_write_in, the body of WRITE; the bytes to be written follow.
 *
 * <pre>
 *   0  fh
 *   8  offset
 *  16  size          20  write_flags
 *  24  lock_owner
 *  32  flags         36  padding
 * </pre>
 */
final class WriteIn {
  static final int SIZE = 40;

  /** {@code write_flags}: the caller may not keep setuid and setgid bits on the file. */
  static final int FUSE_WRITE_KILL_SUIDGID = 1 << 2;

  /** {@code write_flags}: a page that was written through a map; nobody appends. */
  static final int FUSE_WRITE_CACHE = 1;

  /** {@code flags}: the caller opened the file with O_APPEND; asm-generic/fcntl.h. */
  static final int O_APPEND = 02000;

  /**
   * {@code flags}: the caller opened the file with O_DIRECT; asm-generic/fcntl.h, aarch64's own.
   */
  static final int O_DIRECT = "aarch64".equals(System.getProperty("os.arch")) ? 0200000 : 040000;

  private static final int AT = InHeader.SIZE;

  private WriteIn() {}

  static long offset(MemorySegment request) {
    return request.get(JAVA_LONG, AT + 8);
  }

  static int size(MemorySegment request) {
    return request.get(JAVA_INT, AT + 16);
  }

  static int flags(MemorySegment request) {
    return request.get(JAVA_INT, AT + 32);
  }

  static int writeFlags(MemorySegment request) {
    return request.get(JAVA_INT, AT + 20);
  }
}
