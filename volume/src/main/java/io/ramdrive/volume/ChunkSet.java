// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * A set of chunk numbers: one bit each, and above them one summary bit for every word of 64, so
 * that a search through the 32768 chunks of a 64 GiB pool looks at no more than 8 summary words.
 *
 * <p>The summary bit of a word that is not zero is set, except for an instant within {@link #add}
 * and {@link #remove}: there a search may overlook the word. Whoever must find a member that he
 * knows to be there searches again.
 */
final class ChunkSet {
  /** Not a chunk: nothing was found. */
  static final int NONE = -1;

  private final AtomicBits members;
  private final AtomicBits summary;

  ChunkSet(int chunks) {
    members = new AtomicBits((chunks + 63) >>> 6, 0);
    summary = new AtomicBits((members.words() + 63) >>> 6, 0);
  }

  /** Adds the chunk; false if it was a member already. */
  boolean add(int chunk) {
    int word = chunk >>> 6;
    boolean added = (members.getAndSet(word, 1L << chunk) & 1L << chunk) == 0;
    if (added) {
      summarize(word);
    }
    return added;
  }

  /** Removes the chunk; false if it was no member. Of two threads only one gets true. */
  boolean remove(int chunk) {
    int word = chunk >>> 6;
    long bit = 1L << chunk;
    long before = members.getAndClear(word, bit);
    if (before == bit) {
      summary.getAndClear(word >>> 6, 1L << word);
      // A member that was added in between saw the summary bit still set and relied on it.
      if (members.getVolatile(word) != 0) {
        summarize(word);
      }
    }
    return (before & bit) != 0;
  }

  boolean contains(int chunk) {
    return (members.getVolatile(chunk >>> 6) & 1L << chunk) != 0;
  }

  /** Removes a member and returns it: the first at or behind {@code from}, else the first. */
  int take(int from) {
    int chunk = takeFrom(from);
    return chunk != NONE ? chunk : takeFrom(0);
  }

  private int takeFrom(int from) {
    int chunk = next(from);
    while (chunk != NONE && !remove(chunk)) {
      chunk = next(chunk + 1);
    }
    return chunk;
  }

  private int next(int from) {
    int word = from >>> 6;
    if (word >= members.words()) {
      return NONE;
    }
    long bits = members.getVolatile(word) & -1L << from;
    if (bits != 0) {
      return (word << 6) + Long.numberOfTrailingZeros(bits);
    }
    int above = word >>> 6;
    // Two shifts, for a shift by 64 is a shift by 0.
    long candidates = summary.getVolatile(above) & -1L << word << 1;
    while (true) {
      while (candidates == 0) {
        if (++above == summary.words()) {
          return NONE;
        }
        candidates = summary.getVolatile(above);
      }
      word = (above << 6) + Long.numberOfTrailingZeros(candidates);
      bits = members.getVolatile(word);
      if (bits != 0) {
        return (word << 6) + Long.numberOfTrailingZeros(bits);
      }
      candidates &= candidates - 1;
    }
  }

  private void summarize(int word) {
    if ((summary.getVolatile(word >>> 6) & 1L << word) == 0) {
      summary.getAndSet(word >>> 6, 1L << word);
    }
  }
}
