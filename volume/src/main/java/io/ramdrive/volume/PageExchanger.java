// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * Writes what has arrived in {@link SparePages}, without a copy where it can: the pages change
 * places with the file's. Called under the file's write lock, so that nobody reads them meanwhile.
 */
final class PageExchanger {
  private final PagePool pool;
  private final FileWriter writer;
  private final int pageShift;
  private final int pageSize;

  PageExchanger(PagePool pool, FileWriter writer) {
    this.pool = pool;
    this.writer = writer;
    pageShift = pool.pageShift();
    pageSize = pool.pageSize();
  }

  /**
   * Writes the first {@code length} bytes of {@code arrived} to {@code offset}, where a page
   * begins; returns the number of bytes written, less than {@code length} when the volume is full.
   * {@code arrived} is unchanged then: the caller may try again.
   */
  long write(Call call, PagedFile file, long offset, SparePages arrived, int length) {
    if (length == 0 || !writer.clearBehindEnd(call, file, offset)) {
      return 0;
    }
    PageSupply supply = call.supply;
    int missing = writer.missing(file, offset, offset + length);
    boolean hasAll = missing == 0 || supply.allocate(pool, missing) == missing;
    // What is mapped stays in its place. A page in part is the file's in its other part.
    int exchanged = hasAll && !file.isMapped() ? length >>> pageShift : 0;
    long first = offset >>> pageShift;
    int done = 0;
    try {
      for (int i = 0; i < exchanged; i++) {
        exchange(file, first + i, arrived, i, supply);
      }
      done = exchanged << pageShift;
      while (done < length) {
        int i = done >>> pageShift;
        int inPage = Math.min(pageSize, length - done);
        int page = writer.writablePage(file, first + i, 0, inPage, supply);
        if (page < 0) {
          break;
        }
        arrived.copyPage(i, pool.memory(), (long) page << pageShift, inPage);
        done += inPage;
      }
    } finally { // also when the heap has no room for the file's table
      supply.settle(pool);
    }
    if (done > 0) {
      file.size = Math.max(file.size, offset + done);
    }
    return done;
  }

  /**
   * Puts page {@code i} of {@code arrived} at {@code index}, and the one that was there, or a free
   * one.
   */
  private void exchange(PagedFile file, long index, SparePages arrived, int i, PageSupply supply) {
    int entry = file.table.get(index);
    int page = PageTable.page(entry);
    file.table.set(index, PageTable.written(arrived.pages[i]));
    if (entry == PageTable.HOLE) {
      file.pages++;
      arrived.pages[i] = supply.take();
    } else if (pool.isShared(page)) {
      arrived.pages[i] = supply.take();
      pool.release(page);
    } else {
      arrived.pages[i] = page;
    }
  }
}
