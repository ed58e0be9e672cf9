// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_fallocate_in, the body of FALLOCATE.
 *
 * <pre>
 *   0  fh
 *   8  offset
 *  16  length
 *  24  mode          28  padding
 * </pre>
 */
final class FallocateIn {
  static final int SIZE = 32;

  private static final int AT = InHeader.SIZE;

  private FallocateIn() {}

  static long offset(MemorySegment request) {
    return request.get(JAVA_LONG, AT + 8);
  }

  static long length(MemorySegment request) {
    return request.get(JAVA_LONG, AT + 16);
  }

  /** {@code FALLOC_FL_*} of include/uapi/linux/falloc.h. */
  static int mode(MemorySegment request) {
    return request.get(JAVA_INT, AT + 24);
  }
}
