// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * One entry of a directory.
 *
 * @param type DT_* of linux/fs_types.h: the S_IF bits shifted right by 12
 */
record DirectoryEntry(String name, int type, long inode) {
  /** Small on purpose: directories are to be read in several pieces. */
  private static final int CAPACITY = 1024;

  /** Reads a directory to its end; 0 or -errno, the entries go to {@code into}. */
  static long list(RootedCalls calls, String path, List<DirectoryEntry> into) {
    long fd = calls.open(path, LinuxFlags.O_RDONLY | LinuxFlags.O_DIRECTORY, 0);
    if (fd < 0) {
      return fd;
    }
    try {
      long filled = calls.getdents((int) fd, CAPACITY);
      while (filled > 0) {
        read(calls.data(), filled, into);
        filled = calls.getdents((int) fd, CAPACITY);
      }
      return filled;
    } finally {
      calls.close((int) fd);
    }
  }

  /** struct linux_dirent64: d_ino 0, d_off 8, d_reclen 16, d_type 18, d_name 19. */
  private static void read(MemorySegment entries, long length, List<DirectoryEntry> into) {
    for (long at = 0; at < length; ) {
      into.add(
          new DirectoryEntry(
              entries.getString(at + 19, UTF_8),
              entries.get(JAVA_BYTE, at + 18),
              entries.get(JAVA_LONG_UNALIGNED, at)));
      at += Short.toUnsignedInt(entries.get(JAVA_SHORT_UNALIGNED, at + 16));
    }
  }
}
