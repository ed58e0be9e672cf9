// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A regular file. Its content is kept as the volume's {@link ContentStore} does it. Unless they say
 * otherwise, operations are called under the file's write lock and leave its times to the caller.
 */
abstract sealed class RegularFile extends Inode permits PagedFile, TmpfsFile {
  /** The largest length, in bytes: MAX_LFS_FILESIZE of linux/fs.h. */
  static final long MAX_SIZE = Long.MAX_VALUE;

  RegularFile(Volume volume, long id, Call call, int mode) {
    super(volume, id, call, mode);
  }

  /** Takes over what somebody else has done to the file's times; before they are set. */
  void absorb() {}

  /** Says that the times have been set to what a user wants. */
  void timesSet() {}

  /**
   * Gives what there is of the {@code length} bytes at {@code offset} to {@code sink} and has it
   * transferred; returns how much that is. The read lock will do.
   */
  abstract long read(Call call, long offset, int length, ExtentSink sink);

  /**
   * Writes; returns the number of bytes written, less than {@code length} when the volume is full.
   */
  abstract long write(Call call, long offset, MemorySegment source, long sourceOffset, int length);

  /** As {@link #write}, but at the end of the file, which is {@code call.position} then. */
  abstract long append(Call call, MemorySegment source, long sourceOffset, int length);

  /** Sets the length; what is added is a hole. */
  abstract Status setSize(Call call, long size);

  /**
   * Reserves what is missing of {@code [offset, end)}, all of it or nothing.
   *
   * @param keepSize whether the length stays where {@code end} is behind it
   * @param zero whether what is there is to read as zeros, too
   */
  abstract Status allocate(Call call, long offset, long end, boolean keepSize, boolean zero);

  /**
   * Sees to it that no write to {@code [offset, end)} can fail; tells {@code call.change} if it had
   * to do something.
   */
  abstract Status unshare(Call call, long offset, long end);

  /** Makes {@code [offset, end)} read as zeros and gives back what memory lies wholly in it. */
  abstract Status punchHole(Call call, long offset, long end);

  /** Gives back what lies behind the end and behind {@code keep} bytes. */
  abstract void trim(long keep);

  /**
   * Makes the file empty and reserves {@code reserve} bytes, first of the memory that it has.
   *
   * @return false when there is not enough; the file is as it was
   */
  abstract boolean replace(Call call, long reserve);

  /**
   * The offset of the next data at or behind {@code offset}, or -1; {@code offset} is below the end
   * of the file. The read lock will do.
   */
  abstract long nextData(long offset);

  /**
   * The offset of the next hole at or behind {@code offset}; the end of the file counts as one. The
   * read lock will do.
   */
  abstract long nextHole(long offset);

  /**
   * Copies {@code length} bytes, all within the source, which is locked as this file is; returns
   * how many, fewer when the volume is full.
   */
  abstract long copyFrom(
      Call call, RegularFile source, long sourceOffset, long targetOffset, long length);

  /** As {@link Volume#map}; takes the lock itself. */
  abstract Status map(Call call, long offset, long length, Arena arena, Runnable whenUnmapped);
}
