// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Raw Linux system calls of one thread, on native addresses, so that the client costs next to
 * nothing beside what it measures. Numbers: asm/unistd_64.h (x86-64) and asm-generic/unistd.h
 * (aarch64).
 */
final class SystemCalls {

  private static final boolean AARCH64 = "aarch64".equals(System.getProperty("os.arch"));

  static final long AT_FDCWD = -100;
  static final long AT_REMOVEDIR = 0x200;
  static final long AT_EMPTY_PATH = 0x1000;

  /** The kernel asks the file system whatever it has cached (linux/fcntl.h). */
  static final long AT_STATX_FORCE_SYNC = 0x2000;

  static final long STATX_BASIC_STATS = 0x7ff;
  static final long O_RDONLY = 0;
  static final long O_WRONLY = 1;
  static final long O_RDWR = 2;
  static final long O_CREAT = 0x40;
  static final long O_EXCL = 0x80;
  static final long O_TRUNC = 0x200;
  static final long O_DIRECT = AARCH64 ? 0x10000 : 0x4000;
  static final long O_DIRECTORY = AARCH64 ? 0x4000 : 0x10000;

  /** asm-generic/errno-base.h. */
  private static final int ENOENT = 2;

  private static final long READ = number(0, 63);
  private static final long WRITE = number(1, 64);
  private static final long CLOSE = number(3, 57);
  private static final long FSTAT = number(5, 80);
  private static final long PREAD64 = number(17, 67);
  private static final long PWRITE64 = number(18, 68);
  private static final long SCHED_SETAFFINITY = number(203, 122);
  private static final long GETDENTS64 = number(217, 61);
  private static final long OPENAT = number(257, 56);
  private static final long MKDIRAT = number(258, 34);
  private static final long NEWFSTATAT = number(262, 79);
  private static final long UNLINKAT = number(263, 35);
  private static final long RENAMEAT2 = number(316, 276);
  private static final long STATX = number(332, 291);

  /** {@code long syscall(long number, ...)} of libc, with the thread's errno. */
  private static final MethodHandle SYSCALL = link();

  private final MemorySegment state;
  private final long attributes;
  private final long empty;

  SystemCalls(Arena arena) {
    state = arena.allocate(Linker.Option.captureStateLayout());
    attributes = arena.allocate(256, 8).address();
    empty = arena.allocate(1).address();
  }

  private static long number(long x86, long aarch64) {
    return AARCH64 ? aarch64 : x86;
  }

  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  long open(long path, long flags) {
    return checked("open", call(OPENAT, AT_FDCWD, path, flags, 0644, 0));
  }

  void close(long descriptor) {
    checked("close", call(CLOSE, descriptor, 0, 0, 0, 0));
  }

  void read(long descriptor, long buffer, long length) {
    whole("read", length, call(READ, descriptor, buffer, length, 0, 0));
  }

  void write(long descriptor, long buffer, long length) {
    whole("write", length, call(WRITE, descriptor, buffer, length, 0, 0));
  }

  void pread(long descriptor, long buffer, long length, long offset) {
    whole("pread", length, call(PREAD64, descriptor, buffer, length, offset, 0));
  }

  void pwrite(long descriptor, long buffer, long length, long offset) {
    whole("pwrite", length, call(PWRITE64, descriptor, buffer, length, offset, 0));
  }

  void stat(long directory, long path) {
    checked("stat", call(NEWFSTATAT, directory, path, attributes, 0, 0));
  }

  /** A stat that has to find nothing. */
  void statNothing(long path) {
    if (call(NEWFSTATAT, AT_FDCWD, path, attributes, 0, 0) != -1 || errno() != ENOENT) {
      throw new IllegalStateException("stat of a name that is not there did not say so");
    }
  }

  void fstat(long descriptor) {
    checked("fstat", call(FSTAT, descriptor, attributes, 0, 0, 0));
  }

  /** Asks the file system itself for the attributes. */
  void statUncached(long descriptor) {
    long flags = AT_EMPTY_PATH | AT_STATX_FORCE_SYNC;
    checked("statx", call(STATX, descriptor, empty, flags, STATX_BASIC_STATS, attributes));
  }

  void rename(long from, long to) {
    checked("rename", call(RENAMEAT2, AT_FDCWD, from, AT_FDCWD, to, 0));
  }

  void unlink(long path) {
    checked("unlink", call(UNLINKAT, AT_FDCWD, path, 0, 0, 0));
  }

  void mkdir(long path) {
    checked("mkdir", call(MKDIRAT, AT_FDCWD, path, 0755, 0, 0));
  }

  void rmdir(long path) {
    checked("rmdir", call(UNLINKAT, AT_FDCWD, path, AT_REMOVEDIR, 0, 0));
  }

  /** Fills the buffer with entries; returns the bytes filled, 0 at the end. */
  long entries(long directory, long buffer, long length) {
    return checked("getdents64", call(GETDENTS64, directory, buffer, length, 0, 0));
  }

  /** Keeps this thread on one of the first 64 processors. */
  void runOn(Arena arena, int cpu) {
    long mask = arena.allocateFrom(JAVA_LONG, 1L << cpu).address();
    checked("sched_setaffinity", call(SCHED_SETAFFINITY, 0, JAVA_LONG.byteSize(), mask, 0, 0));
  }

  private long call(long number, long a, long b, long c, long d, long e) {
    try {
      return (long) SYSCALL.invokeExact(state, number, a, b, c, d, e);
    } catch (Throwable impossible) {
      throw new AssertionError("a downcall throws nothing", impossible);
    }
  }

  private long checked(String name, long result) {
    if (result < 0) {
      throw new IllegalStateException(name + " failed with errno " + errno());
    }
    return result;
  }

  private void whole(String name, long length, long result) {
    if (checked(name, result) != length) {
      throw new IllegalStateException(name + " moved " + result + " bytes of " + length);
    }
  }

  private int errno() {
    return state.get(JAVA_INT, 0);
  }
}
