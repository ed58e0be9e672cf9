// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * A regular file. Behind the end of the file the last page may hold anything: whoever makes the
 * file longer clears that first.
 */
final class RegularFile extends Inode {
  /** The largest length, in bytes: MAX_LFS_FILESIZE of linux/fs.h. */
  static final long MAX_SIZE = Long.MAX_VALUE;

  final PageTable table = new PageTable();
  private final PagePool pool;

  /** The length in bytes. */
  long size;

  /** How many entries of the table are not holes. */
  long pages;

  /** Made without a name and not linked yet: the only inode without names that can be given one. */
  boolean linkable;

  RegularFile(Volume volume, PagePool pool, long id, Call call, int mode) {
    super(volume, id, call, mode);
    this.pool = pool;
  }

  @Override
  long size() {
    return size;
  }

  @Override
  long allocated() {
    return pages << pool.pageShift();
  }

  @Override
  void freeContent() {
    truncateTable(0);
  }

  /** Gives back all pages from index {@code from} on. */
  void truncateTable(long from) {
    pages -= table.truncate(from, pool);
  }

  /** Makes a hole of the page at {@code index}. */
  void punch(long index) {
    int entry = table.get(index);
    if (entry != PageTable.HOLE) {
      table.set(index, PageTable.HOLE);
      pages--;
      pool.release(PageTable.page(entry));
    }
  }
}
