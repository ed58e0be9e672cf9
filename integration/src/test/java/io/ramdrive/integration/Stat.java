// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * What statx tells: struct statx of linux/stat.h.
 *
 * @param mask which fields the file system filled in (STATX_*)
 * @param blockSize the preferred I/O size in bytes
 * @param links the number of names
 * @param mode file type and permissions
 * @param size bytes
 * @param blocks allocated units of 512 bytes
 * @param birthTime valid when {@code mask} has STATX_BTIME
 * @param rdevMajor the device that a device node names
 * @param devMinor the file system
 */
record Stat(
    int mask,
    int blockSize,
    int links,
    int uid,
    int gid,
    int mode,
    long inode,
    long size,
    long blocks,
    Instant accessTime,
    Instant birthTime,
    Instant changeTime,
    Instant modifyTime,
    int rdevMajor,
    int rdevMinor,
    int devMajor,
    int devMinor) {
  /** sizeof(struct statx). */
  static final int BYTES = 256;

  static Stat of(MemorySegment statx) {
    return new Stat(
        statx.get(JAVA_INT, 0),
        statx.get(JAVA_INT, 4),
        statx.get(JAVA_INT, 16),
        statx.get(JAVA_INT, 20),
        statx.get(JAVA_INT, 24),
        Short.toUnsignedInt(statx.get(JAVA_SHORT, 28)),
        statx.get(JAVA_LONG, 32),
        statx.get(JAVA_LONG, 40),
        statx.get(JAVA_LONG, 48),
        time(statx, 64),
        time(statx, 80),
        time(statx, 96),
        time(statx, 112),
        statx.get(JAVA_INT, 128),
        statx.get(JAVA_INT, 132),
        statx.get(JAVA_INT, 136),
        statx.get(JAVA_INT, 140));
  }

  private static Instant time(MemorySegment statx, long offset) {
    return Instant.ofEpochSecond(statx.get(JAVA_LONG, offset), statx.get(JAVA_INT, offset + 8));
  }

  /** The S_IF bits. */
  int type() {
    return mode & LinuxFlags.S_IFMT;
  }

  /** The mode without the file type. */
  int permissions() {
    return mode & ~LinuxFlags.S_IFMT;
  }
}
