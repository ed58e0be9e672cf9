// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * A run of pages that is a part of a file and, for as long as a program has it mapped, stays where
 * it is. The mapping owns the pages besides the file: what the file lets go of while it is mapped
 * (a truncation) is nobody else's until then.
 *
 * <p>A page that is mapped is shared with no other file, so whoever writes to the file writes to
 * the mapped page itself: see {@link PagedFile#isShared}.
 */
final class PageMapping {
  /** The index in the file of the first page. */
  final long firstIndex;

  /** The number in the pool of the first page; the others follow. */
  final int firstPage;

  final int pages;

  PageMapping(long firstIndex, int firstPage, int pages) {
    this.firstIndex = firstIndex;
    this.firstPage = firstPage;
    this.pages = pages;
  }

  /** Whether the page is mapped here, as the one at {@code index}. */
  boolean covers(long index, int page) {
    long at = index - firstIndex;
    return at >= 0 && at < pages && page == firstPage + at;
  }
}
