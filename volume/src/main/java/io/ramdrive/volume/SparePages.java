// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Pages of a volume's memory that are part of no file. Who receives data has it put here, and gives
 * it to the volume with {@link Call#arrivedIn}: then a write need not copy, the pages change places
 * with those that the file had. They come on top of the volume's capacity.
 *
 * <p>Owned by one thread. The pages hold what was once in files: they are to be shown to nobody.
 */
public final class SparePages implements AutoCloseable {
  /** As many dispatchers of a volume can receive 1 MiB each; further ones copy. */
  private static final long MOST_BYTES = 16 << 20;

  /** The pages are at most an eighth of the capacity: small drives stay small. */
  private static final int CAPACITY_SHIFT = 3;

  /** In how many pieces of memory the pages lie at most after {@link #gather}. */
  public static final int MOST_PIECES = 16;

  private final PagePool pool;

  /** All memory of the pool, which stays mapped while these pages are held. */
  private final MemorySegment memory;

  /** Numbers of pages. A write may put others in their places. */
  final int[] pages;

  private SparePages(PagePool pool, int[] pages) {
    this.pool = pool;
    this.pages = pages;
    memory = MemorySegment.ofAddress(pool.address(0)).reinterpret(pool.memory().byteSize());
  }

  /** How many pages a volume with these options can spare. */
  static int most(VolumeOptions options) {
    long numbers = Integer.MAX_VALUE - options.capacity() / options.pageSize();
    long bytes = Math.min(MOST_BYTES, options.capacity() >> CAPACITY_SHIFT);
    return (int) Math.min(numbers, bytes / options.pageSize());
  }

  /**
   * Takes pages for {@code bytes} bytes; empty if the volume has none to spare, or no pages.
   *
   * @param bytes not negative
   */
  public static Optional<SparePages> of(Volume volume, int bytes) {
    return volume.content().spares(bytes);
  }

  static Optional<SparePages> take(PagePool pool, int bytes) {
    int[] pages = new int[bytes >>> pool.pageShift()];
    if (pages.length == 0 || !pool.pin()) {
      return Optional.empty();
    }
    if (!pool.takeSpares(pages)) {
      pool.unpin(() -> {});
      return Optional.empty();
    }
    return Optional.of(new SparePages(pool, pages));
  }

  /** How many pages there are. */
  public int count() {
    return pages.length;
  }

  /** The size of a page in bytes. */
  public int pageSize() {
    return pool.pageSize();
  }

  /** Where page {@code index} of these begins in memory. */
  public long address(int index) {
    return pool.address(pages[index]);
  }

  /** The index behind the last page that lies in one piece of memory with page {@code index}. */
  public int endOfPiece(int index) {
    int end = index + 1;
    while (end < pages.length && pages[end] == pages[end - 1] + 1) {
      end++;
    }
    return end;
  }

  /**
   * Sees to it that the pages lie in few pieces; may take others for that, so that what they hold
   * is lost.
   *
   * @return false if that failed
   */
  public boolean gather() {
    if (areFewPieces()) {
      return true;
    }
    pool.renewSpares(pages);
    return areFewPieces();
  }

  private boolean areFewPieces() {
    int pieces = 0;
    for (int at = 0; at < pages.length; at = endOfPiece(at)) {
      pieces++;
    }
    return pieces <= MOST_PIECES;
  }

  /** Copies the first {@code length} bytes to {@code offset} of {@code target}. */
  public void copyTo(MemorySegment target, long offset, int length) {
    int pageSize = pool.pageSize();
    for (int done = 0; done < length; done += pageSize) {
      copyPage(done / pageSize, target, offset + done, Math.min(pageSize, length - done));
    }
  }

  /** Copies the first {@code length} bytes of page {@code index}. */
  void copyPage(int index, MemorySegment target, long offset, int length) {
    MemorySegment.copy(memory, (long) pages[index] << pool.pageShift(), target, offset, length);
  }

  /** Gives the pages back; they must not be used afterwards. */
  @Override
  public void close() {
    pool.unpin(() -> pool.returnSpares(pages));
  }
}
