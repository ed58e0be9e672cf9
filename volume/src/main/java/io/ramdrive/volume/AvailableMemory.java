// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much more memory a process on Linux may take before the kernel starts to kill. */
final class AvailableMemory {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private AvailableMemory() {}

  /**
   * What the machine has left, or the control groups (version 2) allow if that is less. What cannot
   * be read does not limit.
   */
  static long bytes() {
    long available = field(Path.of("/proc/meminfo"), "MemAvailable:", Long.MAX_VALUE >> 10) << 10;
    for (@Nullable Path group = group(); group != null; group = group.getParent()) {
      available = Math.min(available, allowedBy(group));
    }
    return available;
  }

  private static Path group() {
    for (String line : lines(Path.of("/proc/self/cgroup"))) {
      if (line.startsWith("0::/")) {
        return CGROUPS.resolve(line.substring("0::/".length())).normalize();
      }
    }
    return CGROUPS;
  }

  private static long allowedBy(Path group) {
    long limit = field(group.resolve("memory.max"), "", Long.MAX_VALUE);
    if (limit == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long used = field(group.resolve("memory.current"), "", 0);
    // Cached files count as used, but give way.
    Path statistics = group.resolve("memory.stat");
    long cached = field(statistics, "inactive_file ", 0) + field(statistics, "active_file ", 0);
    return Math.max(0, limit - Math.max(0, used - cached));
  }

  /** The number behind {@code name} at the start of a line, or {@code otherwise}. */
  private static long field(Path file, String name, long otherwise) {
    for (String line : lines(file)) {
      if (line.startsWith(name)) {
        String value = line.substring(name.length()).replace("kB", "").strip();
        return value.matches("\\d+") ? Long.parseLong(value) : otherwise;
      }
    }
    return otherwise;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException absent) {
      return List.of();
    }
  }
}
