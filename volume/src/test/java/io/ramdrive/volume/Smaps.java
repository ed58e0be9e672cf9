// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux itself says of a mapping of this process: /proc/self/smaps. */
final class Smaps {
  private Smaps() {}

  /** The resident bytes of the mappings that begin within the range. */
  static long rss(MemorySegment range) throws IOException {
    long end = range.address() + range.byteSize();
    boolean within = false;
    long rss = 0;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        long start = Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16);
        within = start >= range.address() && start < end;
      } else if (within && line.startsWith("Rss:")) {
        rss += Long.parseLong(line.substring(4).replace("kB", "").strip()) << 10;
      }
    }
    return rss;
  }
}
