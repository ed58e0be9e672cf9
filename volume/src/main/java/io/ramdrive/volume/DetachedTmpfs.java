// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A tmpfs that is mounted nowhere: nobody but this process can name its files, and it goes with the
 * process. Its files lie in its root, each named by a number. Every method returns what the system
 * call returns, or the negated error number. Thread-safe.
 */
final class DetachedTmpfs implements AutoCloseable {
  // Of asm-generic/errno-base.h and asm-generic/errno.h.
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int ENXIO = 6;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int EFBIG = 27;
  static final int ENOSPC = 28;
  static final int ENOSYS = 38;
  static final int EOPNOTSUPP = 95;

  // Of asm-generic/fcntl.h; the last is the same on x86_64 and aarch64.
  static final int O_RDWR = 2;
  static final int O_CREAT = 0100;
  static final int O_APPEND = 02000;
  static final int O_NOATIME = 01000000;
  private static final int O_CLOEXEC = 02000000;

  // Of linux/fs.h.
  static final int SEEK_CUR = 1;
  static final int SEEK_DATA = 3;
  static final int SEEK_HOLE = 4;

  // Of linux/mount.h.
  private static final int FSOPEN_CLOEXEC = 1;
  private static final int FSMOUNT_CLOEXEC = 1;
  private static final int FSCONFIG_SET_STRING = 1;
  private static final int FSCONFIG_CMD_CREATE = 6;

  /** STATX_ATIME | STATX_MTIME | STATX_CTIME | STATX_SIZE | STATX_BLOCKS of linux/stat.h. */
  private static final int STATX_CONTENT = 0x20 | 0x40 | 0x80 | 0x200 | 0x400;

  /** AT_SYMLINK_NOFOLLOW of linux/fcntl.h. */
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;

  private static final int FSOPEN = 430;
  private static final int FSCONFIG = 431;
  private static final int FSMOUNT = 432;
  private static final int CLOSE = LinuxSyscall.number(3, 57);
  private static final int LSEEK = LinuxSyscall.number(8, 62);
  private static final int MMAP = LinuxSyscall.number(9, 222);
  private static final int MUNMAP = LinuxSyscall.number(11, 215);
  private static final int WRITE = LinuxSyscall.number(1, 64);
  private static final int PREAD64 = LinuxSyscall.number(17, 67);
  private static final int PWRITE64 = LinuxSyscall.number(18, 68);
  private static final int FTRUNCATE = LinuxSyscall.number(77, 46);
  private static final int FSTATFS = LinuxSyscall.number(138, 44);
  private static final int OPENAT = LinuxSyscall.number(257, 56);
  private static final int UNLINKAT = LinuxSyscall.number(263, 35);
  private static final int UTIMENSAT = LinuxSyscall.number(280, 88);
  private static final int FALLOCATE = LinuxSyscall.number(285, 47);
  private static final int COPY_FILE_RANGE = LinuxSyscall.number(326, 285);
  private static final int STATX = LinuxSyscall.number(332, 291);

  /** PROT_READ | PROT_WRITE of asm-generic/mman-common.h. */
  private static final int PROT_READ_WRITE = 1 | 2;

  /** MAP_SHARED of linux/mman.h. */
  private static final int MAP_SHARED = 1;

  private final ThreadLocal<TmpfsScratch> scratch = ThreadLocal.withInitial(TmpfsScratch::new);

  /** -1, which no system call accepts, when closed. */
  private volatile int mount;

  private DetachedTmpfs(int mount) {
    this.mount = mount;
  }

  /**
   * Makes one.
   *
   * @param capacity how many bytes its files can hold
   * @param hugePages whether a file has pages of up to 2 MiB, none of which reaches beyond its size
   * @throws IllegalStateException when that cannot be, in a sentence for users
   */
  static DetachedTmpfs create(long capacity, boolean hugePages) {
    try (Arena arena = Arena.ofConfined()) {
      int context =
          check(
              LinuxSyscall.call(
                  FSOPEN, arena.allocateFrom("tmpfs").address(), FSOPEN_CLOEXEC, 0, 0));
      try {
        set(context, "size", Long.toString(capacity), arena);
        set(context, "nr_inodes", "0", arena); // the volume counts them
        set(context, "mode", "0700", arena);
        if (hugePages) {
          setHugePages(context, arena);
        }
        check(LinuxSyscall.call(FSCONFIG, context, FSCONFIG_CMD_CREATE, 0, 0, 0, 0));
        return new DetachedTmpfs(check(LinuxSyscall.call(FSMOUNT, context, FSMOUNT_CLOEXEC, 0, 0)));
      } finally {
        LinuxSyscall.call(CLOSE, context);
      }
    }
  }

  private static void set(int context, String key, String value, Arena arena) {
    check(trySet(context, key, value, arena));
  }

  private static long trySet(int context, String key, String value, Arena arena) {
    return LinuxSyscall.call(
        FSCONFIG,
        context,
        FSCONFIG_SET_STRING,
        arena.allocateFrom(key).address(),
        arena.allocateFrom(value).address(),
        0,
        0);
  }

  private static void setHugePages(int context, Arena arena) {
    if (trySet(context, "huge", "within_size", arena) < 0) {
      throw new IllegalStateException(
          "This kernel has no large pages for a tmpfs; leave out page-size-kb.");
    }
  }

  private static int check(long result) {
    if (result >= 0) {
      return (int) result;
    }
    String advice =
        switch ((int) -result) {
          case EPERM -> "only root may make one; run it as root, or use --data-path served";
          case ENODEV -> "this kernel has no tmpfs; use --data-path served";
          case ENOSYS ->
              "this kernel has no fsopen(2), or a container forbids it; use --data-path served";
          default -> "use --data-path served";
        };
    throw new IllegalStateException(
        "The kernel refuses the tmpfs that passthrough keeps content in (errno "
            + -result
            + "): "
            + advice
            + ".");
  }

  /** The file descriptor of the root. */
  int root() {
    return mount;
  }

  /** The calling thread's memory for the arguments and results of system calls. */
  TmpfsScratch scratch() {
    return scratch.get();
  }

  /**
   * Opens the file of this number for reading and writing.
   *
   * @param flags more flags of open(2)
   */
  int open(long number, int flags) {
    return (int)
        LinuxSyscall.call(OPENAT, mount, scratch().name(number), O_RDWR | O_CLOEXEC | flags, 0600);
  }

  static void close(int fd) {
    LinuxSyscall.call(CLOSE, fd);
  }

  int unlink(long number) {
    return (int) LinuxSyscall.call(UNLINKAT, mount, scratch().name(number), 0, 0);
  }

  /** The size, blocks and times of a file, in the calling thread's {@link #scratch()}. */
  TmpfsScratch stat(long number) {
    TmpfsScratch into = scratch();
    long result =
        LinuxSyscall.call(
            STATX,
            mount,
            into.name(number),
            AT_SYMLINK_NOFOLLOW,
            STATX_CONTENT,
            into.statx.address(),
            0);
    if (result < 0) {
      throw failure("statx", result);
    }
    return into;
  }

  /** Sets both times of the file. */
  int utimens(long number, long atimeSeconds, int atimeNanos, long mtimeSeconds, int mtimeNanos) {
    TmpfsScratch with = scratch();
    with.longs.set(JAVA_LONG, 0, atimeSeconds);
    with.longs.set(JAVA_LONG, 8, atimeNanos);
    with.longs.set(JAVA_LONG, 16, mtimeSeconds);
    with.longs.set(JAVA_LONG, 24, mtimeNanos);
    return (int) LinuxSyscall.call(UTIMENSAT, mount, with.name(number), with.longs.address(), 0);
  }

  static long pread(int fd, long address, long length, long offset) {
    return LinuxSyscall.call(PREAD64, fd, address, length, offset);
  }

  static long pwrite(int fd, long address, long length, long offset) {
    return LinuxSyscall.call(PWRITE64, fd, address, length, offset);
  }

  static long write(int fd, long address, long length) {
    return LinuxSyscall.call(WRITE, fd, address, length, 0);
  }

  static int ftruncate(int fd, long size) {
    return (int) LinuxSyscall.call(FTRUNCATE, fd, size, 0, 0);
  }

  /** Called again where a signal to the thread has ended it. */
  static int fallocate(int fd, int mode, long offset, long length) {
    long result;
    do {
      result = LinuxSyscall.call(FALLOCATE, fd, mode, offset, length);
    } while (result == -EINTR);
    return (int) result;
  }

  static long lseek(int fd, long offset, int whence) {
    return LinuxSyscall.call(LSEEK, fd, offset, whence, 0);
  }

  long copy(int from, long fromOffset, int to, long toOffset, long length) {
    MemorySegment offsets = scratch().longs;
    offsets.set(JAVA_LONG, 0, fromOffset);
    offsets.set(JAVA_LONG, 8, toOffset);
    return LinuxSyscall.call(
        COPY_FILE_RANGE, from, offsets.address(), to, offsets.address() + 8, length, 0);
  }

  static long map(int fd, long offset, long length) {
    return LinuxSyscall.call(MMAP, 0, length, PROT_READ_WRITE, MAP_SHARED, fd, offset);
  }

  static void unmap(long address, long length) {
    LinuxSyscall.call(MUNMAP, address, length, 0, 0);
  }

  /** Fills in the capacity and how much of it is used. */
  void statistics(VolumeStatistics into) {
    MemorySegment statfs = scratch().statx;
    long result = LinuxSyscall.call(FSTATFS, mount, statfs.address(), 0, 0);
    if (result < 0) {
      throw failure("fstatfs", result);
    }
    // struct statfs of asm-generic/statfs.h: f_bsize, f_blocks, f_bfree, 8 bytes each from 8 on.
    long blockSize = statfs.get(JAVA_LONG, 8);
    into.capacity = statfs.get(JAVA_LONG, 16) * blockSize;
    into.used = into.capacity - statfs.get(JAVA_LONG, 24) * blockSize;
  }

  /** What to throw where a call has failed that cannot. */
  static IllegalStateException failure(String call, long result) {
    return new IllegalStateException(
        "The content of a file is out of reach (" + call + ": errno " + -result + ").");
  }

  /** Files that are open or mapped live on. */
  @Override
  public void close() {
    int open = mount;
    mount = -1;
    close(open);
  }
}
