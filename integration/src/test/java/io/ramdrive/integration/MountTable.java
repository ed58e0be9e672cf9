// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The mounts that this process sees: /proc/self/mountinfo. */
final class MountTable {
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  private MountTable() {}

  /** The number of mounts on {@code directory}, one over the other. */
  static long count(Path directory) {
    String field = " " + escaped(directory) + " ";
    try {
      return Files.readString(MOUNTINFO).lines().filter(line -> line.contains(field)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isMounted(Path directory) {
    return count(directory) > 0;
  }

  /** Waits until the mount table satisfies {@code condition}; looks again at each change of it. */
  static boolean await(BooleanSupplier condition, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    int table = Posix.open(MOUNTINFO, LinuxFlags.O_RDONLY);
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > end) {
          return false;
        }
        awaitChange(table);
      }
      return true;
    } finally {
      Posix.close(table);
    }
  }

  /** Waits for a change of the mount table, for 50 ms at most: proc_pid_mountinfo(5). */
  private static void awaitChange(int table) {
    try (Arena arena = Arena.ofConfined()) {
      // struct pollfd of asm-generic/poll.h: fd 0, events 4 (POLLPRI), revents 6
      MemorySegment pollfd = arena.allocate(8, 8);
      pollfd.set(JAVA_INT, 0, table);
      pollfd.set(JAVA_SHORT, 4, (short) 2);
      long timeout = arena.allocateFrom(JAVA_LONG, 0, 50_000_000).address();
      SystemCall.PPOLL.with(arena, pollfd.address(), 1, timeout, 0, 8);
    }
  }

  /** Blanks and backslashes are octal in mountinfo: proc_pid_mountinfo(5). */
  private static String escaped(Path path) {
    return path.toString().replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011");
  }
}
