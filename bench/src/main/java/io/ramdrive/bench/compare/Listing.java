// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static io.ramdrive.bench.compare.SystemCalls.O_CREAT;
import static io.ramdrive.bench.compare.SystemCalls.O_DIRECTORY;
import static io.ramdrive.bench.compare.SystemCalls.O_RDONLY;
import static io.ramdrive.bench.compare.SystemCalls.O_WRONLY;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A directory of many files, listed as readdir does it.
 *
 * <pre>
 * struct linux_dirent64: d_ino 8 bytes, d_off 8 bytes, d_reclen 2 bytes, d_type 1 byte, d_name
 * </pre>
 */
record Listing(int entries) {

  private static final int RECLEN_OFFSET = 16;
  private static final int NAME_OFFSET = 19;

  /** What readdir of glibc asks for at once. */
  private static final int BUFFER = 32 * 1024;

  /** Makes the directory and its files. */
  void make(Worker worker, int i) {
    worker.kernel.mkdir(worker.bigDirectory);
    String directory = MemorySegment.ofAddress(worker.bigDirectory).reinterpret(4096).getString(0);
    try (Arena arena = Arena.ofConfined()) {
      for (int entry = 0; entry < entries; entry++) {
        Path path = Path.of(directory, "entry%06d".formatted(entry));
        long name = arena.allocateFrom(path.toString()).address();
        worker.kernel.close(worker.kernel.open(name, O_CREAT | O_WRONLY));
      }
    }
  }

  /** Lists the directory. */
  void list(Worker worker, int i) {
    walk(worker, false);
  }

  /** Lists the directory and asks for the attributes of every entry. */
  void listAndStat(Worker worker, int i) {
    walk(worker, true);
  }

  private void walk(Worker worker, boolean stat) {
    MemorySegment buffer = MemorySegment.ofAddress(worker.buffer).reinterpret(BUFFER);
    long directory = worker.kernel.open(worker.bigDirectory, O_RDONLY | O_DIRECTORY);
    int found = 0;
    long length;
    while ((length = worker.kernel.entries(directory, worker.buffer, BUFFER)) > 0) {
      for (long at = 0;
          at < length;
          at += Short.toUnsignedInt(buffer.get(JAVA_SHORT_UNALIGNED, at + RECLEN_OFFSET))) {
        if (buffer.get(JAVA_BYTE, at + NAME_OFFSET) != '.') {
          found++;
          if (stat) {
            worker.kernel.stat(directory, worker.buffer + at + NAME_OFFSET);
          }
        }
      }
    }
    worker.kernel.close(directory);
    if (found != entries) {
      throw new IllegalStateException(found + " entries were listed of " + entries);
    }
  }
}
