// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Linux system calls. One instance per thread: it owns the memory that errno is captured in.
 *
 * <p>All of them go through one downcall handle, that of libc's {@code syscall}: linking costs
 * about 5 ms for each distinct shape, and most of the time that a mount takes would be that.
 *
 * <p>Every method returns what the system call returns, or the negated error number. Addresses are
 * plain numbers; memory must stay alive until the call returns.
 */
final class Syscalls {
  /** PROT_READ | PROT_WRITE of asm-generic/mman-common.h. */
  private static final int PROT_READ_WRITE = 1 | 2;

  /** MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE of asm-generic/mman.h. */
  private static final int MAP_LAZY = 0x02 | 0x20 | 0x4000;

  /** MAP_SHARED | MAP_POPULATE of asm-generic/mman.h. */
  private static final int MAP_SHARED_NOW = 0x01 | 0x8000;

  /** Paths are relative to the working directory: include/uapi/linux/fcntl.h. */
  private static final int AT_FDCWD = -100;

  private static final MethodHandle SYSCALL = link();

  private final MemorySegment errno = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());

  private static MethodHandle link() {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new UnsatisfiedLinkError("RamDrive mounts through FUSE on Linux only.");
    }
    try {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          Linker.Option.firstVariadicArg(1),
          Linker.Option.captureCallState("errno"));
    } catch (IllegalCallerException refused) {
      String module = Syscalls.class.getModule().isNamed() ? "io.ramdrive.fuse" : "ALL-UNNAMED";
      LinkageError error =
          new UnsatisfiedLinkError(
              "RamDrive may not call native code in this JVM; start it with"
                  + " --enable-native-access="
                  + module);
      error.initCause(refused);
      throw error;
    }
  }

  private long call(long number, long a, long b, long c, long d, long e, long f) {
    long result;
    try {
      result = (long) SYSCALL.invokeExact(errno, number, a, b, c, d, e, f);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
    return result == -1 ? -errno.get(JAVA_INT, 0) : result;
  }

  long read(int fd, long address, long length) {
    return call(SystemCall.READ, fd, address, length, 0, 0, 0);
  }

  long write(int fd, long address, long length) {
    return call(SystemCall.WRITE, fd, address, length, 0, 0, 0);
  }

  long readv(int fd, long iovecs, int count) {
    return call(SystemCall.READV, fd, iovecs, count, 0, 0, 0);
  }

  long writev(int fd, long iovecs, int count) {
    return call(SystemCall.WRITEV, fd, iovecs, count, 0, 0, 0);
  }

  int close(int fd) {
    return (int) call(SystemCall.CLOSE, fd, 0, 0, 0, 0, 0);
  }

  /** Opens a file that exists; {@code path} ends in NUL. */
  int open(long path, int flags) {
    return (int) call(SystemCall.OPENAT, AT_FDCWD, path, flags, 0, 0, 0);
  }

  int ioctl(int fd, int request, long argument) {
    return (int) call(SystemCall.IOCTL, fd, Integer.toUnsignedLong(request), argument, 0, 0, 0);
  }

  int fcntl(int fd, int command, int argument) {
    return (int) call(SystemCall.FCNTL, fd, command, argument, 0, 0, 0);
  }

  /** Maps zeroed memory that costs nothing until it is touched. */
  long mmapLazily(long length) {
    return call(SystemCall.MMAP, 0, length, PROT_READ_WRITE, MAP_LAZY, -1, 0);
  }

  /** Maps memory that the kernel shares, at {@code offset} of the file. */
  long mmapShared(int fd, long offset, long length) {
    return call(SystemCall.MMAP, 0, length, PROT_READ_WRITE, MAP_SHARED_NOW, fd, offset);
  }

  int munmap(long address, long length) {
    return (int) call(SystemCall.MUNMAP, address, length, 0, 0, 0, 0);
  }

  int mount(long source, long target, long type, long flags, long data) {
    return (int) call(SystemCall.MOUNT, source, target, type, flags, data, 0);
  }

  int umount2(long target, int flags) {
    return (int) call(SystemCall.UMOUNT2, target, flags, 0, 0, 0, 0);
  }

  int statx(long path, int flags, int mask, long into) {
    return (int) call(SystemCall.STATX, AT_FDCWD, path, flags, mask, into, 0);
  }

  int geteuid() {
    return (int) call(SystemCall.GETEUID, 0, 0, 0, 0, 0, 0);
  }

  int getegid() {
    return (int) call(SystemCall.GETEGID, 0, 0, 0, 0, 0, 0);
  }

  int gettid() {
    return (int) call(SystemCall.GETTID, 0, 0, 0, 0, 0, 0);
  }

  int tgkill(int pid, int tid, int signal) {
    return (int) call(SystemCall.TGKILL, pid, tid, signal, 0, 0, 0);
  }

  int ioUringSetup(int entries, long params) {
    return (int) call(SystemCall.IO_URING_SETUP, entries, params, 0, 0, 0, 0);
  }

  int ioUringEnter(int fd, int submit, int minComplete, int flags) {
    return (int) call(SystemCall.IO_URING_ENTER, fd, submit, minComplete, flags, 0, 0);
  }

  /** Of the calling thread; {@code mask} has a bit for each processor. */
  int schedSetaffinity(int size, long mask) {
    return (int) call(SystemCall.SCHED_SETAFFINITY, 0, size, mask, 0, 0, 0);
  }

  /** Returns how many bytes of {@code mask} it has filled. */
  int schedGetaffinity(int pid, int size, long mask) {
    return (int) call(SystemCall.SCHED_GETAFFINITY, pid, size, mask, 0, 0, 0);
  }

  /** Makes two connected sockets; {@code pair} receives their two ints. */
  int socketpair(int domain, int type, long pair) {
    return (int) call(SystemCall.SOCKETPAIR, domain, type, 0, pair, 0, 0);
  }

  long recvmsg(int socket, long message, int flags) {
    return call(SystemCall.RECVMSG, socket, message, flags, 0, 0, 0);
  }

  /** Makes a pipe; {@code pair} receives the read end, then the write end. */
  int pipe2(long pair, int flags) {
    return (int) call(SystemCall.PIPE2, pair, flags, 0, 0, 0, 0);
  }

  /** Waits for the child {@code pid}; {@code status} receives its int. */
  int wait4(int pid, long status) {
    return (int) call(SystemCall.WAIT4, pid, status, 0, 0, 0, 0);
  }
}
