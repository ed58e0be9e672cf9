// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Inode;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that is open, by the numbers that WinFsp calls it by. A number is 1 or more, and is not given
 * again while anybody may still say it: its upper half counts on, its lower half is a slot.
 *
 * <p>Finding takes no lock and makes no garbage; opening and closing take a lock for a moment.
 */
final class OpenFiles {
  private static final int PAGE_BITS = 8;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;
  private static final int PAGE_MASK = PAGE_SIZE - 1;

  /** Replaced by a longer copy to grow; the pages themselves stay. */
  private volatile Page[] pages = new Page[0];

  /** The slots that nobody has, as a stack; guarded by this, as are the next two. */
  private int[] free = new int[PAGE_SIZE];

  private int freeCount;
  private int serial;

  /** Opens an inode; takes over one hold on each of the two. */
  synchronized OpenFile open(Inode inode, @Nullable Inode owner, KernelName name) {
    if (freeCount == 0) {
      grow();
    }
    int slot = free[--freeCount];
    serial = serial + 1 & Integer.MAX_VALUE;
    OpenFile file = new OpenFile((long) serial << 32 | slot + 1, inode, owner, name);
    pages[slot >>> PAGE_BITS].files.setRelease(slot & PAGE_MASK, file);
    return file;
  }

  /** What has this number, or null when nothing has. */
  @Nullable OpenFile find(long context) {
    int slot = (int) context - 1;
    Page[] all = pages;
    if (slot < 0 || slot >>> PAGE_BITS >= all.length) {
      return null;
    }
    OpenFile file = all[slot >>> PAGE_BITS].files.getAcquire(slot & PAGE_MASK);
    return file != null && file.context() == context ? file : null;
  }

  /** Takes away what has this number, for the caller to release; null when nothing has. */
  synchronized @Nullable OpenFile remove(long context) {
    OpenFile file = find(context);
    if (file != null) {
      int slot = (int) context - 1;
      pages[slot >>> PAGE_BITS].files.setRelease(slot & PAGE_MASK, null);
      free[freeCount++] = slot;
    }
    return file;
  }

  /** How many are open. */
  synchronized int count() {
    return pages.length * PAGE_SIZE - freeCount;
  }

  /** Gives {@code visitor} all that is open. */
  void forEach(Consumer<OpenFile> visitor) {
    for (Page page : pages) {
      for (int i = 0; i < PAGE_SIZE; i++) {
        OpenFile file = page.files.getAcquire(i);
        if (file != null) {
          visitor.accept(file);
        }
      }
    }
  }

  private void grow() {
    int from = pages.length * PAGE_SIZE;
    Page[] grown = Arrays.copyOf(pages, pages.length + 1);
    grown[pages.length] = new Page();
    pages = grown;
    free = Arrays.copyOf(free, grown.length * PAGE_SIZE);
    for (int slot = from + PAGE_SIZE - 1; slot >= from; slot--) {
      free[freeCount++] = slot;
    }
  }

  /** A part of the table that never moves. */
  private static final class Page {
    final AtomicReferenceArray<@Nullable OpenFile> files = new AtomicReferenceArray<>(PAGE_SIZE);
  }
}
