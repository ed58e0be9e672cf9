// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What stat(2) tells, less the time of access. The JDK's own way asks for the time of birth too,
 * and so asks the server where stat would not.
 */
record Stat(
    long inode, int mode, int links, long size, long blocks, Instant modified, Instant changed) {
  /** STATX_BASIC_STATS of linux/stat.h. */
  private static final int STATX_BASIC_STATS = 0x7FF;

  /** sizeof(struct statx) of linux/stat.h. */
  private static final int STATX_SIZE = 256;

  /** What the kernel tells of a file. */
  static Stat of(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statx = arena.allocate(STATX_SIZE, Long.BYTES);
      long path = arena.allocateFrom(file.toString()).address();
      int error = new Syscalls().statx(path, 0, STATX_BASIC_STATS, statx.address());
      if (error != 0) {
        throw new AssertionError(file + ": " + Errno.name(-error));
      }
      return new Stat(
          statx.get(JAVA_LONG, 32),
          Short.toUnsignedInt(statx.get(JAVA_SHORT, 28)),
          statx.get(JAVA_INT, 16),
          statx.get(JAVA_LONG, 40),
          statx.get(JAVA_LONG, 48),
          time(statx, 112),
          time(statx, 96));
    }
  }

  /** What is true of an inode. */
  static Stat of(Volume volume, Call call, Inode inode) {
    if (volume.getattr(call, inode) != Status.OK) {
      throw new AssertionError("no attributes");
    }
    Attributes it = call.attributes();
    return new Stat(
        it.id(),
        it.mode(),
        it.links(),
        it.size(),
        (it.allocated() + 511) / 512,
        Instant.ofEpochSecond(it.mtimeSeconds(), it.mtimeNanos()),
        Instant.ofEpochSecond(it.ctimeSeconds(), it.ctimeNanos()));
  }

  private static Instant time(MemorySegment statx, long at) {
    return Instant.ofEpochSecond(statx.get(JAVA_LONG, at), statx.get(JAVA_INT, at + 8));
  }
}
