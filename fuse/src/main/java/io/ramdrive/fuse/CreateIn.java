// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_create_in, the body of CREATE and TMPFILE; the name follows.
 *
 * <pre>
 *   0  flags          4  mode
 *   8  umask         12  open_flags
 * </pre>
 */
final class CreateIn {
  static final int SIZE = 16;

  /** The name must be new: include/uapi/asm-generic/fcntl.h. */
  static final int O_EXCL = 0200;

  private static final int AT = InHeader.SIZE;

  private CreateIn() {}

  /** The flags of open(2). */
  static int flags(MemorySegment request) {
    return request.get(JAVA_INT, AT);
  }

  static int mode(MemorySegment request) {
    return request.get(JAVA_INT, AT + 4);
  }

  static int umask(MemorySegment request) {
    return request.get(JAVA_INT, AT + 8);
  }
}
