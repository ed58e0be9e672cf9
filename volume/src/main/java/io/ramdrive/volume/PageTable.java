// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which page of the pool holds which part of a file: a radix tree by page index, 512 entries a
 * node, as high as the file needs. A leaf is as long as its last entry needs, and the entry of a
 * file's first page needs no node, so that a small file costs a few bytes.
 *
 * <p>An entry is {@link #HOLE}, or a page number plus one; negative when the page is
 * <em>unwritten</em>: reserved for this file but of undefined content, to be read as zeros.
 *
 * <p>Guarded by the file's lock.
 */
final class PageTable {
  /** Nothing there: reads as zeros. */
  static final int HOLE = 0;

  private static final int NODE_BITS = 9;
  private static final int NODE_SIZE = 1 << NODE_BITS;
  private static final int NODE_MASK = NODE_SIZE - 1;

  /** An int[] at height 0, else an Object[]; null while there is nothing behind index 0. */
  private @Nullable Object root;

  /** The number of levels above the leaves; while there is no root, the entry at index 0. */
  private int heightOrFirst;

  static int written(int page) {
    return page + 1;
  }

  static int unwritten(int page) {
    return (page + 1) | Integer.MIN_VALUE;
  }

  static boolean isWritten(int entry) {
    return entry > 0;
  }

  static int page(int entry) {
    return (entry & Integer.MAX_VALUE) - 1;
  }

  int get(long index) {
    if (root == null) {
      return index == 0 ? heightOrFirst : HOLE;
    }
    int[] leaf = leaf(index);
    int at = (int) index & NODE_MASK;
    return leaf != null && at < leaf.length ? leaf[at] : HOLE;
  }

  void set(long index, int entry) {
    if (root == null) {
      setFirst(index, entry);
      return;
    }
    while (!covers(index)) {
      @Nullable Object[] above = new Object[NODE_SIZE];
      above[0] = root;
      root = above;
      heightOrFirst++;
    }
    root = set(root, heightOrFirst, index, entry);
  }

  private void setFirst(long index, int entry) {
    if (index == 0) {
      heightOrFirst = entry;
      return;
    }
    int height = heightFor(index);
    Object node = set(null, height, index, entry);
    if (heightOrFirst != HOLE) {
      node = set(node, height, 0, heightOrFirst);
    }
    root = node;
    heightOrFirst = height;
  }

  /** The first index at or behind {@code from} that is not a hole, or -1. */
  long next(long from) {
    if (root == null) {
      return from == 0 && heightOrFirst != HOLE ? 0 : -1;
    }
    return covers(from) ? next(root, heightOrFirst, from) : -1;
  }

  /**
   * Forgets everything at and behind {@code from}, and gives the pages back. Returns how many there
   * were.
   */
  long truncate(long from, PagePool pool) {
    if (root == null) {
      return from == 0 ? truncateFirst(pool) : 0;
    }
    if (!covers(from)) {
      return 0;
    }
    long count = truncate(root, heightOrFirst, from, pool);
    if (from == 0) {
      clear();
    }
    return count;
  }

  private int truncateFirst(PagePool pool) {
    int entry = heightOrFirst;
    if (entry == HOLE) {
      return 0;
    }
    heightOrFirst = HOLE;
    pool.release(page(entry));
    return 1;
  }

  private void clear() {
    root = null;
    heightOrFirst = HOLE;
  }

  /** Whether there is nothing, not even a node, as at the beginning. */
  boolean isEmpty() {
    return root == null && heightOrFirst == HOLE;
  }

  /** Gives back nodes that have become empty after entries in {@code [from, to)} became holes. */
  void prune(long from, long to) {
    if (root != null && covers(from) && isEmptyAfterPruning(root, heightOrFirst, 0, from, to)) {
      clear();
    }
  }

  /** Whether the node that begins at index {@code start} holds nothing but holes. */
  private static boolean isEmptyAfterPruning(
      Object node, int level, long start, long from, long to) {
    if (level == 0) {
      for (int entry : (int[]) node) {
        if (entry != HOLE) {
          return false;
        }
      }
      return true;
    }
    @Nullable Object[] children = (@Nullable Object[]) node;
    boolean empty = true;
    for (int i = 0; i < NODE_SIZE; i++) {
      Object child = children[i];
      if (child != null) {
        long childStart = start + ((long) i << (level * NODE_BITS));
        long childEnd = childStart + (1L << (level * NODE_BITS));
        boolean touched = childStart < to && childEnd > from;
        if (touched && isEmptyAfterPruning(child, level - 1, childStart, from, to)) {
          children[i] = null;
        } else {
          empty = false;
        }
      }
    }
    return empty;
  }

  private boolean covers(long index) {
    int bits = (heightOrFirst + 1) * NODE_BITS;
    return bits >= Long.SIZE || index >>> bits == 0;
  }

  private static int heightFor(long index) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(index);
    return Math.max(0, (bits - 1) / NODE_BITS);
  }

  private int @Nullable [] leaf(long index) {
    if (!covers(index)) {
      return null;
    }
    Object node = root;
    for (int level = heightOrFirst; level > 0 && node != null; level--) {
      node = ((@Nullable Object[]) node)[slot(index, level)];
    }
    return (int[]) node;
  }

  private static int slot(long index, int level) {
    return (int) (index >>> (level * NODE_BITS)) & NODE_MASK;
  }

  private static Object set(@Nullable Object node, int level, long index, int entry) {
    int slot = slot(index, level);
    if (level > 0) {
      @Nullable Object[] children =
          node == null ? new Object[NODE_SIZE] : (@Nullable Object[]) node;
      children[slot] = set(children[slot], level - 1, index, entry);
      return children;
    }
    int[] leaf = node == null ? new int[1] : (int[]) node;
    if (slot >= leaf.length) {
      leaf = Arrays.copyOf(leaf, Math.min(NODE_SIZE, Integer.highestOneBit(slot) << 1));
    }
    leaf[slot] = entry;
    return leaf;
  }

  private static long next(Object node, int level, long from) {
    int start = slot(from, level);
    if (level == 0) {
      int[] leaf = (int[]) node;
      for (int i = start; i < leaf.length; i++) {
        if (leaf[i] != HOLE) {
          return i;
        }
      }
      return -1;
    }
    @Nullable Object[] children = (@Nullable Object[]) node;
    for (int i = start; i < NODE_SIZE; i++) {
      Object child = children[i];
      if (child != null) {
        long found = next(child, level - 1, i == start ? from : 0);
        if (found >= 0) {
          return ((long) i << (level * NODE_BITS)) + found;
        }
      }
    }
    return -1;
  }

  private static long truncate(Object node, int level, long from, PagePool pool) {
    int start = slot(from, level);
    long count = 0;
    if (level == 0) {
      return truncateLeaf((int[]) node, start, pool);
    }
    @Nullable Object[] children = (@Nullable Object[]) node;
    for (int i = start; i < NODE_SIZE; i++) {
      Object child = children[i];
      if (child != null) {
        long below = i == start ? from & ((1L << (level * NODE_BITS)) - 1) : 0;
        count += truncate(child, level - 1, below, pool);
        if (below == 0) {
          children[i] = null;
        }
      }
    }
    return count;
  }

  /**
   * Packs the page numbers to the front of the part that is cut off, where they may lie until it is
   * cleared.
   */
  private static int truncateLeaf(int[] leaf, int start, PagePool pool) {
    int end = start;
    for (int i = start; i < leaf.length; i++) {
      if (leaf[i] != HOLE) {
        leaf[end++] = page(leaf[i]);
      }
    }
    if (end > start) {
      pool.release(leaf, start, end - start);
      Arrays.fill(leaf, start, leaf.length, HOLE);
    }
    return end - start;
  }
}
