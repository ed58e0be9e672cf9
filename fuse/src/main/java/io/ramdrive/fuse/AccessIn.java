// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_access_in, the body of ACCESS.
 *
 * <pre>
 *   0  mask           4  padding
 * </pre>
 */
final class AccessIn {
  static final int SIZE = 8;

  /** MAY_EXEC of include/linux/fs.h, X_OK of access(2). */
  static final int MAY_EXEC = 1;

  private AccessIn() {}

  static int mask(MemorySegment request) {
    return request.get(JAVA_INT, InHeader.SIZE);
  }
}
