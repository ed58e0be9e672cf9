// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** Reads regular files. Called under the file's lock, read or write. */
final class FileReader {
  private final PagePool pool;
  private final int pageShift;
  private final int pageMask;

  FileReader(PagePool pool) {
    this.pool = pool;
    pageShift = pool.pageShift();
    pageMask = pool.pageSize() - 1;
  }

  /**
   * Gives the memory of {@code [offset, end)} to {@code sink}, pages that touch as one run, and has
   * it transferred.
   */
  void read(PagedFile file, long offset, long end, ExtentSink sink) {
    long runAddress = 0;
    long runLength = 0;
    boolean runIsHole = false;
    long at = offset;
    while (at < end) {
      int inPage = (int) at & pageMask;
      long length = Math.min(pool.pageSize() - inPage, end - at);
      int entry = file.table.get(at >>> pageShift);
      boolean isHole = !PageTable.isWritten(entry);
      long address = isHole ? pool.zeroAddress() : pool.address(PageTable.page(entry)) + inPage;
      boolean joins =
          isHole
              ? runIsHole && runLength + length <= pool.zeroLength()
              : !runIsHole && address == runAddress + runLength;
      if (runLength > 0 && joins) {
        runLength += length;
      } else {
        if (runLength > 0) {
          sink.extent(runAddress, runLength);
        }
        runAddress = address;
        runLength = length;
        runIsHole = isHole;
      }
      at += length;
    }
    if (runLength > 0) {
      sink.extent(runAddress, runLength);
    }
    sink.transfer(Math.max(0, end - offset));
  }

  /**
   * The offset of the next written page at or behind {@code offset}, or -1; {@code offset} is below
   * the end of the file.
   */
  long nextData(PagedFile file, long offset) {
    long index = file.table.next(offset >>> pageShift);
    while (index >= 0 && !PageTable.isWritten(file.table.get(index))) {
      index = file.table.next(index + 1);
    }
    if (index < 0 || index << pageShift >= file.size) {
      return -1;
    }
    return Math.max(offset, index << pageShift);
  }

  /** The offset of the next hole at or behind {@code offset}; the end of the file counts as one. */
  long nextHole(PagedFile file, long offset) {
    long index = offset >>> pageShift;
    while (PageTable.isWritten(file.table.get(index))) {
      index++;
    }
    return Math.min(file.size, Math.max(offset, index << pageShift));
  }
}
