// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.ExtentSink;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The reply to a READ: a header, and the file's bytes where they lie in page memory. Reused; one
 * thread at a time.
 *
 * <p>The reply is an array of struct iovec: 64 bits of address, 64 bits of length.
 */
final class ReadReply implements ExtentSink {
  private static final int IOVEC_SIZE = 16;

  /** Smaller pages than this no volume has. */
  private static final int SMALLEST_PAGE = 4096;

  /** The header, and a transfer that begins within one page and ends within another. */
  private static final int EXTRA_IOVECS = 3;

  private final KernelChannel channel;
  private final MemorySegment header;
  private final MemorySegment iovecs;
  private long unique;
  private int count;
  private boolean sent;
  private int error;

  ReadReply(KernelChannel channel, int maxTransfer, Arena arena) {
    this.channel = channel;
    int capacity = maxTransfer / SMALLEST_PAGE + EXTRA_IOVECS;
    header = arena.allocate(OutHeader.SIZE, Long.BYTES);
    iovecs = arena.allocate((long) capacity * IOVEC_SIZE, Long.BYTES);
  }

  /** Makes this the empty reply to the request {@code unique}. */
  void begin(long unique) {
    this.unique = unique;
    count = 0;
    sent = false;
    error = 0;
    add(header.address(), OutHeader.SIZE);
  }

  @Override
  public void extent(long address, long length) {
    add(address, length);
  }

  @Override
  public void transfer(long total) {
    OutHeader.encode(header, (int) (OutHeader.SIZE + total), 0, unique);
    sent = true;
    error = channel.sendv(iovecs.address(), count);
  }

  /** Whether the kernel has its reply. */
  boolean isSent() {
    return sent;
  }

  /** 0, or the negated error number with which the kernel refused the reply. */
  int error() {
    return error;
  }

  private void add(long address, long length) {
    long at = (long) count * IOVEC_SIZE;
    iovecs.set(JAVA_LONG, at, address);
    iovecs.set(JAVA_LONG, at + 8, length);
    count++;
  }
}
