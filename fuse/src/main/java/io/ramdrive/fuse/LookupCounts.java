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
  /** The kernel holds it all the time, uncounted. */
  static final long ROOT = Volume.ROOT_ID;

  private static final int PAGE_BITS = 10;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;
  private static final int PAGE_MASK = PAGE_SIZE - 1;

  private final Volume volume;
  private final CoherenceTrace trace = new CoherenceTrace();

  /** By slot. Replaced by a longer copy to grow; the pages themselves stay. */
  private volatile Page[] pages = new Page[0];

  private volatile boolean otherViews;

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
      trace.forgotten(id);
      inode.release();
    }
  }

  CoherenceTrace trace() {
    return trace;
  }

  /** How often the kernel holds this inode. */
  long count(Inode inode) {
    Page page = existingPage(inode.slot());
    return page == null ? 0 : page.counts.get(inode.slot() & PAGE_MASK);
  }

  /**
   * Whether the kernel holds the inode with this id, or is being handed it.
   *
   * <p>A change of an inode that it does not hold is none of its business: an inode is counted
   * before its attributes are read for the reply, so a kernel that is handed it later gets those
   * after the change.
   */
  boolean holds(long id) {
    if (id == ROOT) {
      return true;
    }
    int slot = slotOf(id);
    Page page = existingPage(slot);
    int index = slot & PAGE_MASK;
    return page != null && page.counts.get(index) != 0 && page.ids[index] == id;
  }

  /**
   * The next inode that the kernel holds, in an order that does not change; an inode that is handed
   * to it meanwhile may be missed.
   *
   * @param id the inode before it, or 0 for the first
   * @return 0 when there is no other
   */
  long next(long id) {
    if (id == 0) {
      return ROOT;
    }
    Page[] current = pages;
    int slot = id == ROOT ? 0 : slotOf(id) + 1;
    for (; slot >>> PAGE_BITS < current.length; slot++) {
      Page page = current[slot >>> PAGE_BITS];
      int index = slot & PAGE_MASK;
      if (page.counts.get(index) != 0 && page.ids[index] != ROOT) {
        return page.ids[index];
      }
    }
    return 0;
  }

  /** Notes that another view has changed something. */
  void noteOtherView() {
    otherViews = true;
  }

  /** Whether the volume has, or may have had, other views since this was made. */
  boolean hasHadOtherViews() {
    if (!otherViews && volume.hasOtherViews(this)) {
      otherViews = true;
    }
    return otherViews;
  }

  /** Notes that another view has changed the content of an inode which the kernel holds. */
  void noteSharing(long id) {
    int slot = slotOf(id);
    Page page = existingPage(slot);
    if (page != null) {
      page.shared.set(slot & PAGE_MASK, id);
    }
  }

  /** Whether that was ever noted. */
  boolean isShared(long id) {
    int slot = slotOf(id);
    Page page = existingPage(slot);
    return page != null && page.shared.get(slot & PAGE_MASK) == id;
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

  /** As {@link Inode#slot()}, which says where in the id it is. */
  private static int slotOf(long id) {
    return (int) id & Integer.MAX_VALUE;
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

    /** The inode in each slot whose content another view has changed. */
    final AtomicLongArray shared = new AtomicLongArray(PAGE_SIZE);
  }
}
