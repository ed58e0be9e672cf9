// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/**
 * What a kernel and a FUSE server agree on, FUSE_* of include/uapi/linux/fuse.h. Bits 32 and up
 * travel in {@code flags2} of fuse_init_in and fuse_init_out.
 */
final class InitFlags {
  /** Several reads of one file at a time. */
  static final long ASYNC_READ = 1L;

  /** POSIX locks are asked of the server. */
  static final long POSIX_LOCKS = 1L << 1;

  /** O_TRUNC comes with OPEN, not as a SETATTR behind it. */
  static final long ATOMIC_O_TRUNC = 1L << 3;

  /** The server looks up "." and "..", so that file handles (NFS) can be opened. */
  static final long EXPORT_SUPPORT = 1L << 4;

  /** Writes of more than one page. */
  static final long BIG_WRITES = 1L << 5;

  /** The server takes the umask off, which it can only when it knows the default ACL. */
  static final long DONT_MASK = 1L << 6;

  /** BSD locks are asked of the server. */
  static final long FLOCK_LOCKS = 1L << 10;

  /** Cached pages are dropped when an answer shows another time or size. */
  static final long AUTO_INVAL_DATA = 1L << 12;

  /** READDIRPLUS: entries and attributes in one answer. */
  static final long DO_READDIRPLUS = 1L << 13;

  /** READDIRPLUS only where attributes seem to be wanted. */
  static final long READDIRPLUS_AUTO = 1L << 14;

  /** The pieces of a large direct read or write are under way together. */
  static final long ASYNC_DIO = 1L << 15;

  /** The kernel keeps written pages back and owns sizes and times. */
  static final long WRITEBACK_CACHE = 1L << 16;

  /** ENOSYS to OPEN means: never ask again, no RELEASE either. */
  static final long NO_OPEN_SUPPORT = 1L << 17;

  /** Lookups and listings of one directory at a time. */
  static final long PARALLEL_DIROPS = 1L << 18;

  /** ACLs are kept as extended attributes and checked by the kernel. */
  static final long POSIX_ACL = 1L << 20;

  /** A read of the device tells an abort (ECONNABORTED) from an unmount (ENODEV). */
  static final long ABORT_ERROR = 1L << 21;

  /** {@code max_pages} of fuse_init_out counts. */
  static final long MAX_PAGES = 1L << 22;

  /** Targets of symlinks are kept. */
  static final long CACHE_SYMLINKS = 1L << 23;

  /** ENOSYS to OPENDIR means: never ask again, no RELEASEDIR either. */
  static final long NO_OPENDIR_SUPPORT = 1L << 24;

  /** Cached pages are dropped only when the server says so. */
  static final long EXPLICIT_INVAL_DATA = 1L << 25;

  /** The server clears setuid, setgid and capabilities when asked, so no GETXATTR per write. */
  static final long HANDLE_KILLPRIV_V2 = 1L << 28;

  /** fuse_setxattr_in has its long form. */
  static final long SETXATTR_EXT = 1L << 29;

  /** {@code flags2} counts. */
  static final long INIT_EXT = 1L << 30;

  /** Shared mmap of files opened with FOPEN_DIRECT_IO. */
  static final long DIRECT_IO_ALLOW_MMAP = 1L << 36;

  /** The kernel reads and writes files that the server gives it by itself. */
  static final long PASSTHROUGH = 1L << 37;

  /** Requests come through io_uring. */
  static final long OVER_IO_URING = 1L << 41;

  private InitFlags() {}
}
