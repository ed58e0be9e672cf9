// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to make trouble: its calls, its random numbers, the files it keeps open.
 */
final class ChaosThread implements AutoCloseable {
  private static final int HELD = 6;

  /** A file that stays open, whatever becomes of its names. */
  record Held(ChaosFile file, int fd) {}

  /** Work on an open file. */
  interface Work {
    void on(ChaosFile file, int fd);
  }

  final RootedCalls calls;
  final SplittableRandom random;
  final ChaosTree tree;
  private final List<Held> held = new ArrayList<>();

  ChaosThread(Path root, ChaosTree tree, long seed) {
    this.calls = new RootedCalls(root);
    this.tree = tree;
    this.random = new SplittableRandom(seed);
  }

  /** Works under the file's read lock: its size and attributes stay. */
  void share(int flags, Work work) {
    withFile(
        flags,
        (file, fd) -> {
          file.lock.readLock().lock();
          try {
            work.on(file, fd);
          } finally {
            file.lock.readLock().unlock();
          }
        });
  }

  /** Works under the file's write lock: nobody else touches it. */
  void own(int flags, Work work) {
    withFile(
        flags,
        (file, fd) -> {
          file.lock.writeLock().lock();
          try {
            work.on(file, fd);
          } finally {
            file.lock.writeLock().unlock();
          }
        });
  }

  /** Opens any file by any name; or takes one that is still open, perhaps without a name. */
  void withFile(int flags, Work work) {
    if (flags == LinuxFlags.O_RDWR && !held.isEmpty() && random.nextInt(5) == 0) {
      Held any = held.get(random.nextInt(held.size()));
      work.on(any.file(), any.fd());
      return;
    }
    ChaosName name = tree.anyName(random);
    ChaosFile file;
    int fd;
    name.lock.readLock().lock();
    try {
      file = name.file;
      fd = open(name, file, flags);
    } finally {
      name.lock.readLock().unlock();
    }
    if (file != null) {
      try {
        work.on(file, fd);
      } finally {
        calls.close(fd);
      }
    }
  }

  private int open(ChaosName name, @Nullable ChaosFile file, int flags) {
    long fd = calls.open(name.path(), flags, 0);
    if (file == null) {
      expect(fd == -Errno.ENOENT, "open of the absent " + name, fd);
    } else {
      expect(file, fd >= 0, "open of " + name, fd);
    }
    return (int) fd;
  }

  /** Keeps one more file open, or closes one. */
  void hold() {
    if (held.size() == HELD || (!held.isEmpty() && random.nextInt(3) == 0)) {
      Held dropped = held.remove(random.nextInt(held.size()));
      dropped.file().note("close of a held descriptor");
      calls.close(dropped.fd());
      return;
    }
    withFile(
        LinuxFlags.O_RDWR,
        (file, fd) -> {
          file.note("kept open");
          held.add(new Held(file, (int) calls.duplicate(fd)));
        });
  }

  /** Fails, with the file's history, unless the call went as it must. */
  void expect(ChaosFile file, boolean condition, String what, long result) {
    file.checkThat(condition, what, "answered", Operation.result(result));
  }

  /** Fails unless the call went as it must. */
  void expect(boolean condition, String what, long result) {
    if (!condition) {
      throw new AssertionError(what + " answered " + Operation.result(result));
    }
  }

  /** How much of {@code length} bytes has been written: all, unless the drive may be full. */
  int written(ChaosFile file, String what, int length, long result) {
    boolean some = result > 0 && result < length;
    if (isFull(some ? -Errno.ENOSPC : result)) {
      file.note(what + " answered " + Operation.result(result));
      return Math.max(0, (int) result);
    }
    expect(file, result == length, what, result);
    return length;
  }

  /** Whether a call was refused because the drive is full, where that can be. */
  boolean isFull(long result) {
    boolean full = tree.mayBeFull() && result == -Errno.ENOSPC;
    if (full) {
      tree.foundFull();
    }
    return full;
  }

  /** Random bytes, also at the start of the calls' data. */
  byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    MemorySegment.copy(bytes, 0, calls.data(), JAVA_BYTE, 0, length);
    return bytes;
  }

  /** A length to read or write: often small, often whole pages. */
  int anyLength() {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextInt(200);
      case 1 -> 4096 * (1 + random.nextInt(8));
      case 2 -> 1 + random.nextInt(128 << 10);
      default -> 1 + random.nextInt(8192);
    };
  }

  /** An offset below {@code end}, often a page's edge. */
  int anyOffset(int end) {
    int offset = random.nextInt(Math.max(1, end));
    return random.nextBoolean() ? offset : offset & -4096;
  }

  @Override
  public void close() {
    held.forEach(file -> calls.close(file.fd()));
    calls.close();
  }
}
