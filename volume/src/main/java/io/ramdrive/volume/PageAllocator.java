// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says which pages are whose. Holds no memory itself, only numbers, all of them on the Java heap.
 *
 * <h2>How it is shared between threads</h2>
 *
 * <p>Nothing here locks. Three kinds of state are changed by compare-and-set, each on its own:
 *
 * <ol>
 *   <li><b>The count of free pages</b> enforces the capacity. {@link #allocate} first takes its
 *       pages off the count and only then looks for them; {@link #release} puts its pages on the
 *       count last, after they can be found. So at any time there are at least as many free pages
 *       as the count says plus those that threads took off it and have not found yet. An allocation
 *       gets fewer pages than it wants only when the count was zero, and the last page of the pool
 *       goes to exactly one of those who want it. Spare pages are not on it: those that nobody has
 *       are free as well, so there are as many more as {@link #takeSpares} has left.
 *   <li><b>The bit of a page</b> in the {@link PageBitmap} decides who owns it. Nobody takes a page
 *       but by clearing its bit, wherever he learned of the chunk.
 *   <li><b>The token of a chunk</b> in the {@link ChunkLists} is how a chunk with free pages is
 *       found. It is in a set, with a stripe, or for a moment in the hands of a thread.
 * </ol>
 *
 * <p>Each thread belongs to a stripe, and each stripe allocates from a current chunk that it took
 * out of the sets: so threads of different stripes work on different words, and pages that a thread
 * takes one by one are neighbours. When the sets have nothing more, a thread takes pages from the
 * chunks of the other stripes.
 *
 * <p>A thread whose pages are taken off the count can still find none for a moment: all free pages
 * may be in chunks that others hold in their hands, or be claimed for giving back. It yields and
 * looks again. Those others wait for nobody, so this ends; it is the only wait, and it happens only
 * when the pool is as good as full.
 *
 * <h2>Giving memory back</h2>
 *
 * <p>After a release, chunks are given back as long as more memory is free and resident than the
 * slack. The thread that does it picks up an idle chunk and claims all its pages, each word by a
 * compare-and-set from "all free" to "none free"; if one fails it lets go of those it has. Then no
 * other thread owns or can get a page of the chunk; the operating system takes the memory; the
 * recycled bits are cleared; the pages become free again. Claimed pages stay on the count, for they
 * are free: whoever wants them waits for the system call at worst.
 *
 * <p>What was written to a page before its release happens before its next owner's use, by the
 * volatile accesses to its bit.
 */
final class PageAllocator {
  /** Takes the memory of whole chunks away. */
  interface Discarder {
    /** Takes the memory of the chunk, of which all pages are free; false if that failed. */
    boolean discard(int chunk);

    /** Whether what was discarded reads as zeros. */
    default boolean leavesZeros() {
      return true;
    }
  }

  /** An index step of 64 bytes, so that no two stripes share a cache line. */
  private static final int STRIDE = 16;

  private final int pages;
  private final int pagesPerChunk;
  private final int stripes;
  private final int homeDistance;
  private final int many;
  private final int minSlack;
  private final PageBitmap bitmap;
  private final ChunkLists chunks;
  private final ShareCounts shares;
  private final AtomicIntegerArray current;
  private final AtomicInteger free;

  /** How many of the free pages are not on the count, but for {@link #takeSpares}. */
  private final AtomicInteger spares;

  /**
   * The pages published and not freed since. Lowered before {@link #free} is raised, raised after
   * that was lowered: never more than the pool has.
   */
  private final AtomicLong used = new AtomicLong();

  private final Discarder discarder;
  private volatile boolean keep;

  /**
   * All pages are free.
   *
   * @param pagesPerChunk a power of two
   * @param stripes how many threads may allocate without meeting
   * @param minSlack how many pages that are free and resident are kept at least
   * @param spares how many of the pages are for {@link #takeSpares} alone
   * @param keep whether memory is never given back and all of it is there already
   */
  PageAllocator(
      int pages,
      int pagesPerChunk,
      int stripes,
      int minSlack,
      int spares,
      boolean keep,
      Discarder discarder) {
    this.pages = pages;
    this.pagesPerChunk = pagesPerChunk;
    this.stripes = stripes;
    this.minSlack = minSlack;
    this.keep = keep;
    this.discarder = discarder;
    int chunkCount = (int) (((long) pages + pagesPerChunk - 1) / pagesPerChunk);
    homeDistance = chunkCount / stripes;
    // A 32nd of a chunk is 64 KiB: from there on the length of a run counts for more than the gap.
    many = Math.max(1, pagesPerChunk >> 5);
    bitmap = new PageBitmap(pages, pagesPerChunk);
    chunks = new ChunkLists(chunkCount, bitmap, keep);
    shares = new ShareCounts(pages);
    free = new AtomicInteger(pages - spares);
    this.spares = new AtomicInteger(spares);
    current = new AtomicIntegerArray(stripes * STRIDE);
    for (int stripe = 0; stripe < stripes; stripe++) {
      current.set(stripe * STRIDE, ChunkLists.NONE);
    }
  }

  /** Takes up to {@code count} pages for the caller; see {@link PagePool#allocate}. */
  int allocate(int stripe, int[] into, int from, int count) {
    int reserved = reserve(count);
    takeAll(stripe, into, from, reserved);
    return reserved;
  }

  /** See {@link PagePool#takeSpares}. */
  boolean takeSpares(int stripe, int[] into) {
    int left = spares.get();
    while (left >= into.length) {
      if (spares.compareAndSet(left, left - into.length)) {
        takeAll(stripe, into, 0, into.length);
        return true;
      }
      left = spares.get();
    }
    return false;
  }

  /** Finds pages that the caller has taken off a count. */
  @SuppressWarnings("ThreadPriorityCheck") // Right or wrong does not hang on yield, only CPU time.
  private void takeAll(int stripe, int[] into, int from, int reserved) {
    int taken = take(stripe, into, from, reserved);
    while (taken < reserved) {
      Thread.yield();
      taken += take(stripe, into, from + taken, reserved - taken);
    }
  }

  private int reserve(int count) {
    while (true) {
      int before = free.get();
      int reserved = Math.min(before, count);
      if (reserved == 0 || free.compareAndSet(before, before - reserved)) {
        return reserved;
      }
    }
  }

  private int take(int stripe, int[] into, int from, int count) {
    int slot = stripe * STRIDE;
    int old = current.get(slot);
    int near = old == ChunkLists.NONE ? stripe * homeDistance : old + 1;
    int taken = old == ChunkLists.NONE ? 0 : bitmap.take(old, into, from, count);
    while (taken < count) {
      int chunk = chunks.pickUp(near, count - taken > many);
      if (chunk == ChunkLists.NONE) {
        return taken + takeFromStripes(into, from + taken, count - taken);
      }
      taken += bitmap.take(chunk, into, from + taken, count - taken);
      near = chunk + 1;
      if (taken == count && current.compareAndSet(slot, old, chunk)) {
        chunk = old;
      }
      if (chunk != ChunkLists.NONE) {
        chunks.putDown(chunk);
      }
    }
    return taken;
  }

  private int takeFromStripes(int[] into, int from, int count) {
    int taken = 0;
    for (int stripe = 0; stripe < stripes && taken < count; stripe++) {
      int chunk = current.get(stripe * STRIDE);
      if (chunk != ChunkLists.NONE) {
        taken += bitmap.take(chunk, into, from + taken, count - taken);
      }
    }
    return taken;
  }

  /** Whether a page that the caller owns held nothing but zeros when it was allocated. */
  boolean isZero(int page) {
    return !bitmap.isRecycled(page);
  }

  /** See {@link PagePool#share}. */
  void share(int page) {
    shares.add(page);
  }

  /** See {@link PagePool#isShared}. */
  boolean isShared(int page) {
    return shares.isShared(page);
  }

  /** Takes one owner off the page; frees it if that was the last. The page was published. */
  void release(int page) {
    if (!shares.drop(page)) {
      free(bitmap.word(page), bitmap.mask(page));
      used.getAndDecrement();
      freed(1);
    }
  }

  /** Releases many; neighbours that follow each other are freed together. */
  void release(int[] released, int from, int count, boolean published) {
    int last = free(released, from, count);
    if (published) {
      used.getAndAdd(-last);
    }
    freed(last);
  }

  /** See {@link PagePool#returnSpares}. */
  void returnSpares(int[] returned) {
    spares.getAndAdd(free(returned, 0, returned.length));
    shrink();
  }

  /** See {@link PagePool#renewSpares}. */
  void renewSpares(int stripe, int[] held) {
    free(held, 0, held.length);
    takeAll(stripe, held, 0, held.length);
  }

  /** Takes one owner off each; returns how many had no other. */
  private int free(int[] released, int from, int count) {
    int word = 0;
    long mask = 0;
    int last = 0;
    for (int i = from; i < from + count; i++) {
      int page = released[i];
      if (shares.drop(page)) {
        continue;
      }
      last++;
      if (bitmap.word(page) != word || (mask & bitmap.mask(page)) != 0) {
        free(word, mask);
        word = bitmap.word(page);
        mask = 0;
      }
      mask |= bitmap.mask(page);
    }
    free(word, mask);
    return last;
  }

  private void free(int word, long mask) {
    if (mask != 0) {
      bitmap.free(word, mask);
      chunks.freed(bitmap.chunk(word));
    }
  }

  private void freed(int count) {
    if (count != 0) {
      free.getAndAdd(count);
      shrink();
    }
  }

  private void shrink() {
    giveBack(Math.max(minSlack, owned() >>> PagePool.SLACK_SHIFT));
  }

  /** How many pages have been taken off the counts. */
  private int owned() {
    return pages - free.get() - spares.get();
  }

  /** See {@link PagePool#publish}. */
  void publish(int count) {
    used.getAndAdd(count);
  }

  /** See {@link PagePool#used}. */
  long used() {
    return used.get();
  }

  /** The number of pages that can be allocated now. */
  int free() {
    return free.get();
  }

  /** Gives back all that can be, the current chunks of the stripes included. */
  void trim() {
    if (keep) {
      return;
    }
    for (int stripe = 0; stripe < stripes; stripe++) {
      int chunk = current.getAndSet(stripe * STRIDE, ChunkLists.NONE);
      if (chunk != ChunkLists.NONE) {
        chunks.putDown(chunk);
      }
    }
    giveBack(0);
  }

  private void giveBack(int slack) {
    while (!keep && residentFree() > slack) {
      int chunk = chunks.pickUpIdle();
      if (chunk == ChunkLists.NONE) {
        return;
      }
      if (!bitmap.claim(chunk)) {
        chunks.putDown(chunk);
      } else if (discarder.discard(chunk)) {
        bitmap.unclaim(chunk, discarder.leavesZeros());
        chunks.putDownFresh(chunk);
      } else {
        keep = true;
        bitmap.unclaim(chunk, false);
        chunks.putDown(chunk);
      }
    }
  }

  private long residentFree() {
    return (long) chunks.resident() * pagesPerChunk - owned();
  }
}
