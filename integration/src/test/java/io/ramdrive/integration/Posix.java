// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.AT_EMPTY_PATH;
import static io.ramdrive.integration.LinuxFlags.AT_FDCWD;
import static io.ramdrive.integration.LinuxFlags.AT_REMOVEDIR;
import static io.ramdrive.integration.LinuxFlags.AT_SYMLINK_NOFOLLOW;
import static io.ramdrive.integration.LinuxFlags.O_CLOEXEC;
import static io.ramdrive.integration.LinuxFlags.STATX_BASIC_STATS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Raw Linux system calls, one method each: what a test asks is what the kernel gets. A call that
 * fails throws {@link PosixException}. Names that are no Java strings go as bytes to the calls that
 * end in {@code at}. Any thread.
 */
final class Posix {
  /** What a test does that may fail. */
  interface Attempt {
    void run();
  }

  private Posix() {}

  /** The name of the error that {@code attempt} fails with, or {@code OK}. */
  static String errno(Attempt attempt) {
    try {
      attempt.run();
      return "OK";
    } catch (PosixException e) {
      return e.errno();
    }
  }

  static int open(Path path, int flags) {
    return openat(AT_FDCWD, bytes(path), flags, 0);
  }

  static int open(Path path, int flags, int mode) {
    return openat(AT_FDCWD, bytes(path), flags, mode);
  }

  static int openat(int dir, byte[] name, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) SystemCall.OPENAT.with(arena, dir, c(arena, name), flags | O_CLOEXEC, mode);
    }
  }

  static void close(int fd) {
    plain(SystemCall.CLOSE, fd);
  }

  /** Reads up to {@code length} bytes; shorter when the kernel gave fewer. */
  static byte[] read(int fd, int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(length, 4096);
      long count = SystemCall.READ.with(arena, fd, buffer.address(), length);
      return buffer.asSlice(0, count).toArray(JAVA_BYTE);
    }
  }

  /** Reads up to {@code length} bytes at {@code offset}; page-aligned memory, for O_DIRECT. */
  static byte[] pread(int fd, int length, long offset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(length, 4096);
      long count = SystemCall.PREAD64.with(arena, fd, buffer.address(), length, offset);
      return buffer.asSlice(0, count).toArray(JAVA_BYTE);
    }
  }

  static int write(int fd, byte[] data) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) SystemCall.WRITE.with(arena, fd, copy(arena, data), data.length);
    }
  }

  static int pwrite(int fd, byte[] data, long offset) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) SystemCall.PWRITE64.with(arena, fd, copy(arena, data), data.length, offset);
    }
  }

  static long lseek(int fd, long offset, int whence) {
    return plain(SystemCall.LSEEK, fd, offset, whence);
  }

  static void fsync(int fd) {
    plain(SystemCall.FSYNC, fd);
  }

  static void fdatasync(int fd) {
    plain(SystemCall.FDATASYNC, fd);
  }

  static void ftruncate(int fd, long size) {
    plain(SystemCall.FTRUNCATE, fd, size);
  }

  static void truncate(Path path, long size) {
    onPath(SystemCall.TRUNCATE, path, size);
  }

  static void fallocate(int fd, int mode, long offset, long length) {
    plain(SystemCall.FALLOCATE, fd, mode, offset, length);
  }

  /** Tells the kernel how the file will be used (POSIX_FADV_*). */
  static void fadvise(int fd, int advice) {
    plain(SystemCall.FADVISE64, fd, 0, 0, advice);
  }

  /** Copies between files at explicit offsets; returns the number of bytes. */
  static long copyFileRange(int in, long inOffset, int out, long outOffset, long length) {
    try (Arena arena = Arena.ofConfined()) {
      long from = arena.allocateFrom(JAVA_LONG, inOffset).address();
      long to = arena.allocateFrom(JAVA_LONG, outOffset).address();
      return SystemCall.COPY_FILE_RANGE.with(arena, in, from, out, to, length, 0);
    }
  }

  static void rename(Path from, Path to) {
    renameat2(from, to, 0);
  }

  static void renameat2(Path from, Path to, int flags) {
    renameat2(AT_FDCWD, bytes(from), bytes(to), flags);
  }

  static void renameat2(int dir, byte[] from, byte[] to, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      SystemCall.RENAMEAT2.with(arena, dir, c(arena, from), dir, c(arena, to), flags);
    }
  }

  static void link(Path existing, Path added) {
    linkat(AT_FDCWD, bytes(existing), bytes(added), 0);
  }

  static void linkat(int dir, byte[] existing, byte[] added, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      SystemCall.LINKAT.with(arena, dir, c(arena, existing), AT_FDCWD, c(arena, added), flags);
    }
  }

  static void symlink(String target, Path link) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
      SystemCall.SYMLINKAT.with(arena, c(arena, bytes), AT_FDCWD, c(arena, bytes(link)));
    }
  }

  static String readlink(Path link) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(8192);
      long length =
          SystemCall.READLINKAT.with(
              arena, AT_FDCWD, c(arena, bytes(link)), buffer.address(), buffer.byteSize());
      return new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }
  }

  static void unlink(Path path) {
    unlinkat(AT_FDCWD, bytes(path), 0);
  }

  static void rmdir(Path path) {
    unlinkat(AT_FDCWD, bytes(path), AT_REMOVEDIR);
  }

  static void unlinkat(int dir, byte[] name, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      SystemCall.UNLINKAT.with(arena, dir, c(arena, name), flags);
    }
  }

  static void mkdir(Path path, int mode) {
    atPath(SystemCall.MKDIRAT, path, mode);
  }

  static void mknod(Path path, int mode, int major, int minor) {
    long device = (minor & 0xff) | (long) major << 8 | (minor & ~0xffL) << 12;
    atPath(SystemCall.MKNODAT, path, mode, device);
  }

  static void chmod(Path path, int mode) {
    atPath(SystemCall.FCHMODAT, path, mode);
  }

  static void fchmod(int fd, int mode) {
    plain(SystemCall.FCHMOD, fd, mode);
  }

  /** Changes owner and group; -1 leaves one as it is. Symlinks are followed. */
  static void chown(Path path, int uid, int gid) {
    atPath(SystemCall.FCHOWNAT, path, uid, gid, 0);
  }

  static void lchown(Path path, int uid, int gid) {
    atPath(SystemCall.FCHOWNAT, path, uid, gid, AT_SYMLINK_NOFOLLOW);
  }

  static void fchown(int fd, int uid, int gid) {
    plain(SystemCall.FCHOWN, fd, uid, gid);
  }

  /** Whether the caller's real user may read (4), write (2), execute (1). */
  static void access(Path path, int mode) {
    atPath(SystemCall.FACCESSAT, path, mode);
  }

  /** Sets both times; {@code nanos} may be UTIME_NOW or UTIME_OMIT. */
  static void utimensat(
      Path path, long atime, long atimeNanos, long mtime, long mtimeNanos, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      long times = arena.allocateFrom(JAVA_LONG, atime, atimeNanos, mtime, mtimeNanos).address();
      SystemCall.UTIMENSAT.with(arena, AT_FDCWD, c(arena, bytes(path)), times, flags);
    }
  }

  /** Sets both times to the present, as utimensat without times does. */
  static void touch(Path path) {
    atPath(SystemCall.UTIMENSAT, path, 0, 0);
  }

  static void utimes(Path path, Instant atime, Instant mtime) {
    utimensat(
        path, atime.getEpochSecond(), atime.getNano(), mtime.getEpochSecond(), mtime.getNano(), 0);
  }

  /** Attributes of what the path leads to. */
  static Stat stat(Path path) {
    return statx(AT_FDCWD, bytes(path), 0, STATX_BASIC_STATS);
  }

  /** Attributes of the path itself, be it a symlink. */
  static Stat lstat(Path path) {
    return statx(AT_FDCWD, bytes(path), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS);
  }

  /** Attributes of an open file, by statx. */
  static Stat stat(int fd) {
    return statx(fd, new byte[0], AT_EMPTY_PATH, STATX_BASIC_STATS);
  }

  static Stat statx(int dir, byte[] name, int flags, int mask) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statx = arena.allocate(Stat.BYTES, 8);
      SystemCall.STATX.with(arena, dir, c(arena, name), flags, mask, statx.address());
      return Stat.of(statx);
    }
  }

  /** The size as the older fstat tells it: st_size is at 48 on x86-64 and aarch64. */
  static long fstatSize(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stat = arena.allocate(144, 8);
      SystemCall.FSTAT.with(arena, fd, stat.address());
      return stat.get(JAVA_LONG, 48);
    }
  }

  static boolean exists(Path path) {
    String errno = errno(() -> lstat(path));
    if (!errno.equals("OK") && !errno.equals("ENOENT")) {
      throw new AssertionError("lstat " + path + ": " + errno);
    }
    return errno.equals("OK");
  }

  static StatFs statfs(Path path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statfs = arena.allocate(StatFs.BYTES, 8);
      SystemCall.STATFS.with(arena, c(arena, bytes(path)), statfs.address());
      return StatFs.of(statfs);
    }
  }

  static long ioctl(int fd, long request, long argument) {
    return plain(SystemCall.IOCTL, fd, request, argument);
  }

  static void kill(long pid, int signal) {
    plain(SystemCall.KILL, pid, signal);
  }

  /** The bytes of a path. */
  static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A C string. */
  static long c(SegmentAllocator memory, byte[] name) {
    return copy(memory, Arrays.copyOf(name, name.length + 1));
  }

  static long copy(SegmentAllocator memory, byte @Nullable [] data) {
    if (data == null) {
      return 0;
    }
    MemorySegment segment = memory.allocate(Math.max(data.length, 1), 4096);
    MemorySegment.copy(data, 0, segment, JAVA_BYTE, 0, data.length);
    return segment.address();
  }

  private static long plain(SystemCall call, long... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      return call.with(arena, arguments);
    }
  }

  private static void onPath(SystemCall call, Path path, long argument) {
    try (Arena arena = Arena.ofConfined()) {
      call.with(arena, c(arena, bytes(path)), argument);
    }
  }

  private static void atPath(SystemCall call, Path path, long... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      long[] all = new long[arguments.length + 2];
      all[0] = AT_FDCWD;
      all[1] = c(arena, bytes(path));
      System.arraycopy(arguments, 0, all, 2, arguments.length);
      call.with(arena, all);
    }
  }
}
