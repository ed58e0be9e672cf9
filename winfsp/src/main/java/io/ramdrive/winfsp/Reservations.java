// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;

/**
 * The memory of files as Windows expects it: there from the moment a file has a size, so that what
 * the kernel writes late cannot fail. Files made through this view have no holes.
 */
final class Reservations {
  private final Volume volume;

  Reservations(Volume volume) {
    this.volume = volume;
  }

  /** Whether so many bytes cannot be had, whatever is done for them. */
  boolean isBeyondCapacity(Dispatch dispatch, long allocationSize) {
    volume.statistics(dispatch.statistics);
    return allocationSize > dispatch.statistics.free();
  }

  /** Reserves so many bytes for a new file. */
  Status reserve(Dispatch dispatch, Inode inode, long allocationSize) {
    if (allocationSize <= 0 || inode.type() != Mode.S_IFREG) {
      return Status.OK;
    }
    return volume.fallocate(dispatch.call, inode, Volume.FALLOC_FL_KEEP_SIZE, 0, allocationSize);
  }

  /** Gives a file its own memory for all of it: another view may have made holes, or shared it. */
  Status makeWhole(Dispatch dispatch, Inode inode) {
    if (inode.type() != Mode.S_IFREG) {
      return Status.OK;
    }
    Call call = dispatch.call;
    volume.getattr(call, inode);
    long size = call.attributes().size();
    if (size == 0) {
      return Status.OK;
    }
    int mode = Volume.FALLOC_FL_KEEP_SIZE | Volume.FALLOC_FL_UNSHARE_RANGE;
    return volume.fallocate(call, inode, mode, 0, size);
  }

  /**
   * Sees to it that a write can be done as a whole, and leaves no hole behind the old end.
   *
   * @param toEnd whether it goes to the end of the file
   */
  Status beforeWrite(Dispatch dispatch, Inode inode, long offset, int length, boolean toEnd) {
    if (length <= 0) {
      return Status.OK; // the volume says what is wrong with a negative one
    }
    Call call = dispatch.call;
    volume.getattr(call, inode);
    long size = call.attributes().size();
    long at = toEnd ? size : offset;
    if (at < 0 || at > Long.MAX_VALUE - length) {
      return at < 0 ? Status.INVALID : Status.NO_SPACE;
    }
    volume.statistics(dispatch.statistics);
    if (at <= size && dispatch.statistics.free() >= length + 2L * volume.pageSize()) {
      return Status.OK;
    }
    long from = Math.min(at, size);
    return volume.fallocate(call, inode, Volume.FALLOC_FL_KEEP_SIZE, from, at + length - from);
  }

  /** Sets the length; if it grows, the memory is there first. */
  Status setEndOfFile(Dispatch dispatch, Inode inode, long newSize) {
    Call call = dispatch.call;
    volume.getattr(call, inode);
    long size = call.attributes().size();
    if (newSize > size) {
      Status status =
          volume.fallocate(call, inode, Volume.FALLOC_FL_KEEP_SIZE, size, newSize - size);
      if (status != Status.OK) {
        return status;
      }
    }
    return volume.setattr(call, inode, dispatch.change.clear().size(newSize));
  }

  /** Sets how many bytes the file holds; its length follows if it was more. */
  Status setAllocation(Dispatch dispatch, Inode inode, long newSize) {
    Call call = dispatch.call;
    volume.getattr(call, inode);
    if (newSize < call.attributes().size()) {
      return volume.setattr(call, inode, dispatch.change.clear().size(newSize));
    }
    if (newSize > 0) {
      Status status = volume.fallocate(call, inode, Volume.FALLOC_FL_KEEP_SIZE, 0, newSize);
      if (status != Status.OK) {
        return status;
      }
    }
    return volume.trim(call, inode, newSize);
  }
}
