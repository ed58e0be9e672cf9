// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

/** Constants of the kernel's headers, with the headers' names. */
final class LinuxFlags {
  private static final boolean ARM = "aarch64".equals(System.getProperty("os.arch"));

  // asm-generic/fcntl.h; aarch64 has four of its own: arch/arm64/include/uapi/asm/fcntl.h
  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_TRUNC = 01000;
  static final int O_APPEND = 02000;
  static final int O_NONBLOCK = 04000;
  static final int O_DSYNC = 010000;
  static final int O_DIRECT = ARM ? 0200000 : 040000;
  static final int O_DIRECTORY = ARM ? 040000 : 0200000;
  static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;
  static final int O_NOATIME = 01000000;
  static final int O_CLOEXEC = 02000000;
  static final int O_SYNC = 04010000;
  static final int O_PATH = 010000000;
  static final int O_TMPFILE = 020000000 | O_DIRECTORY;

  // linux/fcntl.h
  static final int AT_FDCWD = -100;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_REMOVEDIR = 0x200;
  static final int AT_SYMLINK_FOLLOW = 0x400;
  static final int AT_EMPTY_PATH = 0x1000;
  static final int AT_STATX_FORCE_SYNC = 0x2000;

  // linux/stat.h
  static final int S_IFMT = 0170000;
  static final int S_IFSOCK = 0140000;
  static final int S_IFLNK = 0120000;
  static final int S_IFREG = 0100000;
  static final int S_IFBLK = 0060000;
  static final int S_IFDIR = 0040000;
  static final int S_IFCHR = 0020000;
  static final int S_IFIFO = 0010000;
  static final int S_ISUID = 04000;
  static final int S_ISGID = 02000;
  static final int S_ISVTX = 01000;
  static final int STATX_BASIC_STATS = 0x7ff;
  static final int STATX_BTIME = 0x800;

  /** utimensat: the present. */
  static final long UTIME_NOW = 0x3fffffff;

  /** utimensat: leave as it is. */
  static final long UTIME_OMIT = 0x3ffffffe;

  // linux/fs.h
  static final int RENAME_NOREPLACE = 1;
  static final int RENAME_EXCHANGE = 2;
  static final int RENAME_WHITEOUT = 4;
  static final int SEEK_SET = 0;
  static final int SEEK_CUR = 1;
  static final int SEEK_END = 2;
  static final int SEEK_DATA = 3;
  static final int SEEK_HOLE = 4;

  // linux/falloc.h
  static final int FALLOC_FL_KEEP_SIZE = 0x01;
  static final int FALLOC_FL_PUNCH_HOLE = 0x02;
  static final int FALLOC_FL_COLLAPSE_RANGE = 0x08;
  static final int FALLOC_FL_ZERO_RANGE = 0x10;
  static final int FALLOC_FL_INSERT_RANGE = 0x20;
  static final int FALLOC_FL_UNSHARE_RANGE = 0x40;

  // linux/xattr.h
  static final int XATTR_CREATE = 1;
  static final int XATTR_REPLACE = 2;
  static final int XATTR_SIZE_MAX = 65536;
  static final int XATTR_NAME_MAX = 255;

  // asm-generic/mman-common.h, linux/mman.h
  static final int PROT_READ = 1;
  static final int PROT_WRITE = 2;
  static final int MAP_SHARED = 1;
  static final int MAP_PRIVATE = 2;
  static final int MS_ASYNC = 1;
  static final int MS_SYNC = 4;

  /**
   * posix_fadvise: drop the pages from the kernel's cache. POSIX_FADV_DONTNEED of linux/fadvise.h.
   */
  static final int POSIX_FADV_DONTNEED = 4;

  private LinuxFlags() {}
}
