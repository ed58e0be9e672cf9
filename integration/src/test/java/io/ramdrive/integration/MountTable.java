// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
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
        Posix.pollPriority(table, 50);
      }
      return true;
    } finally {
      Posix.close(table);
    }
  }

  /** Blanks and backslashes are octal in mountinfo: proc_pid_mountinfo(5). */
  private static String escaped(Path path) {
    return path.toString().replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011");
  }
}
