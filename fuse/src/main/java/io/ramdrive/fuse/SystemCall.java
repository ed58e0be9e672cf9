// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/**
 * System call numbers of the machine this runs on: arch/x86/entry/syscalls/syscall_64.tbl for
 * x86_64, include/uapi/asm-generic/unistd.h for aarch64.
 */
final class SystemCall {
  private static final boolean AARCH64 = isAarch64(System.getProperty("os.arch"));

  static final long READ = number(0, 63);
  static final long WRITE = number(1, 64);
  static final long CLOSE = number(3, 57);
  static final long MMAP = number(9, 222);
  static final long MUNMAP = number(11, 215);
  static final long IOCTL = number(16, 29);
  static final long READV = number(19, 65);
  static final long WRITEV = number(20, 66);
  static final long RECVMSG = number(47, 212);
  static final long SOCKETPAIR = number(53, 199);
  static final long WAIT4 = number(61, 260);
  static final long FCNTL = number(72, 25);
  static final long GETEUID = number(107, 175);
  static final long GETEGID = number(108, 177);
  static final long MOUNT = number(165, 40);
  static final long UMOUNT2 = number(166, 39);
  static final long GETTID = number(186, 178);
  static final long TGKILL = number(234, 131);
  static final long OPENAT = number(257, 56);
  static final long SCHED_SETAFFINITY = number(203, 122);
  static final long SCHED_GETAFFINITY = number(204, 123);
  static final long PIPE2 = number(293, 59);
  static final long STATX = number(332, 291);
  static final long IO_URING_SETUP = number(425, 425);
  static final long IO_URING_ENTER = number(426, 426);

  private SystemCall() {}

  private static long number(int x86, int aarch64) {
    return AARCH64 ? aarch64 : x86;
  }

  /** Rejects a machine whose numbers are not known: a wrong number would call anything. */
  static boolean isAarch64(String architecture) {
    return switch (architecture) {
      case "amd64", "x86_64" -> false;
      case "aarch64" -> true;
      default ->
          throw new UnsatisfiedLinkError(
              "RamDrive cannot mount on "
                  + architecture
                  + ": it knows the system calls of x86_64 and aarch64 only.");
    };
  }
}
