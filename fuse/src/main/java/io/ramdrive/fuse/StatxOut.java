// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.ramdrive.volume.Attributes;
import java.lang.foreign.MemorySegment;

/**
 * struct fuse_statx_out, the reply to STATX.
 *
 * <pre>
 *   0  attr_valid
 *   8  attr_valid_nsec   12  flags
 *  16  spare (16 bytes)
 *  32  struct fuse_statx:
 *       0  mask           4  blksize
 *       8  attributes
 *      16  nlink         20  uid
 *      24  gid           28  mode        30  spare
 *      32  ino
 *      40  size
 *      48  blocks
 *      56  attributes_mask
 *      64  atime         80  btime       (seconds, nanoseconds, 4 bytes spare)
 *      96  ctime        112  mtime
 *     128  rdev_major   132  rdev_minor
 *     136  dev_major    140  dev_minor
 *     144  spare (112 bytes)
 * </pre>
 */
final class StatxOut {
  static final int SIZE = 288;

  /** STATX_BASIC_STATS and STATX_BTIME of include/uapi/linux/stat.h. */
  private static final int MASK = 0x07ff | 0x0800;

  private StatxOut() {}

  static long size(MemorySegment reply, long at) {
    return reply.get(JAVA_LONG, at + 32 + 40);
  }

  static int nlink(MemorySegment reply, long at) {
    return reply.get(JAVA_INT, at + 32 + 16);
  }

  static void encode(MemorySegment reply, long at, Attributes attributes, Negotiation negotiation) {
    reply.asSlice(at, SIZE).fill((byte) 0);
    reply.set(JAVA_LONG, at, negotiation.attrTimeout().seconds());
    reply.set(JAVA_INT, at + 8, negotiation.attrTimeout().nanoseconds());
    long statx = at + 32;
    reply.set(JAVA_INT, statx, MASK);
    reply.set(JAVA_INT, statx + 4, attributes.blockSize());
    reply.set(JAVA_INT, statx + 16, attributes.links());
    reply.set(JAVA_INT, statx + 20, attributes.uid());
    reply.set(JAVA_INT, statx + 24, attributes.gid());
    reply.set(JAVA_SHORT, statx + 28, (short) attributes.mode());
    reply.set(JAVA_LONG, statx + 32, attributes.id());
    reply.set(JAVA_LONG, statx + 40, attributes.size());
    reply.set(JAVA_LONG, statx + 48, FuseAttr.sectors(attributes));
    time(reply, statx + 64, attributes.atimeSeconds(), attributes.atimeNanos());
    time(reply, statx + 80, attributes.btimeSeconds(), attributes.btimeNanos());
    time(reply, statx + 96, attributes.ctimeSeconds(), attributes.ctimeNanos());
    time(reply, statx + 112, attributes.mtimeSeconds(), attributes.mtimeNanos());
    reply.set(JAVA_INT, statx + 128, major(attributes.device()));
    reply.set(JAVA_INT, statx + 132, minor(attributes.device()));
  }

  private static void time(MemorySegment reply, long at, long seconds, int nanos) {
    reply.set(JAVA_LONG, at, seconds);
    reply.set(JAVA_INT, at + 8, nanos);
  }

  // The 32-bit encoding of device numbers: new_decode_dev of include/linux/kdev_t.h.

  private static int major(int device) {
    return (device & 0xfff00) >>> 8;
  }

  private static int minor(int device) {
    return (device & 0xff) | ((device >>> 12) & 0xfff00);
  }
}
