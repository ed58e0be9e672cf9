// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * The attributes of an inode as they were at one instant. Filled by the volume, reused by the
 * caller: one thread at a time.
 */
public final class Attributes {
  /** {@link #dosAttributes()}: nobody has set any. */
  public static final int NO_DOS_ATTRIBUTES = -1;

  long id;
  int mode;
  int links;
  int uid;
  int gid;
  int device;
  long size;
  long allocated;
  int blockSize;
  long atimeSeconds;
  int atimeNanos;
  long mtimeSeconds;
  int mtimeNanos;
  long ctimeSeconds;
  int ctimeNanos;
  long btimeSeconds;
  int btimeNanos;
  int dosAttributes;
  int reparseTag;
  int eaSize;

  /** The inode's number: unique in the volume, never used again. */
  public long id() {
    return id;
  }

  /** File type and permissions, as in {@code st_mode}: see {@link Mode}. */
  public int mode() {
    return mode;
  }

  /** The number of names; for a directory 2 plus the number of its sub-directories. */
  public int links() {
    return links;
  }

  /** The owner. */
  public int uid() {
    return uid;
  }

  /** The group. */
  public int gid() {
    return gid;
  }

  /** The device number of a device node in the kernel's 32-bit encoding, else 0. */
  public int device() {
    return device;
  }

  /** Bytes: the file's length, a symlink's target length, 0 otherwise. */
  public long size() {
    return size;
  }

  /** Bytes of page memory the inode holds. */
  public long allocated() {
    return allocated;
  }

  /** The preferred I/O size in bytes. */
  public int blockSize() {
    return blockSize;
  }

  /** Last access, seconds since the epoch. */
  public long atimeSeconds() {
    return atimeSeconds;
  }

  /** Last access, nanoseconds within the second. */
  public int atimeNanos() {
    return atimeNanos;
  }

  /** Last change of the content, seconds since the epoch. */
  public long mtimeSeconds() {
    return mtimeSeconds;
  }

  /** Last change of the content, nanoseconds within the second. */
  public int mtimeNanos() {
    return mtimeNanos;
  }

  /** Last change of the inode, seconds since the epoch. */
  public long ctimeSeconds() {
    return ctimeSeconds;
  }

  /** Last change of the inode, nanoseconds within the second. */
  public int ctimeNanos() {
    return ctimeNanos;
  }

  /** Creation, seconds since the epoch. */
  public long btimeSeconds() {
    return btimeSeconds;
  }

  /** Creation, nanoseconds within the second. */
  public int btimeNanos() {
    return btimeNanos;
  }

  /**
   * The FILE_ATTRIBUTE_* bits of MS-FSCC 2.6 that were set, or {@link #NO_DOS_ATTRIBUTES}. The
   * extended attribute {@code user.DOSATTRIB} is the same in words: where Samba and Java keep it.
   */
  public int dosAttributes() {
    return dosAttributes;
  }

  /** The tag of the {@linkplain WindowsMetadata#reparseData reparse data}, or 0 without it. */
  public int reparseTag() {
    return reparseTag;
  }

  /**
   * How large Windows calls the extended attributes: for each of {@code user.*} the bytes of its
   * name and value, which is NTFS's 5 + name + value as Windows leaves out {@code user.}
   */
  public int eaSize() {
    return eaSize;
  }
}
