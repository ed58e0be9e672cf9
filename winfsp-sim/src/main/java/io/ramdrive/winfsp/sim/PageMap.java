// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one file that the cache manager and mapped views hold. Its own monitor guards it;
 * the node's lock says who may read and write the file meanwhile.
 */
final class PageMap {
  static final int PAGE = 4096;

  private static final class Page {
    private final byte[] bytes;
    private boolean dirty;

    Page(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private final TreeMap<Long, Page> pages = new TreeMap<>();
  private int views;

  synchronized boolean holds(long index) {
    return pages.containsKey(index);
  }

  synchronized boolean isEmpty() {
    return pages.isEmpty();
  }

  /** Puts what was read of the file, unless the page is there by now. */
  synchronized void fill(long index, byte[] bytes) {
    pages.putIfAbsent(index, new Page(Arrays.copyOf(bytes, PAGE)));
  }

  /** Copies out of a page; false if it is not there. */
  synchronized boolean read(long index, int at, byte[] target, int offset, int length) {
    Page page = pages.get(index);
    if (page == null) {
      return false;
    }
    System.arraycopy(page.bytes, at, target, offset, length);
    return true;
  }

  /** Copies into a page and makes it dirty; false if it is not there. */
  synchronized boolean write(long index, int at, byte[] source, int offset, int length) {
    Page page = pages.get(index);
    if (page == null) {
      return false;
    }
    System.arraycopy(source, offset, page.bytes, at, length);
    page.dirty = true;
    return true;
  }

  /** What is in the file by now, for the pages that could not be purged. */
  synchronized void overlay(long offset, byte[] source) {
    for (int done = 0; done < source.length; ) {
      long at = offset + done;
      int within = (int) (at % PAGE);
      int part = Math.min(PAGE - within, source.length - done);
      Page page = pages.get(at / PAGE);
      if (page != null) {
        System.arraycopy(source, done, page.bytes, within, part);
      }
      done += part;
    }
  }

  /** The indexes of the dirty pages within these bytes. */
  synchronized List<Long> dirty(long from, long to) {
    List<Long> indexes = new ArrayList<>();
    pages.forEach(
        (index, page) -> {
          if (page.dirty && index * PAGE < to && (index + 1) * PAGE > from) {
            indexes.add(index);
          }
        });
    return indexes;
  }

  synchronized boolean isDirty() {
    return pages.values().stream().anyMatch(page -> page.dirty);
  }

  /** A copy of a dirty page, which is clean from now on; null if it is not dirty or gone. */
  synchronized byte @Nullable [] take(long index) {
    Page page = pages.get(index);
    if (page == null || !page.dirty) {
      return null;
    }
    page.dirty = false;
    return page.bytes.clone();
  }

  /** The file ends here now: what is behind is lost, and zero if the file grows again. */
  synchronized void truncate(long size) {
    pages.tailMap((size + PAGE - 1) / PAGE).clear();
    int tail = (int) (size % PAGE);
    Page last = pages.get(size / PAGE);
    if (tail != 0 && last != null) {
      Arrays.fill(last.bytes, tail, PAGE, (byte) 0);
    }
  }

  /** Forgets the pages; those in a view stay. */
  synchronized void purge() {
    if (views == 0) {
      pages.clear();
    }
  }

  synchronized void addView() {
    views++;
  }

  synchronized void removeView() {
    views--;
  }

  synchronized boolean isMapped() {
    return views > 0;
  }
}
