// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_lseek_in, the body of LSEEK; the reply is fuse_lseek_out, one 64-bit offset.
 *
 * <pre>
 *   0  fh
 *   8  offset
 *  16  whence        20  padding
 * </pre>
 */
final class LseekIn {
  static final int SIZE = 24;

  // The only two that the kernel cannot answer itself: include/uapi/linux/fs.h.
  static final int SEEK_DATA = 3;
  static final int SEEK_HOLE = 4;

  private static final int AT = InHeader.SIZE;

  private LseekIn() {}

  static long offset(MemorySegment request) {
    return request.get(JAVA_LONG, AT + 8);
  }

  static int whence(MemorySegment request) {
    return request.get(JAVA_INT, AT + 16);
  }
}
