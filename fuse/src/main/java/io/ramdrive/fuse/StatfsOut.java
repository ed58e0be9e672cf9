// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.VolumeStatistics;
import java.lang.foreign.MemorySegment;

/**
 * struct fuse_statfs_out, the reply to STATFS.
 *
 * <pre>
 *   0  blocks
 *   8  bfree
 *  16  bavail
 *  24  files
 *  32  ffree
 *  40  bsize         44  namelen
 *  48  frsize        52  padding
 *  56  spare (24 bytes)
 * </pre>
 */
final class StatfsOut {
  static final int SIZE = 80;

  private StatfsOut() {}

  static void encode(
      MemorySegment reply, long at, VolumeStatistics statistics, int blockSize, int nameLength) {
    long free = statistics.free() / blockSize;
    reply.set(JAVA_LONG, at, statistics.capacity() / blockSize);
    reply.set(JAVA_LONG, at + 8, free);
    reply.set(JAVA_LONG, at + 16, free);
    reply.set(JAVA_LONG, at + 24, statistics.maxInodes());
    reply.set(JAVA_LONG, at + 32, statistics.maxInodes() - statistics.inodes());
    reply.set(JAVA_INT, at + 40, blockSize);
    reply.set(JAVA_INT, at + 44, nameLength);
    reply.set(JAVA_INT, at + 48, blockSize);
    reply.set(JAVA_INT, at + 52, 0);
    reply.set(JAVA_LONG, at + 56, 0);
    reply.set(JAVA_LONG, at + 64, 0);
    reply.set(JAVA_LONG, at + 72, 0);
  }
}
