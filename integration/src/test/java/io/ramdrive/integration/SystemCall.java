// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * The system calls that tests make, by number, so that no C library stands between a test and the
 * kernel. Numbers: asm/unistd_64.h (x86-64) and asm-generic/unistd.h (aarch64).
 */
enum SystemCall {
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  FSTAT(5, 80),
  LSEEK(8, 62),
  MMAP(9, 222),
  MUNMAP(11, 215),
  IOCTL(16, 29),
  PREAD64(17, 67),
  PWRITE64(18, 68),
  MSYNC(26, 227),
  SENDFILE(40, 71),
  KILL(62, 129),
  FCNTL(72, 25),
  FLOCK(73, 32),
  FSYNC(74, 82),
  FDATASYNC(75, 83),
  TRUNCATE(76, 45),
  FTRUNCATE(77, 46),
  FCHMOD(91, 52),
  FCHOWN(93, 55),
  UMASK(95, 166),
  GETUID(102, 174),
  SETGROUPS(116, 159),
  SETRESUID(117, 147),
  SETRESGID(119, 149),
  STATFS(137, 43),
  SETXATTR(188, 5),
  LSETXATTR(189, 6),
  FSETXATTR(190, 7),
  GETXATTR(191, 8),
  LGETXATTR(192, 9),
  LISTXATTR(194, 11),
  LLISTXATTR(195, 12),
  REMOVEXATTR(197, 14),
  LREMOVEXATTR(198, 15),
  MOUNT(165, 40),
  GETTID(186, 178),
  GETDENTS64(217, 61),
  FADVISE64(221, 223),
  CLOCK_GETTIME(228, 113),
  OPENAT(257, 56),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  FCHOWNAT(260, 54),
  UNLINKAT(263, 35),
  LINKAT(265, 37),
  SYMLINKAT(266, 36),
  READLINKAT(267, 78),
  FCHMODAT(268, 53),
  FACCESSAT(269, 48),
  PPOLL(271, 73),
  SPLICE(275, 76),
  UTIMENSAT(280, 88),
  FALLOCATE(285, 47),
  SYNCFS(306, 267),
  RENAMEAT2(316, 276),
  COPY_FILE_RANGE(326, 285),
  STATX(332, 291);

  private static final boolean AARCH64 = "aarch64".equals(System.getProperty("os.arch"));

  /** {@code long syscall(long number, ...)} of libc, with the thread's errno. */
  private static final MethodHandle SYSCALL = link();

  private final long number;

  SystemCall(long x86, long aarch64) {
    boolean arm = "aarch64".equals(System.getProperty("os.arch"));
    this.number = arm ? aarch64 : x86;
  }

  private static MethodHandle link() {
    if (!AARCH64 && !"amd64".equals(System.getProperty("os.arch"))) {
      throw new UnsupportedOperationException(
          "the system call numbers of " + System.getProperty("os.arch") + " are not listed here");
    }
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  /** Makes the call; the missing arguments are 0. Returns the result, or -errno. */
  long tryWith(SegmentAllocator memory, long... arguments) {
    MemorySegment state = memory.allocate(Linker.Option.captureStateLayout());
    long[] a = new long[6];
    System.arraycopy(arguments, 0, a, 0, arguments.length);
    long result;
    try {
      result = (long) SYSCALL.invokeExact(state, number, a[0], a[1], a[2], a[3], a[4], a[5]);
    } catch (Throwable impossible) {
      throw new AssertionError("a downcall throws nothing", impossible);
    }
    return result == -1 ? -state.get(JAVA_INT, 0) : result;
  }

  /** Makes the call; the missing arguments are 0. */
  long with(SegmentAllocator memory, long... arguments) {
    long result = tryWith(memory, arguments);
    if (result < 0 && result >= -Errno.LARGEST) {
      throw new PosixException(name().toLowerCase(Locale.ROOT), (int) -result);
    }
    return result;
  }
}
