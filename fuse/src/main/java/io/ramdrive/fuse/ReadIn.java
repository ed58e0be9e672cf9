// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_read_in, the body of READ, READDIR and READDIRPLUS.
 *
 * <pre>
 *   0  fh
 *   8  offset
 *  16  size          20  read_flags
 *  24  lock_owner
 *  32  flags         36  padding
 * </pre>
 */
final class ReadIn {
  static final int SIZE = 40;

  private static final int AT = InHeader.SIZE;

  private ReadIn() {}

  /** Where to read, for a directory behind which position. */
  static long offset(MemorySegment request) {
    return request.get(JAVA_LONG, AT + 8);
  }

  /** The largest number of bytes that the reply may carry. */
  static int size(MemorySegment request) {
    return request.get(JAVA_INT, AT + 16);
  }
}
