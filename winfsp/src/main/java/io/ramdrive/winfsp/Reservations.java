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
  /** How {@link Volume#fallocate} gives a range pages that the file has for itself. */
  private static final int OWN_PAGES = Volume.FALLOC_FL_KEEP_SIZE | Volume.FALLOC_FL_UNSHARE_RANGE;

  /** With room for so many writes nothing need be reserved for one of them. */
  private static final int CONCURRENT_WRITES = 64;

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
    return volume.fallocate(call, inode, OWN_PAGES, 0, size);
  }

  /**
   * Sees to it that a write is done as a whole or not at all, and leaves no hole behind the old
   * end.
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
    if (at <= size && isPlenty(dispatch, length)) {
      return Status.OK;
    }
    long from = Math.min(at, size);
    return volume.fallocate(call, inode, OWN_PAGES, from, at + length - from);
  }

  /** As {@link #beforeWrite}, for a write that does not make the file longer. */
  Status beforeWriteInside(Dispatch dispatch, Inode inode, long offset, int length) {
    if (length <= 0 || offset < 0 || isPlenty(dispatch, length)) {
      return Status.OK;
    }
    Call call = dispatch.call;
    volume.getattr(call, inode);
    long inside = Math.min(length, call.attributes().size() - offset);
    return inside <= 0 ? Status.OK : volume.fallocate(call, inode, OWN_PAGES, offset, inside);
  }

  /** Whether a write finds room for all of it even if many others are under way. */
  private boolean isPlenty(Dispatch dispatch, int length) {
    volume.statistics(dispatch.statistics);
    return dispatch.statistics.free() / CONCURRENT_WRITES >= length + 2L * volume.pageSize();
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
