// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The memory of this machine, or of this container when its limit is lower.
 *
 * @param total bytes of physical memory
 * @param available bytes that can be had without swapping
 * @param swap bytes of swap space, or of page files
 */
public record HostMemory(long total, long available, long swap) {
  private static final Path MEMINFO = Path.of("/proc/meminfo");

  /** Lives in the root of the control group that a container sees; the host's root has none. */
  private static final Path CONTAINER_LIMIT = Path.of("/sys/fs/cgroup/memory.max");

  private static final Path CONTAINER_USE = Path.of("/sys/fs/cgroup/memory.current");

  /** Reads the present state. */
  public static HostMemory read() {
    return Platform.current() == Platform.WINDOWS ? WindowsMemory.read() : readProc();
  }

  private static HostMemory readProc() {
    try {
      return parse(
          Files.readString(MEMINFO), readOrNull(CONTAINER_LIMIT), readOrNull(CONTAINER_USE));
    } catch (IOException e) {
      throw new IllegalStateException(
          "Cannot read " + MEMINFO + ", where Linux tells how much memory there is", e);
    }
  }

  static HostMemory parse(String meminfo, @Nullable String limit, @Nullable String use) {
    long total = kibibytes(meminfo, "MemTotal:");
    long available = kibibytes(meminfo, "MemAvailable:");
    long swap = kibibytes(meminfo, "SwapTotal:");
    if (limit != null && use != null && !limit.strip().equals("max")) {
      long most = Long.parseLong(limit.strip());
      total = Math.min(total, most);
      available = Math.min(available, Math.max(0, most - Long.parseLong(use.strip())));
    }
    return new HostMemory(total, available, swap);
  }

  private static long kibibytes(String meminfo, String field) {
    int start = meminfo.indexOf(field);
    if (start < 0) {
      return 0;
    }
    int end = meminfo.indexOf("kB", start);
    return Long.parseLong(meminfo.substring(start + field.length(), end).strip()) << 10;
  }

  private static @Nullable String readOrNull(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return null;
    }
  }
}
