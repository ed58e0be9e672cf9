// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.ExtentSink;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Where the parts of a file lie in memory, for a copy of the same bytes without a file system. */
final class Extents implements ExtentSink {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private final int partSize;
  private final int[] firsts;
  private long[] addresses = new long[1024];
  private long[] lengths = new long[1024];
  private int count;

  /**
   * Asks where they lie.
   *
   * @param size of the file, a multiple of {@code partSize}
   */
  Extents(Volume volume, View view, Inode file, long size, int partSize) {
    this.partSize = partSize;
    firsts = new int[(int) (size / partSize) + 1];
    Call call = new Call(view);
    for (int part = 0; part < firsts.length - 1; part++) {
      firsts[part] = count;
      Status status = volume.read(call, file, (long) part * partSize, partSize, this);
      if (status != Status.OK || call.count() != partSize) {
        throw new IllegalStateException("cannot read part " + part);
      }
    }
    firsts[firsts.length - 1] = count;
  }

  @Override
  public void extent(long address, long length) {
    if (count == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    addresses[count] = address;
    lengths[count++] = length;
  }

  @Override
  public void transfer(long total) {}

  /** Copies the part at {@code offset} of the file out of its memory. */
  void copyOut(long offset, MemorySegment target, long at) {
    int part = (int) (offset / partSize);
    for (int i = firsts[part]; i < firsts[part + 1]; i++) {
      MemorySegment.copy(ALL, addresses[i], target, at, lengths[i]);
      at += lengths[i];
    }
  }

  /** Copies the part at {@code offset} of the file into its memory. */
  void copyIn(long offset, MemorySegment source, long at) {
    int part = (int) (offset / partSize);
    for (int i = firsts[part]; i < firsts[part + 1]; i++) {
      MemorySegment.copy(source, at, ALL, addresses[i], lengths[i]);
      at += lengths[i];
    }
  }
}
