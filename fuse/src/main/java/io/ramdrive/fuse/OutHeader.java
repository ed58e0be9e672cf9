// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_out_header, with which each reply and each notification begins.
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
    encode(reply, 0, len, error, unique);
  }

  /**
   * As {@link #encode(MemorySegment, int, int, long)}, for a header at {@code at}.
   *
   * @param error also a {@link NotifyCode}: then {@code unique} is 0
   */
  static void encode(MemorySegment message, long at, int len, int error, long unique) {
    message.set(JAVA_INT, at, len);
    message.set(JAVA_INT, at + 4, error);
    message.set(JAVA_LONG, at + 8, unique);
  }

  static int len(MemorySegment message, long at) {
    return message.get(JAVA_INT, at);
  }

  static int error(MemorySegment message, long at) {
    return message.get(JAVA_INT, at + 4);
  }
}
