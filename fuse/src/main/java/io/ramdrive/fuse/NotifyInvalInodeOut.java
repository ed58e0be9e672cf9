// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * struct fuse_notify_inval_inode_out behind its fuse_out_header: the kernel's attributes of an
 * inode are out of date, and the pages of a range.
 *
 * <pre>
 *   0  header
 *  16  ino
 *  24  off (negative: no page)
 *  32  len (0: to the end)
 * </pre>
 */
final class NotifyInvalInodeOut {
  static final int SIZE = OutHeader.SIZE + 24;

  /** {@code off}: the attributes alone. */
  static final long NO_PAGE = -1;

  /** {@code len}: all behind {@code off}. */
  static final long TO_THE_END = 0;

  private NotifyInvalInodeOut() {}

  static void encode(MemorySegment message, long at, long ino, long off, long len) {
    OutHeader.encode(message, at, SIZE, NotifyCode.FUSE_NOTIFY_INVAL_INODE, 0);
    message.set(JAVA_LONG, at + 16, ino);
    message.set(JAVA_LONG, at + 24, off);
    message.set(JAVA_LONG, at + 32, len);
  }

  static long ino(MemorySegment message, long at) {
    return message.get(JAVA_LONG, at + 16);
  }

  static long off(MemorySegment message, long at) {
    return message.get(JAVA_LONG, at + 24);
  }

  static long len(MemorySegment message, long at) {
    return message.get(JAVA_LONG, at + 32);
  }

  /** Makes the message at {@code at} say as well what another for the same inode would. */
  static void unite(MemorySegment message, long at, long off, long len) {
    long ownOff = off(message, at);
    if (off < 0) {
      return;
    }
    if (ownOff < 0) {
      message.set(JAVA_LONG, at + 24, off);
      message.set(JAVA_LONG, at + 32, len);
      return;
    }
    long ownLen = len(message, at);
    long start = Math.min(ownOff, off);
    boolean toTheEnd = ownLen == TO_THE_END || len == TO_THE_END;
    message.set(JAVA_LONG, at + 24, start);
    message.set(
        JAVA_LONG, at + 32, toTheEnd ? TO_THE_END : Math.max(ownOff + ownLen, off + len) - start);
  }
}
