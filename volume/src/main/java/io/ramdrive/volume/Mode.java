// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** The bits of {@code st_mode}, from linux/stat.h. */
public final class Mode {
  /** Mask of the file type. */
  public static final int S_IFMT = 0170000;

  /** Socket. */
  public static final int S_IFSOCK = 0140000;

  /** Symbolic link. */
  public static final int S_IFLNK = 0120000;

  /** Regular file. */
  public static final int S_IFREG = 0100000;

  /** Block device. */
  public static final int S_IFBLK = 0060000;

  /** Directory. */
  public static final int S_IFDIR = 0040000;

  /** Character device. */
  public static final int S_IFCHR = 0020000;

  /** FIFO. */
  public static final int S_IFIFO = 0010000;

  /** Set user id on execution. */
  public static final int S_ISUID = 0004000;

  /** Set group id on execution; on a directory: new entries take its group. */
  public static final int S_ISGID = 0002000;

  /** Group may execute. */
  public static final int S_IXGRP = 0000010;

  /** All bits that chmod can change. */
  public static final int PERMISSIONS = 07777;

  private Mode() {}

  /** The file type's bits of {@code mode}. */
  public static int type(int mode) {
    return mode & S_IFMT;
  }
}
