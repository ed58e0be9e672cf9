// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Attributes;
import java.lang.foreign.MemorySegment;

/**
 * struct fuse_attr, part of fuse_entry_out and fuse_attr_out.
 *
 * <pre>
 *   0  ino
 *   8  size
 *  16  blocks (of 512 bytes)
 *  24  atime
 *  32  mtime
 *  40  ctime
 *  48  atimensec     52  mtimensec
 *  56  ctimensec     60  mode
 *  64  nlink         68  uid
 *  72  gid           76  rdev
 *  80  blksize       84  flags
 * </pre>
 */
final class FuseAttr {
  static final int SIZE = 88;

  /** The unit of {@code st_blocks}, whatever the file system's own blocks are: stat(2). */
  private static final int SECTOR_SIZE = 512;

  private FuseAttr() {}

  static long size(MemorySegment reply, long at) {
    return reply.get(JAVA_LONG, at + 8);
  }

  static int nlink(MemorySegment reply, long at) {
    return reply.get(JAVA_INT, at + 64);
  }

  static void encode(MemorySegment reply, long at, Attributes attributes) {
    reply.set(JAVA_LONG, at, attributes.id());
    reply.set(JAVA_LONG, at + 8, attributes.size());
    reply.set(JAVA_LONG, at + 16, sectors(attributes));
    reply.set(JAVA_LONG, at + 24, attributes.atimeSeconds());
    reply.set(JAVA_LONG, at + 32, attributes.mtimeSeconds());
    reply.set(JAVA_LONG, at + 40, attributes.ctimeSeconds());
    reply.set(JAVA_INT, at + 48, attributes.atimeNanos());
    reply.set(JAVA_INT, at + 52, attributes.mtimeNanos());
    reply.set(JAVA_INT, at + 56, attributes.ctimeNanos());
    reply.set(JAVA_INT, at + 60, attributes.mode());
    reply.set(JAVA_INT, at + 64, attributes.links());
    reply.set(JAVA_INT, at + 68, attributes.uid());
    reply.set(JAVA_INT, at + 72, attributes.gid());
    reply.set(JAVA_INT, at + 76, attributes.device());
    reply.set(JAVA_INT, at + 80, attributes.blockSize());
    reply.set(JAVA_INT, at + 84, 0);
  }

  /** What the inode occupies, as {@code st_blocks} tells it. */
  static long sectors(Attributes attributes) {
    return (attributes.allocated() + SECTOR_SIZE - 1) / SECTOR_SIZE;
  }
}
