// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;

/** Copies what is read into a segment of the caller's. Reused: one thread at a time. */
public final class CopyingSink implements ExtentSink {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private MemorySegment target = MemorySegment.NULL;
  private long at;

  /** The next read goes to {@code target} from byte {@code offset} on, which must have room. */
  public CopyingSink into(MemorySegment target, long offset) {
    this.target = target;
    at = offset;
    return this;
  }

  @Override
  public void extent(long address, long length) {
    MemorySegment.copy(ALL, address, target, at, length);
    at += length;
  }

  /** The copy is complete; the target is forgotten. */
  @Override
  public void transfer(long total) {
    target = MemorySegment.NULL;
  }
}
