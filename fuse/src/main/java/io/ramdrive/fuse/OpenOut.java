// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_open_out, the reply to OPEN and OPENDIR and the second half of the one to CREATE. The
 * file handle is always 0: the node id in each request says all.
 *
 * <pre>
 *   0  fh
 *   8  open_flags    12  backing_id
 * </pre>
 */
final class OpenOut {
  static final int SIZE = 16;

  private OpenOut() {}

  /**
   * @param openFlags any of {@link OpenFlags}
   */
  static void encode(MemorySegment reply, long at, int openFlags) {
    encode(reply, at, openFlags, 0);
  }

  /**
   * @param openFlags any of {@link OpenFlags}
   * @param backingId with FOPEN_PASSTHROUGH, what the kernel reads and writes
   */
  static void encode(MemorySegment reply, long at, int openFlags, int backingId) {
    reply.set(JAVA_LONG, at, 0);
    reply.set(JAVA_INT, at + 8, openFlags);
    reply.set(JAVA_INT, at + 12, backingId);
  }
}
