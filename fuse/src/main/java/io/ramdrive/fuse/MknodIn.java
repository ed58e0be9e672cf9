// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_mknod_in, the body of MKNOD; the name follows.
 *
 * <pre>
 *   0  mode           4  rdev
 *   8  umask         12  padding
 * </pre>
 */
final class MknodIn {
  static final int SIZE = 16;

  private static final int AT = InHeader.SIZE;

  private MknodIn() {}

  /** File type and permissions. */
  static int mode(MemorySegment request) {
    return request.get(JAVA_INT, AT);
  }

  static int rdev(MemorySegment request) {
    return request.get(JAVA_INT, AT + 4);
  }

  static int umask(MemorySegment request) {
    return request.get(JAVA_INT, AT + 8);
  }
}
