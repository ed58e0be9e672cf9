// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory. All methods may be called by any number of threads, each with a {@link
 * Call} of its own; none checks permissions, that is the view's part.
 *
 * <p>An operation that fails changes nothing, unless it says otherwise.
 */
public final class Volume implements AutoCloseable {
  /** The id of the root directory: FUSE_ROOT_ID of linux/fuse.h. */
  public static final long ROOT_ID = 1;

  /** The longest target of a symlink, in bytes: PATH_MAX of linux/limits.h less the NUL. */
  public static final int MAX_TARGET_LENGTH = 4095;

  /** The largest extended attribute, in bytes: XATTR_SIZE_MAX of linux/limits.h. */
  public static final int MAX_XATTR_SIZE = 65536;

  /**
   * {@link #rename}: fail with EXISTS when the new name is taken. RENAME_NOREPLACE of linux/fs.h.
   */
  public static final int RENAME_NOREPLACE = 1;

  /** {@link #rename}: the two names change places. RENAME_EXCHANGE of linux/fs.h. */
  public static final int RENAME_EXCHANGE = 2;

  /**
   * {@link #rename}: leave a whiteout (character device 0:0) at the old name. RENAME_WHITEOUT of
   * linux/fs.h.
   */
  public static final int RENAME_WHITEOUT = 4;

  /**
   * {@link #fallocate}: the length stays. FALLOC_FL_KEEP_SIZE of linux/falloc.h; the next four are
   * from there too.
   */
  public static final int FALLOC_FL_KEEP_SIZE = 1;

  /** {@link #fallocate}: make a hole. Needs KEEP_SIZE. */
  public static final int FALLOC_FL_PUNCH_HOLE = 2;

  /** {@link #fallocate}: cut the range out, the rest moves down. */
  public static final int FALLOC_FL_COLLAPSE_RANGE = 8;

  /** {@link #fallocate}: make the range read as zeros and keep its pages reserved. */
  public static final int FALLOC_FL_ZERO_RANGE = 16;

  /** {@link #fallocate}: push a hole in, the rest moves up. */
  public static final int FALLOC_FL_INSERT_RANGE = 32;

  /**
   * {@link #setxattr}: fail with EXISTS when the attribute exists. XATTR_CREATE of linux/xattr.h.
   */
  public static final int XATTR_CREATE = 1;

  /**
   * {@link #setxattr}: fail with NO_DATA when the attribute does not exist. XATTR_REPLACE of
   * linux/xattr.h.
   */
  public static final int XATTR_REPLACE = 2;

  /** Makes an empty volume. */
  public static Volume create(VolumeOptions options) {
    throw new UnsupportedOperationException();
  }

  /** The root directory; it lives as long as the volume. */
  public Inode root() {
    throw new UnsupportedOperationException();
  }

  /**
   * The live inode with this id, or null. A caller that does not hold the inode must {@link
   * Inode#tryRetain()} it before use.
   */
  public @Nullable Inode inode(long id) {
    throw new UnsupportedOperationException();
  }

  /** Fills {@code into}. Never blocks. */
  public void statistics(VolumeStatistics into) {
    throw new UnsupportedOperationException();
  }

  /** The size of a page, in bytes. */
  public int pageSize() {
    throw new UnsupportedOperationException();
  }

  /**
   * Finds {@code call.name()} in {@code dir}, also {@code .} and {@code ..}; hands out the inode
   * and its attributes.
   */
  public Status lookup(Call call, Inode dir) {
    throw new UnsupportedOperationException();
  }

  /** Fills {@code call.attributes()}. */
  public Status getattr(Call call, Inode inode) {
    throw new UnsupportedOperationException();
  }

  /** Changes attributes; fills {@code call.attributes()} with those after the change. */
  public Status setattr(Call call, Inode inode, AttributeChange change) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the inode {@code call.name()} in {@code dir}: a regular file, directory, FIFO, socket or
   * device node, as the type bits of {@code mode} say (0 = regular file). Hands out the inode and
   * its attributes.
   *
   * @param device the device number of a device node, else 0
   */
  public Status create(Call call, Inode dir, int mode, int device) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a regular file without a name in the file system of {@code dir}; hands out the inode and
   * its attributes. It is freed with its last holder unless linked.
   */
  public Status tmpfile(Call call, Inode dir, int mode) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the symlink {@code call.name()} in {@code dir}; hands out the inode and its attributes.
   */
  public Status symlink(Call call, Inode dir, MemorySegment target, long offset, int length) {
    throw new UnsupportedOperationException();
  }

  /**
   * The target of a symlink; not to be changed. Empty for any other inode (its {@link Inode#type()}
   * tells).
   */
  public byte[] readlink(Call call, Inode symlink) {
    throw new UnsupportedOperationException();
  }

  /**
   * Gives {@code inode} the further name {@code call.name()} in {@code dir}; hands it out again,
   * with its attributes.
   */
  public Status link(Call call, Inode inode, Inode dir) {
    throw new UnsupportedOperationException();
  }

  /** Removes the name {@code call.name()} of anything but a directory. */
  public Status unlink(Call call, Inode dir) {
    throw new UnsupportedOperationException();
  }

  /** Removes the empty directory {@code call.name()}. */
  public Status rmdir(Call call, Inode dir) {
    throw new UnsupportedOperationException();
  }

  /**
   * Renames {@code call.name()} in {@code dir} to {@code call.newName()} in {@code newDir},
   * replacing what is there unless {@code flags} (RENAME_*) say otherwise. Atomic.
   */
  public Status rename(Call call, Inode dir, Inode newDir, int flags) {
    throw new UnsupportedOperationException();
  }

  /**
   * Gives the entries of {@code dir} behind {@code position} (0 = from the start) to {@code
   * visitor}.
   */
  public Status readdir(Call call, Inode dir, long position, DirectoryVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads up to {@code length} bytes at {@code offset}: {@code sink} gets the memory itself. {@code
   * call.count()} is the number of bytes.
   */
  public Status read(Call call, Inode file, long offset, int length, ExtentSink sink) {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes {@code length} bytes of {@code source} at {@code offset}. {@code call.count()} is the
   * number of bytes written: fewer when the volume is full, and {@link Status#NO_SPACE} only when
   * none could be.
   */
  public Status write(
      Call call,
      Inode file,
      long offset,
      MemorySegment source,
      long sourceOffset,
      int length,
      boolean killPrivileges) {
    throw new UnsupportedOperationException();
  }

  /**
   * Allocates, zeroes, punches, collapses or inserts a range of bytes, as {@code mode}
   * (FALLOC_FL_*) says.
   */
  public Status fallocate(Call call, Inode file, int mode, long offset, long length) {
    throw new UnsupportedOperationException();
  }

  /**
   * Finds the next data (SEEK_DATA) or hole (SEEK_HOLE) at or behind {@code offset}; {@code
   * call.count()} is its offset.
   */
  public Status seek(Call call, Inode file, long offset, boolean data) {
    throw new UnsupportedOperationException();
  }

  /**
   * Copies up to {@code length} bytes, sharing whole pages where both offsets allow it. {@code
   * call.count()} is the number of bytes copied, 0 at the end of the source.
   */
  public Status copyRange(
      Call call, Inode source, long sourceOffset, Inode target, long targetOffset, long length) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the extended attribute {@code call.name()} into {@code into}; {@code call.count()} is its
   * size. With {@code capacity} 0 only the size is told.
   *
   * @return RANGE when it does not fit, NO_DATA when there is none
   */
  public Status getxattr(Call call, Inode inode, MemorySegment into, long offset, int capacity) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets the extended attribute {@code call.name()}; {@code flags} may be XATTR_CREATE or
   * XATTR_REPLACE.
   */
  public Status setxattr(
      Call call,
      Inode inode,
      MemorySegment value,
      long offset,
      int length,
      int flags,
      boolean killSetgid) {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the names of all extended attributes, each followed by NUL; {@code call.count()} is
   * their size. With {@code capacity} 0 only the size is told.
   */
  public Status listxattr(Call call, Inode inode, MemorySegment into, long offset, int capacity) {
    throw new UnsupportedOperationException();
  }

  /** Removes the extended attribute {@code call.name()}. */
  public Status removexattr(Call call, Inode inode) {
    throw new UnsupportedOperationException();
  }

  /** Frees all memory at once. No operation may be under way or follow. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
