// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import java.util.ArrayList;
import java.util.List;

/** The byte-range locks of a file, which the driver keeps to itself. */
final class ByteRangeLocks {
  private record Range(FileObject owner, long offset, long length, boolean exclusive) {
    boolean overlaps(long from, long count) {
      return from < offset + length && offset < from + count;
    }
  }

  private final List<Range> ranges = new ArrayList<>();

  synchronized void lock(FileObject owner, long offset, long length, boolean exclusive) {
    for (Range range : ranges) {
      if (range.overlaps(offset, length) && (exclusive || range.exclusive)) {
        throw new NtStatusException(NtStatus.STATUS_LOCK_NOT_GRANTED);
      }
    }
    ranges.add(new Range(owner, offset, length, exclusive));
  }

  synchronized void unlock(FileObject owner, long offset, long length) {
    boolean found =
        ranges.removeIf(
            range -> range.owner == owner && range.offset == offset && range.length == length);
    if (!found) {
      throw new NtStatusException(STATUS_RANGE_NOT_LOCKED);
    }
  }

  synchronized void unlockAll(FileObject owner) {
    ranges.removeIf(range -> range.owner == owner);
  }

  /**
   * Whether this file object may read or write there.
   *
   * @throws NtStatusException STATUS_FILE_LOCK_CONFLICT
   */
  synchronized void check(FileObject reader, long offset, long length, boolean write) {
    for (Range range : ranges) {
      boolean mine = range.owner == reader;
      boolean forbidden = write ? !(mine && range.exclusive) : range.exclusive && !mine;
      if (range.overlaps(offset, length) && forbidden) {
        throw new NtStatusException(NtStatus.STATUS_FILE_LOCK_CONFLICT);
      }
    }
  }

  /** STATUS_RANGE_NOT_LOCKED of ntstatus.h. */
  static final int STATUS_RANGE_NOT_LOCKED = 0xC000007E;
}
