// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/** {@code open_flags} of fuse_open_out, FOPEN_* of include/uapi/linux/fuse.h. */
final class OpenFlags {
  /** Reads and writes bypass the page cache. */
  static final int FOPEN_DIRECT_IO = 1;

  /** Cached pages survive this open. */
  static final int FOPEN_KEEP_CACHE = 1 << 1;

  /** The listing of the directory may be kept. */
  static final int FOPEN_CACHE_DIR = 1 << 3;

  /** No FLUSH when a program closes it. */
  static final int FOPEN_NOFLUSH = 1 << 5;

  /** With FOPEN_DIRECT_IO: several writes to one file at a time. */
  static final int FOPEN_PARALLEL_DIRECT_WRITES = 1 << 6;

  /** The kernel reads and writes the file of {@code backing_id}. */
  static final int FOPEN_PASSTHROUGH = 1 << 7;

  private OpenFlags() {}
}
