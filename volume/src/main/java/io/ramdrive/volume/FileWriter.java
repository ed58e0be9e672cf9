// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;

/**
 * Writes regular files. Called under the file's write lock.
 *
 * <p>The pages that a write lacks are allocated first, all of them; only then the file changes. The
 * pool has no lock, so this may happen under the file's. What cannot be had makes the write
 * shorter, by whole pages from its end.
 */
final class FileWriter {
  /** Pages allocated at a time; bounds the supply's memory for writes larger than the kernel's. */
  private static final int BATCH = 256;

  private final PagePool pool;
  private final int pageShift;
  private final int pageSize;
  private final int pageMask;

  FileWriter(PagePool pool) {
    this.pool = pool;
    pageShift = pool.pageShift();
    pageSize = pool.pageSize();
    pageMask = pageSize - 1;
  }

  /**
   * Writes; returns the number of bytes written, less than {@code length} when the volume is full.
   */
  long write(
      Call call,
      PagedFile file,
      long offset,
      MemorySegment source,
      long sourceOffset,
      long length) {
    if (length == 0 || !clearBehindEnd(call, file, offset)) {
      return 0;
    }
    long end = offset + length;
    long done = offset;
    while (done < end) {
      long batchEnd = Math.min(end, ((done >>> pageShift) + BATCH) << pageShift);
      if (batchEnd <= done) { // the last page of the largest file
        batchEnd = end;
      }
      long written = writeBatch(call, file, done, batchEnd, source, sourceOffset + done - offset);
      done += written;
      if (done < batchEnd) {
        break;
      }
    }
    if (done > offset) {
      file.size = Math.max(file.size, done);
    }
    return done - offset;
  }

  private long writeBatch(
      Call call, PagedFile file, long start, long end, MemorySegment source, long sourceOffset) {
    PageSupply supply = call.supply;
    int missing = missing(file, start, end);
    if (missing > 0) {
      supply.allocate(pool, missing);
    }
    MemorySegment memory = pool.memory();
    long at = start;
    try {
      while (at < end) {
        int inPage = (int) at & pageMask;
        int length = (int) Math.min(pageSize - inPage, end - at);
        int page = writablePage(file, at >>> pageShift, inPage, inPage + length, supply);
        if (page < 0) {
          break;
        }
        MemorySegment.copy(
            source, sourceOffset + at - start, memory, pageOffset(page) + inPage, length);
        at += length;
      }
    } finally { // also when the heap has no room for the file's table
      supply.settle(pool);
    }
    return at - start;
  }

  /**
   * Makes the bytes between the end of the file and {@code offset} zero, as far as they lie in the
   * page of the end, because they are about to become part of the file.
   *
   * @return false when that needs a page and there is none; the file is as it was
   */
  boolean clearBehindEnd(Call call, PagedFile file, long offset) {
    int inPage = (int) file.size & pageMask;
    if (offset <= file.size || inPage == 0) {
      return true;
    }
    long index = file.size >>> pageShift;
    int until = (int) Math.min(pageSize, offset - (index << pageShift));
    return clear(call, file, index, inPage, until);
  }

  /**
   * Makes the bytes {@code [from, to)} of one page zero; a page that others share is copied first.
   *
   * @return false when that needs a page and there is none; the file is as it was
   */
  boolean clear(Call call, PagedFile file, long index, int from, int to) {
    int entry = file.table.get(index);
    if (!PageTable.isWritten(entry)) {
      return true;
    }
    PageSupply supply = call.supply;
    if (file.isShared(pool, index, PageTable.page(entry)) && supply.allocate(pool, 1) == 0) {
      return false;
    }
    int page = writablePage(file, index, from, to, supply);
    if (page < 0) {
      throw new IllegalStateException("a page became shared under its file's write lock");
    }
    pool.memory().asSlice(pageOffset(page) + from, to - from).fill((byte) 0);
    supply.settle(pool);
    return true;
  }

  /**
   * How many pages a write to {@code [start, end)} needs that the file does not have for itself.
   */
  int missing(PagedFile file, long start, long end) {
    int missing = 0;
    long last = (end - 1) >>> pageShift;
    for (long index = start >>> pageShift; index <= last; index++) {
      int entry = file.table.get(index);
      if (entry == PageTable.HOLE || file.isShared(pool, index, PageTable.page(entry))) {
        missing++;
      }
    }
    return missing;
  }

  /**
   * A page of this file alone at {@code index}, in which all but {@code [from, to)} is as the file
   * has it; that range is the caller's to fill. Returns -1 when a page is needed and the supply is
   * empty.
   */
  int writablePage(PagedFile file, long index, int from, int to, PageSupply supply) {
    int entry = file.table.get(index);
    int page = PageTable.page(entry);
    if (PageTable.isWritten(entry)) {
      return file.isShared(pool, index, page) ? unshare(file, index, page, from, to, supply) : page;
    }
    boolean zero = false;
    if (entry == PageTable.HOLE) {
      if (supply.isEmpty()) {
        return -1;
      }
      page = supply.take();
      zero = pool.isZero(page);
      file.pages++;
    }
    if (!zero) {
      zeroAround(page, from, to);
    }
    file.table.set(index, PageTable.written(page));
    return page;
  }

  /** Gives the file a copy of a written page of its own; the supply is not empty. */
  void unshare(PagedFile file, long index, PageSupply supply) {
    unshare(file, index, PageTable.page(file.table.get(index)), 0, 0, supply);
  }

  private int unshare(PagedFile file, long index, int shared, int from, int to, PageSupply supply) {
    if (supply.isEmpty()) {
      return -1;
    }
    int own = supply.take();
    MemorySegment memory = pool.memory();
    MemorySegment.copy(memory, pageOffset(shared), memory, pageOffset(own), from);
    MemorySegment.copy(
        memory, pageOffset(shared) + to, memory, pageOffset(own) + to, pageSize - to);
    file.table.set(index, PageTable.written(own));
    pool.release(shared);
    return own;
  }

  private void zeroAround(int page, int from, int to) {
    MemorySegment memory = pool.memory();
    long start = pageOffset(page);
    if (from > 0) {
      memory.asSlice(start, from).fill((byte) 0);
    }
    if (to < pageSize) {
      memory.asSlice(start + to, pageSize - to).fill((byte) 0);
    }
  }

  private long pageOffset(int page) {
    return (long) page << pageShift;
  }
}
