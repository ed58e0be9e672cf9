// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Name;
import java.lang.foreign.MemorySegment;

/**
 * struct fuse_notify_delete_out behind its fuse_out_header: an inode has lost its last name. As
 * NotifyInvalEntryOut, and whoever watches the inode learns that it is deleted.
 *
 * <pre>
 *   0  header
 *  16  parent
 *  24  child
 *  32  namelen       36  padding
 *  40  name, NUL
 * </pre>
 */
final class NotifyDeleteOut {
  static final int SIZE = OutHeader.SIZE + 24;

  private NotifyDeleteOut() {}

  /** The length of the message. */
  static int encode(MemorySegment message, long at, long parent, long child, Name name) {
    int length = SIZE + name.length() + 1;
    OutHeader.encode(message, at, length, NotifyCode.FUSE_NOTIFY_DELETE, 0);
    message.set(JAVA_LONG, at + 16, parent);
    message.set(JAVA_LONG, at + 24, child);
    message.set(JAVA_INT, at + 32, name.length());
    message.set(JAVA_INT, at + 36, 0);
    NotifyInvalEntryOut.putName(message, at + SIZE, name);
    return length;
  }
}
