// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular file. Behind the end of the file the last page may hold anything: whoever makes the
 * file longer clears that first.
 */
final class RegularFile extends Inode {
  /** The largest length, in bytes: MAX_LFS_FILESIZE of linux/fs.h. */
  static final long MAX_SIZE = Long.MAX_VALUE;

  final PageTable table = new PageTable();

  /** The length in bytes. */
  long size;

  /** How many entries of the table are not holes. */
  long pages;

  /** Null while no part of the file is mapped, as nearly always. */
  private @Nullable List<PageMapping> mappings;

  RegularFile(Volume volume, long id, Call call, int mode) {
    super(volume, id, call, mode);
  }

  @Override
  long size() {
    return size;
  }

  @Override
  long allocated() {
    return pages << volume().pool().pageShift();
  }

  @Override
  void freeContent() {
    truncateTable(0);
  }

  /** Gives back all pages from index {@code from} on. */
  void truncateTable(long from) {
    pages -= table.truncate(from, volume().pool());
  }

  /**
   * Whether another file has the page at {@code index} too, so that it must not be written to. A
   * mapping that has it does not count: it is to see what is written.
   */
  boolean isShared(PagePool pool, long index, int page) {
    return pool.isShared(page) && !isMapped(index, page);
  }

  boolean isMapped() {
    return mappings != null;
  }

  boolean isMapped(long index, int page) {
    List<PageMapping> all = mappings;
    if (all != null) {
      for (PageMapping mapping : all) {
        if (mapping.covers(index, page)) {
          return true;
        }
      }
    }
    return false;
  }

  void addMapping(PageMapping mapping) {
    if (mappings == null) {
      mappings = new ArrayList<>();
    }
    mappings.add(mapping);
  }

  void removeMapping(PageMapping mapping) {
    if (mappings != null && mappings.remove(mapping) && mappings.isEmpty()) {
      mappings = null;
    }
  }

  /** Makes a hole of the page at {@code index} and keeps the page. */
  int takeOut(long index) {
    int page = PageTable.page(table.get(index));
    table.set(index, PageTable.HOLE);
    pages--;
    return page;
  }

  /** Makes a hole of the page at {@code index}. */
  void punch(long index) {
    int entry = table.get(index);
    if (entry != PageTable.HOLE) {
      table.set(index, PageTable.HOLE);
      pages--;
      volume().pool().release(PageTable.page(entry));
    }
  }
}
