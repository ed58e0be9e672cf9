// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Name;
import java.lang.foreign.MemorySegment;

/**
 * struct fuse_notify_inval_entry_out behind its fuse_out_header: what the kernel believes of a name
 * is out of date, be it that there is one or that there is none.
 *
 * <pre>
 *   0  header
 *  16  parent
 *  24  namelen       28  flags
 *  32  name, NUL
 * </pre>
 */
final class NotifyInvalEntryOut {
  static final int SIZE = OutHeader.SIZE + 16;

  private NotifyInvalEntryOut() {}

  /**
   * The flags say to forget. To ask again at the next use (FUSE_EXPIRE_ONLY) is not enough: a
   * program that has just asked would make its old answer valid again.
   *
   * @return the length of the message
   */
  static int encode(MemorySegment message, long at, long parent, Name name) {
    int length = SIZE + name.length() + 1;
    OutHeader.encode(message, at, length, NotifyCode.FUSE_NOTIFY_INVAL_ENTRY, 0);
    message.set(JAVA_LONG, at + 16, parent);
    message.set(JAVA_INT, at + 24, name.length());
    message.set(JAVA_INT, at + 28, 0);
    putName(message, at + SIZE, name);
    return length;
  }

  /**
   * A message that does nothing but wait for whoever holds the lock of {@code parent}, directory or
   * not: no name is looked up that begins with a slash.
   */
  static void encodeBarrier(MemorySegment message, long parent) {
    OutHeader.encode(message, 0, SIZE + 2, NotifyCode.FUSE_NOTIFY_INVAL_ENTRY, 0);
    message.set(JAVA_LONG, 16, parent);
    message.set(JAVA_INT, 24, 1);
    message.set(JAVA_INT, 28, 0);
    message.set(JAVA_BYTE, SIZE, (byte) '/');
    message.set(JAVA_BYTE, SIZE + 1, (byte) 0);
  }

  static long parent(MemorySegment message, long at) {
    return message.get(JAVA_LONG, at + 16);
  }

  /** A name and its NUL. */
  static void putName(MemorySegment message, long at, Name name) {
    int length = name.length();
    for (int i = 0; i < length; i++) {
      message.set(JAVA_BYTE, at + i, name.at(i));
    }
    message.set(JAVA_BYTE, at + length, (byte) 0);
  }
}
