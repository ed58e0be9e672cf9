// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * Two bits for each page: is it free, and is it recycled (was it owned since the operating system
 * last gave its memory). The words of a chunk hold no page of another chunk, so a chunk of fewer
 * than 64 pages fills a part of one word.
 *
 * <p>Clearing a free bit makes a page the caller's own. The recycled bit of a page is changed only
 * by its owner, who releases it, and by whoever has claimed the whole chunk, so it cannot change
 * while the page is owned.
 */
final class PageBitmap {
  private final int pages;
  private final int pageInWord;
  private final int wordShift;
  private final int wordsPerChunk;
  private final AtomicBits free;
  private final AtomicBits recycled;

  /** All pages are free and not recycled. {@code pagesPerChunk} is a power of two. */
  PageBitmap(int pages, int pagesPerChunk) {
    this.pages = pages;
    int pagesPerWord = Math.min(pagesPerChunk, Long.SIZE);
    pageInWord = pagesPerWord - 1;
    wordShift = Integer.numberOfTrailingZeros(pagesPerWord);
    wordsPerChunk = pagesPerChunk / pagesPerWord;
    int words = (int) (((long) pages + pagesPerWord - 1) >>> wordShift);
    recycled = new AtomicBits(words, 0);
    free = new AtomicBits(words, all(0));
    int last = words - 1;
    free.getAndClear(last, ~all(last));
  }

  int word(int page) {
    return page >>> wordShift;
  }

  long mask(int page) {
    return 1L << (page & pageInWord);
  }

  int chunk(int word) {
    return word / wordsPerChunk;
  }

  boolean isRecycled(int page) {
    return (recycled.getVolatile(word(page)) & mask(page)) != 0;
  }

  boolean hasFree(int chunk) {
    for (int word = firstWord(chunk), end = endWord(chunk); word < end; word++) {
      if (free.getVolatile(word) != 0) {
        return true;
      }
    }
    return false;
  }

  boolean isWhollyFree(int chunk) {
    for (int word = firstWord(chunk), end = endWord(chunk); word < end; word++) {
      if (free.getVolatile(word) != all(word)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes up to {@code count} pages of the chunk, one compare-and-set for each run. Looks for runs
   * as long as asked for before it breaks smaller ones up.
   *
   * @return how many it got
   */
  int take(int chunk, int[] into, int from, int count) {
    int taken = 0;
    int end = endWord(chunk);
    for (int word = firstWord(chunk); word < end && taken < count; word++) {
      taken += takeRun(word, into, from + taken, count - taken);
    }
    for (int word = firstWord(chunk); word < end && taken < count; word++) {
      taken += takeAny(word, into, from + taken, count - taken);
    }
    return taken;
  }

  private int takeRun(int word, int[] into, int from, int count) {
    int length = Math.min(count, pageInWord + 1);
    while (true) {
      long bits = free.getVolatile(word);
      int start = firstRun(bits, length);
      if (start == Long.SIZE) {
        return 0;
      }
      long run = -1L >>> (Long.SIZE - length) << start;
      if (free.compareAndSet(word, bits, bits & ~run)) {
        int page = (word << wordShift) + start;
        for (int i = 0; i < length; i++) {
          into[from + i] = page + i;
        }
        return length;
      }
    }
  }

  private int takeAny(int word, int[] into, int from, int count) {
    while (true) {
      long bits = free.getVolatile(word);
      long rest = bits;
      for (int i = 0; i < count && rest != 0; i++) {
        rest &= rest - 1;
      }
      if (rest == bits) {
        return 0;
      }
      if (free.compareAndSet(word, bits, rest)) {
        int taken = 0;
        for (long left = bits & ~rest; left != 0; left &= left - 1) {
          into[from + taken++] = (word << wordShift) + Long.numberOfTrailingZeros(left);
        }
        return taken;
      }
    }
  }

  /** The lowest bit at which {@code length} set bits begin, or 64. Hacker's Delight, 6-3. */
  private static int firstRun(long bits, int length) {
    long starts = bits;
    for (int left = length; left > 1; left -= left >> 1) {
      starts &= starts >>> (left >> 1);
    }
    return Long.numberOfTrailingZeros(starts);
  }

  /**
   * Makes the caller's pages in {@code mask} free. Recycled comes first: as soon as a page is free
   * another thread may own it and ask.
   *
   * @throws IllegalStateException if one of them was free already, which is a defect of the caller
   */
  void free(int word, long mask) {
    if ((recycled.getVolatile(word) & mask) != mask) {
      recycled.getAndSet(word, mask);
    }
    long twice = free.getAndSet(word, mask) & mask;
    if (twice != 0) {
      int page = (word << wordShift) + Long.numberOfTrailingZeros(twice);
      throw new IllegalStateException("page " + page + " was released by one who did not own it");
    }
  }

  /** Takes all pages of the chunk, if all are free; otherwise takes none. */
  boolean claim(int chunk) {
    int first = firstWord(chunk);
    for (int word = first, end = endWord(chunk); word < end; word++) {
      if (!free.compareAndSet(word, all(word), 0)) {
        unclaim(first, word);
        return false;
      }
    }
    return true;
  }

  /** Undoes {@link #claim}; {@code fresh} if the operating system will give new memory. */
  void unclaim(int chunk, boolean fresh) {
    int first = firstWord(chunk);
    int end = endWord(chunk);
    if (fresh) {
      for (int word = first; word < end; word++) {
        recycled.getAndClear(word, -1L);
      }
    }
    unclaim(first, end);
  }

  private void unclaim(int first, int end) {
    for (int word = first; word < end; word++) {
      free.getAndSet(word, all(word));
    }
  }

  private int firstWord(int chunk) {
    return chunk * wordsPerChunk;
  }

  private int endWord(int chunk) {
    return Math.min(firstWord(chunk) + wordsPerChunk, free.words());
  }

  /** The bits of the word that stand for pages: fewer at the end of the pool. */
  private long all(int word) {
    int pagesFromHere = Math.min(pageInWord + 1, pages - (word << wordShift));
    return -1L >>> (Long.SIZE - pagesFromHere);
  }
}
