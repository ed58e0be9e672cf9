// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.Optional;

/** Content in pages of memory of this process. */
final class PageStore implements ContentStore {
  final FileReader reader;
  final FileWriter writer;
  final PageExchanger exchanger;
  final FileSpace space;
  final RangeCopy rangeCopy;
  final PageMapper mapper;

  private final PagePool pool;

  PageStore(VolumeOptions options) {
    pool =
        new PagePool(
            NativeMemory.ofThisPlatform(),
            options.capacity(),
            options.pageSize(),
            SparePages.most(options),
            options.preallocate());
    reader = new FileReader(pool);
    writer = new FileWriter(pool);
    exchanger = new PageExchanger(pool, writer);
    space = new FileSpace(pool, writer);
    rangeCopy = new RangeCopy(pool, writer);
    mapper = new PageMapper(pool);
  }

  /** All pages of all files. */
  PagePool pool() {
    return pool;
  }

  @Override
  public RegularFile newFile(Volume volume, long id, Call call, int mode) {
    return new PagedFile(volume, id, call, mode);
  }

  @Override
  public Optional<SparePages> spares(int bytes) {
    return SparePages.take(pool, bytes);
  }

  @Override
  public int pageSize() {
    return pool.pageSize();
  }

  @Override
  public void statistics(VolumeStatistics into) {
    into.capacity = pool.pages() << pool.pageShift();
    into.used = pool.used() << pool.pageShift();
  }

  @Override
  public void close() {
    pool.close();
  }
}
