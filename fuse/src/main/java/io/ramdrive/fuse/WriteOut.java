// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_write_out, the reply to WRITE and COPY_FILE_RANGE; fuse_getxattr_out, which tells the
 * size of an extended attribute, has the same fields.
 *
 * <pre>
 *   0  size           4  padding
 * </pre>
 */
final class WriteOut {
  static final int SIZE = 8;

  private WriteOut() {}

  static void encode(MemorySegment reply, long at, int size) {
    reply.set(JAVA_INT, at, size);
    reply.set(JAVA_INT, at + 4, 0);
  }
}
