// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One thread's system calls on the files under one directory. Paths are relative to it, "" is the
 * directory itself. Every call answers the kernel's result, or -errno.
 */
final class RootedCalls implements AutoCloseable {
  /** The most bytes that one call moves. */
  static final int DATA_BYTES = 1 << 20;

  private static final int PATH_BYTES = 8192;
  private static final int AT_FDCWD = LinuxFlags.AT_FDCWD;

  /** linux/time.h. */
  private static final int CLOCK_REALTIME_COARSE = 5;

  /** F_DUPFD of linux/fcntl.h. */
  private static final int F_DUPFD = 0;

  private final String root;
  private final Arena arena = Arena.ofConfined();

  /** Where errno goes: a prefix allocator hands out the same bytes each time. */
  private final SegmentAllocator errno = SegmentAllocator.prefixAllocator(arena.allocate(64, 8));

  private final MemorySegment first = arena.allocate(PATH_BYTES);
  private final MemorySegment second = arena.allocate(PATH_BYTES);
  private final MemorySegment name = arena.allocate(PATH_BYTES);
  private final MemorySegment struct = arena.allocate(Stat.BYTES, 8);
  private final MemorySegment data = arena.allocate(DATA_BYTES, 4096);
  private int user;

  RootedCalls(Path root) {
    this.root = root.toString();
  }

  /** What the calls that move data read from and write to: page aligned. */
  MemorySegment data() {
    return data;
  }

  /** The first {@code length} bytes of the data. */
  byte[] bytes(long length) {
    return data.asSlice(0, length).toArray(JAVA_BYTE);
  }

  long open(String path, int flags, int mode) {
    return call(SystemCall.OPENAT, AT_FDCWD, inRoot(first, path), flags, mode);
  }

  long openAbsolute(String path, int flags) {
    return call(SystemCall.OPENAT, AT_FDCWD, string(first, path), flags, 0);
  }

  long close(int fd) {
    return call(SystemCall.CLOSE, fd);
  }

  long duplicate(int fd) {
    return call(SystemCall.FCNTL, fd, F_DUPFD, 0);
  }

  long read(int fd, int length) {
    return call(SystemCall.READ, fd, data.address(), length);
  }

  long pread(int fd, long offset, int length) {
    return call(SystemCall.PREAD64, fd, data.address(), length, offset);
  }

  long write(int fd, int length) {
    return call(SystemCall.WRITE, fd, data.address(), length);
  }

  long pwrite(int fd, long offset, int length) {
    return call(SystemCall.PWRITE64, fd, data.address(), length, offset);
  }

  /** Reads from a file into any address; a page that cannot be had is EFAULT, not a signal. */
  long preadTo(int fd, long address, int length) {
    return call(SystemCall.PREAD64, fd, address, length, 0);
  }

  /** Writes any memory to a file; a page that cannot be had is EFAULT, not a signal. */
  long pwriteFrom(int fd, long address, int length) {
    return call(SystemCall.PWRITE64, fd, address, length, 0);
  }

  long lseek(int fd, long offset, int whence) {
    return call(SystemCall.LSEEK, fd, offset, whence);
  }

  long ftruncate(int fd, long length) {
    return call(SystemCall.FTRUNCATE, fd, length);
  }

  long truncate(String path, long length) {
    return call(SystemCall.TRUNCATE, inRoot(first, path), length);
  }

  long fallocate(int fd, int mode, long offset, long length) {
    return call(SystemCall.FALLOCATE, fd, mode, offset, length);
  }

  long fsync(int fd) {
    return call(SystemCall.FSYNC, fd);
  }

  long forgetPages(int fd) {
    return call(SystemCall.FADVISE64, fd, 0, 0, LinuxFlags.POSIX_FADV_DONTNEED);
  }

  long copyFileRange(int from, long fromOffset, int to, long toOffset, long length) {
    struct.set(JAVA_LONG, 0, fromOffset);
    struct.set(JAVA_LONG, 8, toOffset);
    return call(
        SystemCall.COPY_FILE_RANGE, from, struct.address(), to, struct.address() + 8, length, 0);
  }

  long sendfile(int to, int from, long offset, long length) {
    struct.set(JAVA_LONG, 0, offset);
    return call(SystemCall.SENDFILE, to, from, struct.address(), length);
  }

  long mkdir(String path, int mode) {
    return call(SystemCall.MKDIRAT, AT_FDCWD, inRoot(first, path), mode);
  }

  long mknod(String path, int mode, long device) {
    return call(SystemCall.MKNODAT, AT_FDCWD, inRoot(first, path), mode, device);
  }

  long unlink(String path) {
    return call(SystemCall.UNLINKAT, AT_FDCWD, inRoot(first, path), 0);
  }

  long rmdir(String path) {
    return call(SystemCall.UNLINKAT, AT_FDCWD, inRoot(first, path), LinuxFlags.AT_REMOVEDIR);
  }

  long rename(String from, String to, int flags) {
    return call(
        SystemCall.RENAMEAT2, AT_FDCWD, inRoot(first, from), AT_FDCWD, inRoot(second, to), flags);
  }

  long link(String from, String to) {
    return call(SystemCall.LINKAT, AT_FDCWD, inRoot(first, from), AT_FDCWD, inRoot(second, to), 0);
  }

  /** Gives an open file a name. */
  long linkDescriptor(int fd, String to) {
    return call(
        SystemCall.LINKAT,
        fd,
        string(first, ""),
        AT_FDCWD,
        inRoot(second, to),
        LinuxFlags.AT_EMPTY_PATH);
  }

  long symlink(String target, String path) {
    return call(SystemCall.SYMLINKAT, string(first, target), AT_FDCWD, inRoot(second, path));
  }

  long readlink(String path) {
    return call(SystemCall.READLINKAT, AT_FDCWD, inRoot(first, path), data.address(), DATA_BYTES);
  }

  long chmod(String path, int mode) {
    return call(SystemCall.FCHMODAT, AT_FDCWD, inRoot(first, path), mode);
  }

  long fchmod(int fd, int mode) {
    return call(SystemCall.FCHMOD, fd, mode);
  }

  long chown(String path, int uid, int gid, int flags) {
    return call(SystemCall.FCHOWNAT, AT_FDCWD, inRoot(first, path), uid, gid, flags);
  }

  /** Sets times; UTIME_NOW and UTIME_OMIT are allowed as nanoseconds. */
  long utimensat(
      String path, long accessSeconds, long accessNanos, long modifySeconds, long modifyNanos) {
    struct.set(JAVA_LONG, 0, accessSeconds);
    struct.set(JAVA_LONG, 8, accessNanos);
    struct.set(JAVA_LONG, 16, modifySeconds);
    struct.set(JAVA_LONG, 24, modifyNanos);
    return call(
        SystemCall.UTIMENSAT,
        AT_FDCWD,
        inRoot(first, path),
        struct.address(),
        LinuxFlags.AT_SYMLINK_NOFOLLOW);
  }

  /** Sets {@code length} bytes of the data as an attribute; never follows a symlink. */
  long setxattr(String path, String attribute, int length, int flags) {
    return call(
        SystemCall.LSETXATTR,
        inRoot(first, path),
        string(name, attribute),
        data.address(),
        length,
        flags);
  }

  long getxattr(String path, String attribute, int capacity) {
    return call(
        SystemCall.LGETXATTR,
        inRoot(first, path),
        string(name, attribute),
        data.address(),
        capacity);
  }

  long listxattr(String path, int capacity) {
    return call(SystemCall.LLISTXATTR, inRoot(first, path), data.address(), capacity);
  }

  long removexattr(String path, String attribute) {
    return call(SystemCall.LREMOVEXATTR, inRoot(first, path), string(name, attribute));
  }

  /** The address, or -errno. */
  long mmap(int fd, long offset, long length, int protection) {
    return call(SystemCall.MMAP, 0, length, protection, LinuxFlags.MAP_SHARED, fd, offset);
  }

  long msync(long address, long length) {
    return call(SystemCall.MSYNC, address, length, LinuxFlags.MS_SYNC);
  }

  long munmap(long address, long length) {
    return call(SystemCall.MUNMAP, address, length);
  }

  /** Stats without following a symlink; 0 when {@link #stat} can be taken. */
  long statPath(String path, int flags) {
    return call(
        SystemCall.STATX,
        AT_FDCWD,
        inRoot(first, path),
        LinuxFlags.AT_SYMLINK_NOFOLLOW | flags,
        LinuxFlags.STATX_BASIC_STATS,
        struct.address());
  }

  long statDescriptor(int fd) {
    return call(
        SystemCall.STATX,
        fd,
        string(first, ""),
        LinuxFlags.AT_EMPTY_PATH,
        LinuxFlags.STATX_BASIC_STATS,
        struct.address());
  }

  /** What the last successful stat call told. */
  Stat stat() {
    return Stat.of(struct);
  }

  /** Fills the data with the next entries of a directory, at most {@code capacity} bytes. */
  long getdents(int fd, int capacity) {
    return call(SystemCall.GETDENTS64, fd, data.address(), capacity);
  }

  /** The extended attributes' names, sorted; empty also when they cannot be listed. */
  List<String> attributes(String path) {
    long length = listxattr(path, DATA_BYTES);
    List<String> names = new ArrayList<>();
    for (long at = 0; at < length; ) {
      String next = data.getString(at, UTF_8);
      names.add(next);
      at += next.getBytes(UTF_8).length + 1;
    }
    names.sort(null);
    return names;
  }

  /** The clock that tmpfs takes times from: it only ticks now and then. */
  Instant coarseTime() {
    call(SystemCall.CLOCK_GETTIME, CLOCK_REALTIME_COARSE, struct.address());
    return Instant.ofEpochSecond(struct.get(JAVA_LONG, 0), struct.get(JAVA_LONG, 8));
  }

  /** Makes the calls that follow as another user, with the group of the same number; 0 is root. */
  void become(int id) {
    user = id;
  }

  /** Makes the calls of {@code work} as root, whoever makes the others. */
  <T> T asRoot(Supplier<T> work) {
    int before = user;
    user = 0;
    try {
      return work.get();
    } finally {
      user = before;
    }
  }

  /**
   * Makes a system call as the user. Root's powers are given up for the call alone: the JVM must
   * stay able to read its own files. Linux keeps credentials per thread.
   */
  private long call(SystemCall call, long... arguments) {
    if (user == 0) {
      return call.tryWith(errno, arguments);
    }
    SystemCall.SETRESGID.with(errno, -1, user, -1);
    SystemCall.SETRESUID.with(errno, -1, user, -1);
    try {
      return call.tryWith(errno, arguments);
    } finally {
      SystemCall.SETRESUID.with(errno, -1, 0, -1);
      SystemCall.SETRESGID.with(errno, -1, 0, -1);
    }
  }

  private long inRoot(MemorySegment memory, String path) {
    return string(memory, root + "/" + (path.isEmpty() ? "." : path));
  }

  private static long string(MemorySegment memory, String text) {
    memory.setString(0, text, UTF_8);
    return memory.address();
  }

  @Override
  public void close() {
    arena.close();
  }
}
