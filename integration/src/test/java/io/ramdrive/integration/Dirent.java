// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of a directory: struct linux_dirent64 of linux/dirent.h.
 *
 * @param name one char for each byte of the true name
 * @param type DT_*: the S_IF bits, shifted right by 12
 * @param next where the entry behind this one is: what telldir tells and lseek takes
 */
record Dirent(String name, long inode, int type, long next) {
  /** The next entries of an open directory, at most {@code capacity} bytes of them. */
  static List<Dirent> next(int fd, int capacity) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(capacity, 8);
      long length = SystemCall.GETDENTS64.with(arena, fd, buffer.address(), capacity);
      List<Dirent> entries = new ArrayList<>();
      for (long at = 0; at < length; at += Short.toUnsignedInt(buffer.get(JAVA_SHORT, at + 16))) {
        entries.add(
            new Dirent(
                buffer.getString(at + 19, StandardCharsets.ISO_8859_1),
                buffer.get(JAVA_LONG, at),
                buffer.get(JAVA_BYTE, at + 18),
                buffer.get(JAVA_LONG, at + 8)));
      }
      return entries;
    }
  }

  /** All entries from the open directory's position on, read in pieces of {@code capacity}. */
  static List<Dirent> rest(int fd, int capacity) {
    List<Dirent> all = new ArrayList<>();
    for (List<Dirent> some = next(fd, capacity); !some.isEmpty(); some = next(fd, capacity)) {
      all.addAll(some);
    }
    return all;
  }
}
