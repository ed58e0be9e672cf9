// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_getxattr_in, the body of GETXATTR, where the name follows, and of LISTXATTR.
 *
 * <pre>
 *   0  size           4  padding
 * </pre>
 */
final class GetxattrIn {
  static final int SIZE = 8;

  private static final int AT = InHeader.SIZE;

  private GetxattrIn() {}

  /** The room at the caller's; 0 asks for the size only. */
  static int size(MemorySegment request) {
    return request.get(JAVA_INT, AT);
  }
}
