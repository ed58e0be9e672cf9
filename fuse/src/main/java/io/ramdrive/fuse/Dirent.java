// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Inode;
import java.lang.foreign.MemorySegment;

/**
 * struct fuse_dirent, one entry of a READDIR reply; in a READDIRPLUS reply a fuse_entry_out stands
 * before it (struct fuse_direntplus). Each begins at a multiple of 8 bytes.
 *
 * <pre>
 *   0  ino
 *   8  off (where a later listing goes on)
 *  16  namelen       20  type
 *  24  name
 * </pre>
 */
final class Dirent {
  private static final int NAME_OFFSET = 24;

  /** {@code DT_*} of dirent.h are the file type's bits of the mode, moved down: IFTODT there. */
  private static final int TYPE_SHIFT = 12;

  private Dirent() {}

  /** The bytes that an entry with a name of this length takes. */
  static int size(int nameLength) {
    return (NAME_OFFSET + nameLength + 7) & ~7;
  }

  static void encode(MemorySegment reply, long at, byte[] name, Inode inode, long off) {
    // Clears what the copied name does not fill.
    reply.set(JAVA_LONG, at + size(name.length) - 8, 0);
    reply.set(JAVA_LONG, at, inode.id());
    reply.set(JAVA_LONG, at + 8, off);
    reply.set(JAVA_INT, at + 16, name.length);
    reply.set(JAVA_INT, at + 20, inode.type() >>> TYPE_SHIFT);
    MemorySegment.copy(name, 0, reply, JAVA_BYTE, at + NAME_OFFSET, name.length);
  }
}
