// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;

/**
 * Copies ranges between regular files, sharing whole pages copy-on-write where both offsets allow
 * it. Called under the write locks of both files.
 */
final class RangeCopy {
  private final PagePool pool;
  private final FileWriter writer;
  private final int pageShift;
  private final int pageSize;
  private final int pageMask;
  private final MemorySegment zeros;

  RangeCopy(PagePool pool, FileWriter writer) {
    this.pool = pool;
    this.writer = writer;
    pageShift = pool.pageShift();
    pageSize = pool.pageSize();
    pageMask = pageSize - 1;
    zeros = MemorySegment.ofAddress(pool.zeroAddress()).reinterpret(pool.zeroLength());
  }

  /**
   * Copies {@code length} bytes, all within the source; returns how many, fewer when the volume is
   * full.
   */
  long copy(
      Call call,
      PagedFile source,
      long sourceOffset,
      PagedFile target,
      long targetOffset,
      long length) {
    if (!writer.clearBehindEnd(call, target, targetOffset)) {
      return 0;
    }
    // Who has a file mapped is to see what is written to it, and nobody else's writes.
    boolean mayShare =
        ((sourceOffset ^ targetOffset) & pageMask) == 0 && !source.isMapped() && !target.isMapped();
    long done = 0;
    while (done < length) {
      long from = sourceOffset + done;
      long to = targetOffset + done;
      int inPage = (int) from & pageMask;
      long chunk = Math.min(pageSize - inPage, length - done);
      if (mayShare && canShare(source, from, target, to, chunk)) {
        share(source, from, target, to);
        target.size = Math.max(target.size, to + chunk);
      } else {
        long copied = copyBytes(call, source, from, target, to, chunk);
        if (copied < chunk) {
          return done + copied;
        }
      }
      done += chunk;
    }
    return done;
  }

  /** A whole page, or the page of the source's end when nothing of the target lies behind it. */
  private boolean canShare(PagedFile source, long from, PagedFile target, long to, long length) {
    return (from & pageMask) == 0
        && (length == pageSize || (from + length == source.size && to + length >= target.size));
  }

  private void share(PagedFile source, long from, PagedFile target, long to) {
    int entry = source.table.get(from >>> pageShift);
    long index = to >>> pageShift;
    boolean written = PageTable.isWritten(entry);
    if (written) {
      pool.share(PageTable.page(entry));
    }
    target.punch(index);
    if (written) {
      target.table.set(index, entry);
      target.pages++;
    }
  }

  /** Copies bytes of one page of the source. */
  private long copyBytes(
      Call call, PagedFile source, long from, PagedFile target, long to, long length) {
    boolean withinPage = source == target && from >>> pageShift == to >>> pageShift;
    if (withinPage && !writer.clear(call, target, to >>> pageShift, 0, 0)) {
      return 0; // the page must be the file's own first: writing would let go of what is read
    }
    int entry = source.table.get(from >>> pageShift);
    if (!PageTable.isWritten(entry)) {
      return writer.write(call, target, to, zeros, 0, length);
    }
    long offset = ((long) PageTable.page(entry) << pageShift) + (from & pageMask);
    return writer.write(call, target, to, pool.memory(), offset, length);
  }
}
