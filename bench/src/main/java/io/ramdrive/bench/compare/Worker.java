// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;

/** What one thread works with: names in native memory, a buffer and an open file. One thread. */
final class Worker {

  static final int PAGE = 4096;
  static final int MIB = 1 << 20;

  /** The size of {@link #descriptor}'s file, in pages. */
  static final int FILE_PAGES = 64 * MIB / PAGE;

  /** Directories of this many files, as in a large project. */
  private static final int FILES_PER_DIRECTORY = 1000;

  final SystemCalls kernel;
  final long[] files;
  final long[] others;
  final long[] directories;
  final long bigFile;
  final long bigDirectory;

  /** A MiB, page-aligned as O_DIRECT wants it. */
  final long buffer;

  /** Names that lead to nothing; made by {@link #renewAbsent}. */
  long[] absent;

  /** What the steps that need an open file have opened. */
  long descriptor;

  private final Arena arena;
  private final Path directory;
  private int renewals;
  private long random = 0x9E3779B97F4A7C15L;

  /** A worker on {@code count} files in its own directory. */
  Worker(Arena arena, Path directory, int count) {
    this.arena = arena;
    kernel = new SystemCalls(arena);
    buffer = arena.allocate(MIB, PAGE).fill((byte) 42).address();
    files = names(directory, "file", count);
    others = names(directory, "other", count);
    this.directory = directory;
    absent = new long[count];
    directories = names(directory, "directory", count);
    bigFile = path(directory.resolve("big"));
    bigDirectory = path(directory.resolve("many"));
    kernel.mkdir(path(directory));
    for (int i = 0; i * FILES_PER_DIRECTORY < count; i++) {
      kernel.mkdir(path(directory.resolve("d" + i)));
    }
  }

  /** Makes names that nobody has asked for yet: the kernel remembers those that it has. */
  void renewAbsent() {
    renewals++;
    absent = names(directory, "absent" + renewals + "-", absent.length);
  }

  /** Makes the big file, unless it is there. */
  void writeBigFile() {
    long file = kernel.open(bigFile, SystemCalls.O_CREAT | SystemCalls.O_WRONLY);
    for (long i = 0; i < (long) FILE_PAGES * PAGE / MIB; i++) {
      kernel.write(file, buffer, MIB);
    }
    kernel.close(file);
  }

  /** The offset of any page of the big file. */
  long anyPage() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return (random >>> 32) % FILE_PAGES * PAGE;
  }

  long path(Path path) {
    return arena.allocateFrom(path.toString(), UTF_8).address();
  }

  private long[] names(Path directory, String kind, int count) {
    long[] names = new long[count];
    Arrays.setAll(
        names, i -> path(directory.resolve("d" + i / FILES_PER_DIRECTORY).resolve(kind + i)));
    return names;
  }
}
