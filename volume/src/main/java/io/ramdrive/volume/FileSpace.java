// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * Changes how much space regular files have: length, reservations, holes. Called under the file's
 * write lock.
 */
final class FileSpace {
  private final PagePool pool;
  private final FileWriter writer;
  private final int pageShift;
  private final int pageMask;

  FileSpace(PagePool pool, FileWriter writer) {
    this.pool = pool;
    this.writer = writer;
    pageShift = pool.pageShift();
    pageMask = pool.pageSize() - 1;
  }

  Status setSize(Call call, PagedFile file, long size) {
    if (size < 0) {
      return Status.INVALID;
    }
    if (size > file.size) {
      if (!writer.clearBehindEnd(call, file, size)) {
        return Status.NO_SPACE;
      }
    } else {
      file.truncateTable(pagesFor(size));
    }
    file.size = size;
    return Status.OK;
  }

  /**
   * Reserves what is missing of {@code [offset, end)}, all of it or nothing.
   *
   * @param zero whether what is there is to read as zeros, too
   */
  Status allocate(
      Call call, PagedFile file, long offset, long end, boolean keepSize, boolean zero) {
    long first = offset >>> pageShift;
    long last = (end - 1) >>> pageShift;
    if (last - first + 1 - file.pages > pool.pages() - pool.used()) {
      return Status.NO_SPACE;
    }
    boolean grows = !keepSize && end > file.size;
    if ((grows && !writer.clearBehindEnd(call, file, end))
        || (zero && !ownEdges(call, file, offset, end))
        || !reserve(call, file, first, last, zero)) {
      return Status.NO_SPACE;
    }
    if (zero) {
      clearEdges(call, file, offset, end);
      long behind = end >>> pageShift;
      for (long index = (offset + pageMask) >>> pageShift; index < behind; index++) {
        int page = PageTable.page(file.table.get(index));
        if (file.isMapped(index, page)) {
          writer.clear(call, file, index, 0, pageMask + 1);
        } else {
          file.table.set(index, PageTable.unwritten(page));
        }
      }
    }
    if (grows) {
      file.size = end;
    }
    return Status.OK;
  }

  /**
   * Gives the file a page of its own wherever {@code [offset, end)} has none, with what it holds;
   * all of them or none.
   */
  Status unshare(Call call, PagedFile file, long offset, long end) {
    long first = offset >>> pageShift;
    long last = (end - 1) >>> pageShift;
    if (last - first + 1 - file.pages > pool.pages() - pool.used()
        || !take(call, file, first, last, true)) {
      return Status.NO_SPACE;
    }
    PageSupply supply = call.supply;
    if (supply.isEmpty()) {
      return Status.OK;
    }
    try {
      for (long index = first; index <= last && !supply.isEmpty(); index++) {
        if (isMissing(file, index, true)) {
          own(file, index, supply);
        }
      }
    } finally { // also when the heap has no room for the file's table
      supply.settle(pool);
    }
    call.change.about(ChangeKind.ALLOCATED, file);
    return Status.OK;
  }

  private void own(PagedFile file, long index, PageSupply supply) {
    if (PageTable.isWritten(file.table.get(index))) {
      writer.unshare(file, index, supply);
    } else {
      file.punch(index);
      file.table.set(index, PageTable.unwritten(supply.take()));
      file.pages++;
    }
  }

  /** Gives back what lies behind the end and behind {@code keep} bytes. */
  void trim(PagedFile file, long keep) {
    file.truncateTable(pagesFor(Math.max(file.size, keep)));
  }

  /**
   * Makes the file empty and reserves {@code bytes}, first of the pages that it has.
   *
   * @return false when there are not enough; the file is as it was
   */
  boolean replace(Call call, PagedFile file, long bytes) {
    long wanted = pagesFor(bytes);
    long more = wanted - ownPages(file, wanted);
    PageSupply supply = call.supply;
    if (more > pool.pages() - pool.used()) {
      return false;
    }
    if (more > 0 && supply.allocate(pool, (int) more) < more) {
      supply.settle(pool);
      return false;
    }
    file.size = 0;
    try {
      long spare = wanted;
      for (long index = 0; index < wanted; index++) {
        int page = PageTable.page(file.table.get(index));
        if (!isOwn(file, index)) {
          file.punch(index);
          spare = nextOwn(file, spare);
          page = spare < 0 ? supply.take() : file.takeOut(spare);
          file.pages++;
        }
        file.table.set(index, PageTable.unwritten(page));
      }
      file.truncateTable(wanted);
    } finally { // also when the heap has no room for the file's table
      supply.settle(pool);
    }
    return true;
  }

  /** How many pages nobody else has, counted no further than to {@code enough}. */
  private long ownPages(PagedFile file, long enough) {
    long count = 0;
    for (long index = nextOwn(file, 0); index >= 0 && count < enough; count++) {
      index = nextOwn(file, index + 1);
    }
    return count;
  }

  /** The index of the next page from {@code from} on that nobody else has, or -1. */
  private long nextOwn(PagedFile file, long from) {
    long index = from < 0 ? -1 : file.table.next(from);
    while (index >= 0 && !isOwn(file, index)) {
      index = file.table.next(index + 1);
    }
    return index;
  }

  private boolean isOwn(PagedFile file, long index) {
    int entry = file.table.get(index);
    return entry != PageTable.HOLE && !pool.isShared(PageTable.page(entry));
  }

  /** Makes {@code [offset, end)} read as zeros and gives back the pages that lie wholly in it. */
  Status punch(Call call, PagedFile file, long offset, long end) {
    if (!ownEdges(call, file, offset, end)) {
      return Status.NO_SPACE;
    }
    clearEdges(call, file, offset, end);
    long behind = end >>> pageShift;
    long index = file.table.next((offset + pageMask) >>> pageShift);
    while (index >= 0 && index < behind) {
      if (file.isMapped(index, PageTable.page(file.table.get(index)))) {
        writer.clear(call, file, index, 0, pageMask + 1);
      } else {
        file.punch(index);
      }
      index = file.table.next(index + 1);
    }
    file.table.prune(offset >>> pageShift, behind);
    return Status.OK;
  }

  /**
   * Makes the pages that lie only partly in {@code [offset, end)} the file's own, which changes no
   * content, so that {@link #clearEdges} cannot fail.
   */
  private boolean ownEdges(Call call, PagedFile file, long offset, long end) {
    boolean head = (offset & pageMask) != 0;
    boolean tail = (end & pageMask) != 0;
    return (!head || writer.clear(call, file, offset >>> pageShift, 0, 0))
        && (!tail || writer.clear(call, file, end >>> pageShift, 0, 0));
  }

  /** Zeroes the parts of {@code [offset, end)} that are not whole pages, all of them owned. */
  private void clearEdges(Call call, PagedFile file, long offset, long end) {
    long first = offset >>> pageShift;
    long last = end >>> pageShift;
    int from = (int) offset & pageMask;
    int to = (int) end & pageMask;
    if (first == last) {
      writer.clear(call, file, first, from, to);
      return;
    }
    if (from != 0) {
      writer.clear(call, file, first, from, pageMask + 1);
    }
    if (to != 0) {
      writer.clear(call, file, last, 0, to);
    }
  }

  /**
   * Gives each hole in the range an unwritten page, also each page that others share when those are
   * about to be zeroed.
   */
  private boolean reserve(Call call, PagedFile file, long first, long last, boolean unshare) {
    if (!take(call, file, first, last, unshare)) {
      return false;
    }
    PageSupply supply = call.supply;
    try {
      for (long index = first; index <= last && !supply.isEmpty(); index++) {
        if (isMissing(file, index, unshare)) {
          file.punch(index);
          file.table.set(index, PageTable.unwritten(supply.take()));
          file.pages++;
        }
      }
    } finally { // also when the heap has no room for the file's table
      supply.settle(pool);
    }
    return true;
  }

  /** Fills the supply with as many pages as are missing in the range; false, with none, if not. */
  private boolean take(Call call, PagedFile file, long first, long last, boolean unshare) {
    int missing = 0;
    for (long index = first; index <= last; index++) {
      if (isMissing(file, index, unshare)) {
        missing++;
      }
    }
    PageSupply supply = call.supply;
    if (missing > 0 && supply.allocate(pool, missing) < missing) {
      supply.settle(pool);
      return false;
    }
    return true;
  }

  private boolean isMissing(PagedFile file, long index, boolean unshare) {
    int entry = file.table.get(index);
    return entry == PageTable.HOLE
        || (unshare && file.isShared(pool, index, PageTable.page(entry)));
  }

  private long pagesFor(long size) {
    return (size >>> pageShift) + ((size & pageMask) == 0 ? 0 : 1);
  }
}
