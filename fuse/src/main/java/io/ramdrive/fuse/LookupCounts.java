// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * How often each inode has been handed to the kernel and not yet been forgotten: {@code nlookup} of
 * the protocol. While the count is not zero this mount is one holder of the inode, because the
 * kernel may name it at any time; that also keeps files that are open alive, since the kernel
 * forgets no inode that it has open or whose RELEASE is under way.
 *
 * <p>For any number of threads. That a count went from 0 to 1 and that the inode is retained for it
 * are two steps, and so are the way back and the release. In between the number of holders is off
 * by one, but never too low: {@link #retain} is called where something else keeps the inode alive,
 * and the kernel cannot forget what it has not been told.
 */
final class LookupCounts implements View {
  private static final int PAGE_BITS = 10;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;
  private static final int PAGE_MASK = PAGE_SIZE - 1;

  private final Volume volume;

  /** By slot. Replaced by a longer copy to grow; the pages themselves stay. */
  private volatile Page[] pages = new Page[0];

  LookupCounts(Volume volume) {
    this.volume = volume;
  }

  /** Counts the inode as handed to the kernel once more. */
  @Override
  public void retain(Inode inode) {
    int slot = inode.slot();
    Page page = page(slot);
    int index = slot & PAGE_MASK;
    page.ids[index] = inode.id();
    if (page.counts.getAndIncrement(index) == 0) {
      inode.retain();
    }
  }

  /** The kernel forgets {@code nlookup} of the times that it was handed the inode. */
  void forget(long id, long nlookup) {
    Inode inode = volume.inode(id);
    if (inode == null || nlookup <= 0) {
      return;
    }
    int slot = inode.slot();
    Page page = existingPage(slot);
    if (page == null) {
      return;
    }
    int index = slot & PAGE_MASK;
    long before;
    long after;
    do {
      before = page.counts.get(index);
      if (before == 0) {
        return;
      }
      after = Math.max(0, before - nlookup);
    } while (!page.counts.compareAndSet(index, before, after));
    if (after == 0) {
      inode.release();
    }
  }

  /** How often the kernel holds this inode. */
  long count(Inode inode) {
    Page page = existingPage(inode.slot());
    return page == null ? 0 : page.counts.get(inode.slot() & PAGE_MASK);
  }

  /**
   * Forgets everything: a kernel sends no FORGET for what it held when the file system was
   * unmounted. No request may be under way.
   */
  void releaseAll() {
    for (Page page : pages) {
      for (int i = 0; i < PAGE_SIZE; i++) {
        if (page.counts.getAndSet(i, 0) != 0) {
          Inode inode = volume.inode(page.ids[i]);
          if (inode != null) {
            inode.release();
          }
        }
      }
    }
  }

  private @Nullable Page existingPage(int slot) {
    Page[] current = pages;
    int number = slot >>> PAGE_BITS;
    return number < current.length ? current[number] : null;
  }

  private Page page(int slot) {
    Page page = existingPage(slot);
    return page != null ? page : grow(slot);
  }

  private synchronized Page grow(int slot) {
    int number = slot >>> PAGE_BITS;
    Page[] current = pages;
    if (number >= current.length) {
      Page[] longer = Arrays.copyOf(current, number + 1);
      for (int i = current.length; i <= number; i++) {
        longer[i] = new Page();
      }
      pages = longer;
      return longer[number];
    }
    return current[number];
  }

  private static final class Page {
    final AtomicLongArray counts = new AtomicLongArray(PAGE_SIZE);

    /**
     * The inode that each count is about. Written while the inode is alive, so before any other
     * inode can have the slot.
     */
    final long[] ids = new long[PAGE_SIZE];
  }
}
