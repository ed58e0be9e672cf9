// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;

/**
 * The pages of a volume: a fixed number of equal pages in one reserved address range. A page is
 * known by its number, 0 to {@code pages() - 1}. Thread-safe, no lock.
 *
 * <p>A page has as many owners as {@link #share} gave it beyond the one that allocated it; it is
 * free again when the last has released it. Only an owner may share, read, write or release it.
 */
final class PagePool implements AutoCloseable {
  /** No page: what callers keep where a file has a hole. Never handed out. */
  static final int NONE = -1;

  /**
   * Reserves the address range; takes memory only with {@code preallocate}.
   *
   * @param capacityBytes a multiple of {@code pageSize}
   * @param pageSize bytes, a power of two from 4 KiB to 2 MiB
   * @param preallocate whether all memory is taken from the operating system now and kept
   * @throws IllegalStateException if the operating system refuses; the message says what to do
   */
  PagePool(long capacityBytes, int pageSize, boolean preallocate) {
    throw new UnsupportedOperationException();
  }

  /** Bytes in a page. */
  int pageSize() {
    throw new UnsupportedOperationException();
  }

  /** The binary logarithm of {@link #pageSize()}. */
  int pageShift() {
    throw new UnsupportedOperationException();
  }

  /** The number of pages, at most 2^31 - 1. */
  long pages() {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes up to {@code count} pages, in ascending runs where possible, and puts their numbers at
   * {@code into[from]} and on. The caller is their one owner. What they hold is undefined unless
   * {@link #isZero} says otherwise.
   *
   * @return how many; fewer than {@code count} only when no page of the pool is free
   */
  int allocate(int[] into, int from, int count) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether the page held nothing but zeros when it was allocated. Good for the whole time that the
   * page is owned; it does not notice what owners write.
   */
  boolean isZero(int page) {
    throw new UnsupportedOperationException();
  }

  /** Gives the page one more owner. The caller must be an owner. */
  void share(int page) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether the page has more than one owner. False is certain for an owner: nobody else can share
   * the page then. True may be out of date at once.
   */
  boolean isShared(int page) {
    throw new UnsupportedOperationException();
  }

  /** Takes one owner off the page; frees it if that was the last. */
  void release(int page) {
    throw new UnsupportedOperationException();
  }

  /** Releases {@code pages[from]} to {@code pages[from + count - 1]}; fastest in ascending runs. */
  void release(int[] pages, int from, int count) {
    throw new UnsupportedOperationException();
  }

  /** Where the page begins in memory. */
  long address(int page) {
    throw new UnsupportedOperationException();
  }

  /** All pages; page n begins at byte {@code (long) n << pageShift()}. */
  MemorySegment memory() {
    throw new UnsupportedOperationException();
  }

  /** Where {@link #zeroLength()} bytes of zeros begin: what a hole reads as. Not to be written. */
  long zeroAddress() {
    throw new UnsupportedOperationException();
  }

  /** Bytes of zeros at {@link #zeroAddress()}, at least 1 MiB. */
  int zeroLength() {
    throw new UnsupportedOperationException();
  }

  /**
   * Pages in use as told to the outside: the sum of what was {@linkplain #published}. Unlike what
   * is allocated it shows nothing of an operation under way or failed.
   */
  long used() {
    throw new UnsupportedOperationException();
  }

  /** An operation that was committed put {@code delta} more pages to use (fewer if negative). */
  void published(long delta) {
    throw new UnsupportedOperationException();
  }

  /** Bytes of the pages that the operating system backs with memory now. Slow: for status. */
  long residentBytes() {
    throw new UnsupportedOperationException();
  }

  /** Gives the memory of free pages back to the operating system, unless preallocated. */
  void trim() {
    throw new UnsupportedOperationException();
  }

  /** Unmaps all pages. Nothing may use the pool at the same time or later. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
