// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_out_header, with which each reply begins.
 *
 * <pre>
 *   0  len            4  error (negated)
 *   8  unique
 * </pre>
 */
final class OutHeader {
  static final int SIZE = 16;

  private OutHeader() {}

  /**
   * @param len the length of the whole reply in bytes
   * @param error 0 or a negated error number
   * @param unique the request's own
   */
  static void encode(MemorySegment reply, int len, int error, long unique) {
    reply.set(JAVA_INT, 0, len);
    reply.set(JAVA_INT, 4, error);
    reply.set(JAVA_LONG, 8, unique);
  }
}
