// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_rename_in and fuse_rename2_in, the bodies of RENAME and RENAME2; the old and the new
 * name follow. The old directory is the request's node.
 *
 * <pre>
 *   0  newdir
 *   8  flags         12  padding        (RENAME2 only)
 * </pre>
 */
final class RenameIn {
  /** Of fuse_rename_in. */
  static final int SIZE = 8;

  /** Of fuse_rename2_in. */
  static final int SIZE_2 = 16;

  private static final int AT = InHeader.SIZE;

  private RenameIn() {}

  static long newdir(MemorySegment request) {
    return request.get(JAVA_LONG, AT);
  }

  /** {@code RENAME_*} of include/uapi/linux/fs.h; RENAME2 only. */
  static int flags(MemorySegment request) {
    return request.get(JAVA_INT, AT + 8);
  }
}
