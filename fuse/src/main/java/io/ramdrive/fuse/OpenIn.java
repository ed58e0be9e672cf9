// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * What OPEN and RELEASE have in common of struct fuse_open_in and struct fuse_release_in: the flags
 * of open(2).
 *
 * <pre>
 *   fuse_open_in:      0  flags   4  open_flags
 *   fuse_release_in:   0  fh      8  flags       12  release_flags   16  lock_owner
 * </pre>
 */
final class OpenIn {
  static final int SIZE = 8;
  static final int RELEASE_SIZE = 24;

  /** O_ACCMODE of include/uapi/asm-generic/fcntl.h; 0 in it is O_RDONLY. */
  private static final int O_ACCMODE = 3;

  /** O_RDWR of the same, without which nobody can store to the file through memory. */
  private static final int O_RDWR = 2;

  private OpenIn() {}

  static int flags(MemorySegment request) {
    return request.get(JAVA_INT, InHeader.SIZE);
  }

  static int releaseFlags(MemorySegment request) {
    return request.get(JAVA_INT, InHeader.SIZE + 8);
  }

  /** Whether what was opened with these flags could be mapped to store to it. */
  static boolean mayMap(int flags) {
    return (flags & O_ACCMODE) == O_RDWR;
  }

  /** How many writers an open with these flags is: 1 or 0. */
  static int writers(int flags) {
    return (flags & O_ACCMODE) == 0 ? 0 : 1;
  }
}
