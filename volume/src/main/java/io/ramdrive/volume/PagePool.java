// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The pages of a volume: a fixed number of equal pages in one reserved address range. A page is
 * known by its number, from 0 on. Thread-safe, no lock; see {@link PageAllocator} for why that
 * holds.
 *
 * <p>A page has as many owners as {@link #share} gave it beyond the one that allocated it; it is
 * free again when the last has released it. Only an owner may share, read, write or release it.
 *
 * <p>The range is divided into chunks of one huge page. A chunk takes memory when one of its pages
 * is first written, and gives it back when none is in use and enough others are at hand.
 *
 * <p>Beside those that make the capacity there are spare pages, for data to arrive in. All are
 * alike: which are the spare ones is a matter of who has them, and pages change places.
 */
final class PagePool implements AutoCloseable {
  /** No page: what callers keep where a file has a hole. Never handed out. */
  static final int NONE = -1;

  /**
   * Memory that is free stays with the pool up to an eighth of what is used. To use memory again is
   * two to four times cheaper than to have the kernel find and clear it, so what programs write and
   * delete all the time should not go back and forth; and nobody who sees the drive hold 8 GiB
   * misses another one.
   */
  static final int SLACK_SHIFT = 3;

  /** The same where little is used: temporary files come and go on an empty drive too. */
  private static final int MIN_SLACK = 64 << 20;

  /** A huge page of x86_64, and of aarch64 with pages of 4 KiB. */
  private static final int CHUNK = 2 << 20;

  /** 8 TiB: more has more pages of 4 KiB than an int can count. */
  private static final long LIMIT = 8L << 40;

  /** Beyond this many threads at once, some share a current chunk. */
  private static final int MAX_STRIPES = 64;

  private static final int ZERO_LENGTH = CHUNK;

  private static final System.Logger LOGGER = System.getLogger(PagePool.class.getName());

  private final NativeMemory memory;
  private final long address;
  private final long length;
  private final long pages;
  private final long zeroAddress;
  private final int pageShift;
  private final int stripeMask;
  private final PageAllocator allocator;
  private final Pins pins = new Pins();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment segment;

  /**
   * Reserves the address range; takes memory only with {@code preallocate}.
   *
   * @param capacityBytes a multiple of {@code pageSize}, less than 8 TiB
   * @param pageSize bytes, a power of two from 4 KiB to 2 MiB
   * @param preallocate whether all memory is taken from the operating system now and kept
   * @throws IllegalStateException if the operating system refuses; the message says what to do
   * @throws UnsupportedOperationException if the platform is not supported
   */
  PagePool(long capacityBytes, int pageSize, boolean preallocate) {
    this(NativeMemory.ofThisPlatform(), capacityBytes, pageSize, 0, preallocate);
  }

  /**
   * As the other constructor, on {@code memory}, with {@code spares} pages for {@link #takeSpares}.
   */
  PagePool(NativeMemory memory, long capacityBytes, int pageSize, int spares, boolean preallocate) {
    if (capacityBytes <= 0 || capacityBytes >= LIMIT || capacityBytes % pageSize != 0) {
      throw new IllegalArgumentException(
          ("a volume cannot have a capacity of " + capacityBytes + " bytes; it must be a multiple")
              + (" of the page size " + pageSize + " between that and 8 TiB"));
    }
    this.memory = memory;
    pageShift = Integer.numberOfTrailingZeros(pageSize);
    pages = capacityBytes >>> pageShift;
    length = capacityBytes + ((long) spares << pageShift);
    int stripes = stripes(capacityBytes / CHUNK);
    stripeMask = stripes - 1;
    allocator =
        new PageAllocator(
            Math.toIntExact(pages + spares),
            CHUNK / pageSize,
            stripes,
            MIN_SLACK / pageSize,
            spares,
            preallocate,
            new ChunkMemory());
    address = memory.reserve(length, CHUNK);
    try {
      memory.preferHugePages(address, length);
      if (preallocate) {
        memory.populate(address, length);
      }
      zeroAddress = memory.zeros(ZERO_LENGTH);
    } catch (IllegalStateException e) {
      memory.unmap(address, length);
      throw e;
    }
    segment = MemorySegment.ofAddress(address).reinterpret(length, arena, null);
  }

  /** A power of two: enough for all processors, but not more than the pool has chunks. */
  private static int stripes(long chunks) {
    int processors = Math.min(Runtime.getRuntime().availableProcessors(), MAX_STRIPES);
    int wanted = Integer.highestOneBit(2 * processors - 1);
    return (int) Math.min(wanted, Math.max(1, Long.highestOneBit(chunks)));
  }

  /** Gives the memory of chunks back. */
  private final class ChunkMemory implements PageAllocator.Discarder {
    @Override
    public boolean discard(int chunk) {
      long offset = (long) chunk * CHUNK;
      boolean done = memory.discard(address + offset, Math.min(CHUNK, length - offset));
      if (!done) {
        LOGGER.log(
            Level.WARNING,
            "The operating system does not take memory back (is this process locked in memory?);"
                + " the volume keeps what its files once used.");
      }
      return done;
    }

    @Override
    public boolean leavesZeros() {
      return memory.discardedReadsAsZeros();
    }
  }

  /** Bytes in a page. */
  int pageSize() {
    return 1 << pageShift;
  }

  /** The binary logarithm of {@link #pageSize()}. */
  int pageShift() {
    return pageShift;
  }

  /** The number of pages, without the spare ones; at most 2^31 - 1. */
  long pages() {
    return pages;
  }

  /**
   * Takes up to {@code count} pages, in ascending runs where possible, and puts their numbers at
   * {@code into[from]} and on. The caller is their one owner. What they hold is undefined unless
   * {@link #isZero} says otherwise.
   *
   * @return how many; fewer than {@code count} only when no page of the pool is free
   */
  int allocate(int[] into, int from, int count) {
    return allocator.allocate(stripe(), into, from, count);
  }

  private int stripe() {
    return (int) Thread.currentThread().threadId() & stripeMask;
  }

  /**
   * Whether the page held nothing but zeros when it was allocated. Good for the whole time that the
   * page is owned; it does not notice what owners write.
   */
  boolean isZero(int page) {
    return allocator.isZero(page);
  }

  /** Gives the page one more owner. The caller must be an owner. */
  void share(int page) {
    allocator.share(page);
  }

  /**
   * Whether the page has more than one owner. False is certain for an owner: nobody else can share
   * the page then. True may be out of date at once.
   */
  boolean isShared(int page) {
    return allocator.isShared(page);
  }

  /** Takes one owner off a page that was published; frees it if that was the last. */
  void release(int page) {
    allocator.release(page);
  }

  /** Releases {@code pages[from]} to {@code pages[from + count - 1]}; fastest in ascending runs. */
  void release(int[] pages, int from, int count) {
    allocator.release(pages, from, count, true);
  }

  /** Takes back pages that were allocated but never published. */
  void giveBack(int[] pages, int from, int count) {
    allocator.release(pages, from, count, false);
  }

  /**
   * Fills {@code into} with pages that do not count as taken, so that as many as there are without
   * them are left to {@link #allocate}; false if so many are not to be had.
   */
  boolean takeSpares(int[] into) {
    return allocator.takeSpares(stripe(), into);
  }

  /**
   * Takes back as many pages as one {@link #takeSpares} gave: those, or such as they were exchanged
   * for.
   */
  void returnSpares(int[] pages) {
    allocator.returnSpares(pages);
  }

  /** Gives the spare pages {@code held} back for others, in longer runs where there are any. */
  void renewSpares(int[] held) {
    allocator.renewSpares(stripe(), held);
  }

  /** Where the page begins in memory. */
  long address(int page) {
    return address + ((long) page << pageShift);
  }

  /**
   * All pages; page n begins at byte {@code (long) n << pageShift()}. After {@link #close()} an
   * access throws.
   */
  MemorySegment memory() {
    return segment;
  }

  /** Where {@link #zeroLength()} bytes of zeros begin: what a hole reads as. Not to be written. */
  long zeroAddress() {
    return zeroAddress;
  }

  /** Bytes of zeros at {@link #zeroAddress()}, at least 1 MiB. */
  int zeroLength() {
    return ZERO_LENGTH;
  }

  /**
   * Pages in use as told to the outside: what was {@linkplain #publish published} less what was
   * released. Unlike what is allocated it shows nothing of an operation under way or failed.
   */
  long used() {
    return allocator.used();
  }

  /** An operation that was committed put {@code count} more pages to use. */
  void publish(int count) {
    allocator.publish(count);
  }

  /** Bytes of the pages that the operating system backs with memory now. Slow: for status. */
  long residentBytes() {
    return memory.residentBytes(address, length);
  }

  /** Gives the memory of free pages back to the operating system, unless preallocated. */
  void trim() {
    allocator.trim();
  }

  /**
   * Keeps the pages mapped after {@link #close()} until {@link #unpin}; false if they are closed.
   */
  boolean pin() {
    synchronized (pins) {
      if (!arena.scope().isAlive()) {
        return false;
      }
      pins.count++;
      return true;
    }
  }

  /**
   * Undoes one {@link #pin()}; runs {@code last} before, unless the pool is closed. That may lock
   * an inode: so nobody may pin or unpin, or close the pool, while he holds such a lock.
   */
  void unpin(Runnable last) {
    synchronized (pins) {
      boolean open = arena.scope().isAlive();
      try {
        if (open) {
          last.run();
        }
      } finally {
        pins.count--;
        if (!open && pins.count == 0) {
          unmap();
        }
      }
    }
  }

  private void unmap() {
    memory.unmap(address, length);
    memory.unmap(zeroAddress, ZERO_LENGTH);
  }

  /**
   * Unmaps all pages, or leaves that to the last who has {@linkplain #pin pinned} them. Nothing
   * else may use the pool at the same time or later.
   */
  @Override
  public void close() {
    synchronized (pins) {
      if (arena.scope().isAlive()) {
        arena.close();
        if (pins.count == 0) {
          unmap();
        }
      }
    }
  }

  /** How many programs have pages mapped; guarded by itself. */
  private static final class Pins {
    int count;
  }
}
