// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * What statfs tells: struct statfs of asm-generic/statfs.h.
 *
 * @param blockSize bytes in a block
 * @param blocks blocks in all
 * @param free free blocks
 * @param available free blocks for ordinary users
 * @param files inodes in all
 * @param filesFree free inodes
 * @param nameLength the longest name in bytes
 */
record StatFs(
    long type,
    long blockSize,
    long blocks,
    long free,
    long available,
    long files,
    long filesFree,
    long nameLength) {
  /** sizeof(struct statfs). */
  static final int BYTES = 120;

  static StatFs of(MemorySegment statfs) {
    return new StatFs(
        statfs.get(JAVA_LONG, 0),
        statfs.get(JAVA_LONG, 8),
        statfs.get(JAVA_LONG, 16),
        statfs.get(JAVA_LONG, 24),
        statfs.get(JAVA_LONG, 32),
        statfs.get(JAVA_LONG, 40),
        statfs.get(JAVA_LONG, 48),
        statfs.get(JAVA_LONG, 64));
  }

  long capacityBytes() {
    return blocks * blockSize;
  }

  long freeBytes() {
    return free * blockSize;
  }

  long usedBytes() {
    return (blocks - free) * blockSize;
  }

  long filesUsed() {
    return files - filesFree;
  }
}
