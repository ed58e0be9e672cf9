// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular file whose content is pages of the volume's pool. Behind the end of the file the last
 * page may hold anything: whoever makes the file longer clears that first.
 */
final class PagedFile extends RegularFile {
  final PageTable table = new PageTable();

  /** The length in bytes. */
  long size;

  /** How many entries of the table are not holes. */
  long pages;

  /** Null while no part of the file is mapped, as nearly always. */
  private @Nullable List<PageMapping> mappings;

  PagedFile(Volume volume, long id, Call call, int mode) {
    super(volume, id, call, mode);
  }

  @Override
  long size() {
    return size;
  }

  @Override
  long allocated() {
    return pages << store().pool().pageShift();
  }

  @Override
  void freeContent() {
    truncateTable(0);
  }

  private PageStore store() {
    return (PageStore) volume().content();
  }

  @Override
  long read(Call call, long offset, int length, ExtentSink sink) {
    long end = offset + Math.min(length, Math.max(0, size - offset));
    store().reader.read(this, offset, end, sink);
    return end - offset;
  }

  @Override
  long write(Call call, long offset, MemorySegment source, long sourceOffset, int length) {
    SparePages arrived = call.arrived;
    return arrived != null
        ? store().exchanger.write(call, this, offset, arrived, length)
        : store().writer.write(call, this, offset, source, sourceOffset, length);
  }

  @Override
  long append(Call call, MemorySegment source, long sourceOffset, int length) {
    call.position = size;
    return write(call, size, source, sourceOffset, length);
  }

  @Override
  Status setSize(Call call, long newSize) {
    return store().space.setSize(call, this, newSize);
  }

  @Override
  Status allocate(Call call, long offset, long end, boolean keepSize, boolean zero) {
    return store().space.allocate(call, this, offset, end, keepSize, zero);
  }

  @Override
  Status unshare(Call call, long offset, long end) {
    return store().space.unshare(call, this, offset, end);
  }

  @Override
  Status punchHole(Call call, long offset, long end) {
    return store().space.punch(call, this, offset, end);
  }

  @Override
  void trim(long keep) {
    store().space.trim(this, keep);
  }

  @Override
  boolean replace(Call call, long reserve) {
    return store().space.replace(call, this, reserve);
  }

  @Override
  long nextData(long offset) {
    return store().reader.nextData(this, offset);
  }

  @Override
  long nextHole(long offset) {
    return store().reader.nextHole(this, offset);
  }

  @Override
  long copyFrom(Call call, RegularFile source, long sourceOffset, long targetOffset, long length) {
    return store()
        .rangeCopy
        .copy(call, (PagedFile) source, sourceOffset, this, targetOffset, length);
  }

  @Override
  Status map(Call call, long offset, long length, Arena arena, Runnable whenUnmapped) {
    return store().mapper.map(call, this, offset, length, arena, whenUnmapped);
  }

  /** Gives back all pages from index {@code from} on. */
  void truncateTable(long from) {
    pages -= table.truncate(from, store().pool());
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
      store().pool().release(PageTable.page(entry));
    }
  }
}
