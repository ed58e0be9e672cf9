// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_setxattr_in, the body of SETXATTR; the name and the value follow.
 *
 * <pre>
 *   0  size           4  flags
 *   8  setxattr_flags 12 padding        (with FUSE_SETXATTR_EXT only)
 * </pre>
 */
final class SetxattrIn {
  /** With FUSE_SETXATTR_EXT. */
  static final int SIZE = 16;

  /** Without it: FUSE_COMPAT_SETXATTR_IN_SIZE. */
  static final int SHORT_SIZE = 8;

  /** {@code setxattr_flags}: the caller may not keep the setgid bit with a new ACL. */
  static final int FUSE_SETXATTR_ACL_KILL_SGID = 1;

  private static final int AT = InHeader.SIZE;

  private SetxattrIn() {}

  /** The length of the value. */
  static int size(MemorySegment request) {
    return request.get(JAVA_INT, AT);
  }

  /** {@code XATTR_*} of include/uapi/linux/xattr.h. */
  static int flags(MemorySegment request) {
    return request.get(JAVA_INT, AT + 4);
  }

  static int setxattrFlags(MemorySegment request) {
    return request.get(JAVA_INT, AT + 8);
  }
}
