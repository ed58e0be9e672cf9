// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_mkdir_in, the body of MKDIR; the name follows.
 *
 * <pre>
 *   0  mode           4  umask
 * </pre>
 */
final class MkdirIn {
  static final int SIZE = 8;

  private static final int AT = InHeader.SIZE;

  private MkdirIn() {}

  static int mode(MemorySegment request) {
    return request.get(JAVA_INT, AT);
  }

  static int umask(MemorySegment request) {
    return request.get(JAVA_INT, AT + 4);
  }
}
