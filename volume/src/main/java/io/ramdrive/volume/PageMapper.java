// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Maps ranges of files: gives a program the memory itself that holds them. For this the range's
 * pages must lie in a row; where they do not, they are moved to a run of free pages that do.
 */
final class PageMapper {
  /** So many times what is needed is looked through for a run, if that much is free. */
  private static final int SEARCH_FACTOR = 4;

  /** And at least so many pages: two chunks of the smallest. */
  private static final int MIN_SEARCH = 1024;

  private final PagePool pool;
  private final int pageShift;
  private final int pageSize;

  PageMapper(PagePool pool) {
    this.pool = pool;
    pageShift = pool.pageShift();
    pageSize = pool.pageSize();
  }

  /**
   * Maps {@code [offset, offset + length)}, see {@link Volume#map}; leaves the memory in {@code
   * call.mapped}.
   */
  Status map(
      Call call, PagedFile file, long offset, long length, Arena arena, Runnable whenUnmapped) {
    if (offset < 0 || length <= 0 || offset > RegularFile.MAX_SIZE - length) {
      return Status.INVALID;
    }
    if (!pool.pin()) {
      return Status.STALE;
    }
    PageMapping mapping = null;
    try {
      mapping = mapPages(call, file, offset, length);
    } finally {
      if (mapping == null) {
        pool.unpin(() -> {});
      }
    }
    if (mapping == null) {
      return call.count == 0 ? Status.INVALID : Status.NO_SPACE;
    }
    PageMapping mapped = mapping;
    Runnable unmap =
        () -> {
          try {
            whenUnmapped.run();
          } finally {
            pool.unpin(() -> unmap(file, mapped));
          }
        };
    long address = pool.address(mapped.firstPage) + (offset & (pageSize - 1));
    boolean done = false;
    try {
      call.mapped =
          MemorySegment.ofAddress(address).reinterpret(length, arena, memory -> unmap.run());
      done = true;
    } finally {
      if (!done) { // the arena is closed, or another thread's
        unmap.run();
      }
    }
    return Status.OK;
  }

  /** Null if the range is not all in the file ({@code call.count} is 0), or if there is no run. */
  private @Nullable PageMapping mapPages(Call call, PagedFile file, long offset, long length) {
    long first = offset >>> pageShift;
    long count = ((offset + length - 1) >>> pageShift) - first + 1;
    file.lockWrite();
    try {
      call.count = offset + length <= file.size ? length : 0;
      if (call.count == 0 || count > pool.pages()) {
        return null;
      }
      int pages = (int) count;
      int page = runInPlace(file, first, pages);
      if (page < 0) {
        page = moveToRun(file, first, pages);
      }
      if (page < 0) {
        return null;
      }
      for (int i = 0; i < pages; i++) {
        pool.share(page + i);
      }
      PageMapping mapping = new PageMapping(first, page, pages);
      file.addMapping(mapping);
      file.retain();
      return mapping;
    } finally {
      file.unlockWrite();
    }
  }

  private void unmap(PagedFile file, PageMapping mapping) {
    file.lockWrite();
    file.removeMapping(mapping);
    file.unlockWrite();
    for (int i = 0; i < mapping.pages; i++) {
      pool.release(mapping.firstPage + i);
    }
    file.release();
  }

  /** The first page, if all lie in a row already and no other file has one of them; else -1. */
  private int runInPlace(PagedFile file, long first, int count) {
    int start = PageTable.page(file.table.get(first));
    for (int i = 0; i < count; i++) {
      int entry = file.table.get(first + i);
      if (!PageTable.isWritten(entry)
          || PageTable.page(entry) != start + i
          || file.isShared(pool, first + i, start + i)) {
        return -1;
      }
    }
    return start;
  }

  /**
   * Moves the pages to a run of their own, holes and reserved ones too; -1 if there is none, or if
   * one of the pages is mapped where it is.
   */
  private int moveToRun(PagedFile file, long first, int count) {
    int holes = 0;
    for (int i = 0; i < count; i++) {
      int entry = file.table.get(first + i);
      if (entry == PageTable.HOLE) {
        holes++;
      } else if (file.isMapped(first + i, PageTable.page(entry))) {
        return -1;
      }
    }
    int start = allocateRun(count);
    if (start < 0) {
      return -1;
    }
    int[] own = new int[count];
    int owned = 0;
    MemorySegment memory = pool.memory();
    for (int i = 0; i < count; i++) {
      int entry = file.table.get(first + i);
      int page = PageTable.page(entry);
      long to = (long) (start + i) << pageShift;
      if (PageTable.isWritten(entry)) {
        MemorySegment.copy(memory, (long) page << pageShift, memory, to, pageSize);
      } else if (!pool.isZero(start + i)) {
        memory.asSlice(to, pageSize).fill((byte) 0);
      }
      file.table.set(first + i, PageTable.written(start + i));
      if (entry != PageTable.HOLE && pool.isShared(page)) {
        pool.release(page);
      } else if (entry != PageTable.HOLE) {
        own[owned++] = page;
      }
    }
    file.pages += holes;
    // Outsiders see the pages change places at once.
    pool.publish(count - owned);
    pool.giveBack(own, 0, owned);
    return start;
  }

  /** Takes {@code count} pages in a row; the first, or -1. */
  private int allocateRun(int count) {
    long free = pool.pages() - pool.used();
    long most = Math.min(free / 2, Math.max(MIN_SEARCH, (long) SEARCH_FACTOR * count));
    int start = allocateRun(count, count);
    return start < 0 && most > count
        ? allocateRun(count, (int) Math.min(most, Integer.MAX_VALUE - 8))
        : start;
  }

  private int allocateRun(int count, int candidates) {
    int[] pages = new int[candidates];
    int got = pool.allocate(pages, 0, candidates);
    Arrays.sort(pages, 0, got);
    int end = endOfRun(pages, got, count);
    if (end < 0) {
      pool.giveBack(pages, 0, got);
      return -1;
    }
    int start = end - count;
    int page = pages[start];
    pool.giveBack(pages, 0, start);
    pool.giveBack(pages, end, got - end);
    return page;
  }

  /** Where the first run of {@code count} ends, or -1. */
  private static int endOfRun(int[] pages, int length, int count) {
    int run = 0;
    for (int i = 0; i < length; i++) {
      run = i > 0 && pages[i] == pages[i - 1] + 1 ? run + 1 : 1;
      if (run == count) {
        return i + 1;
      }
    }
    return -1;
  }
}
