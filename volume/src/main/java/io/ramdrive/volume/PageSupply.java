// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.Arrays;

/**
 * Pages taken from the pool by one operation and not yet in a file. What outsiders see as used
 * changes only in {@link #settle}: a failed operation never shows. Owned by one thread.
 */
final class PageSupply {
  private int[] pages = new int[260];
  private int available;
  private int taken;

  /**
   * Takes up to {@code count} pages from the pool; the supply must be settled. Returns how many it
   * got.
   */
  int allocate(PagePool pool, int count) {
    if (available > 0) {
      throw new IllegalStateException("the supply was not settled");
    }
    if (pages.length < count) {
      pages = new int[count];
    }
    available = pool.allocate(pages, 0, count);
    return available;
  }

  boolean isEmpty() {
    return taken == available;
  }

  /** The next page; the supply must not be empty. */
  int take() {
    return pages[taken++];
  }

  /** Counts the pages taken as used, and gives back the rest. */
  void settle(PagePool pool) {
    if (available > 0) {
      pool.publish(taken);
      pool.giveBack(pages, taken, available - taken);
      available = 0;
      taken = 0;
      if (pages.length > MAX_KEPT) {
        pages = Arrays.copyOf(pages, MAX_KEPT);
      }
    }
  }

  /** More than one request of 1 MiB in pages of 4 KiB needs. */
  private static final int MAX_KEPT = 260;
}
