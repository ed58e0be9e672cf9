// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.SparePages;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has the data of large writes arrive in pages that the volume takes as they are: what comes before
 * the data goes to the request's buffer, what comes behind that to the pages. When to read so must
 * be said before it is known what comes; so it is done for a while after each large write. What
 * else comes then is put together again. Belongs to a channel's thread.
 */
final class DataPages implements AutoCloseable {
  /** What comes before the data of a WRITE. */
  static final int BEFORE_DATA = InHeader.SIZE + WriteIn.SIZE;

  /** Data of fewer bytes is copied: that costs less than to exchange pages. */
  private static final int LARGE = 64 << 10;

  /** How many requests that are no large writes end the expectation of one. */
  private static final int PATIENCE = 8;

  /** How many large writes are copied before scattered pages are tried to be gathered again. */
  private static final int TRUCE = 64;

  private static final int IOVEC_SIZE = 16;

  private final MemorySegment request;
  private final int maxWrite;
  private final MountServer server;
  private @Nullable SparePages pages;
  private boolean refused;
  private int expecting;
  private int truce;

  /** An array of struct iovec, see {@link ReadReply}. */
  private final MemorySegment iovecs =
      Arena.ofAuto().allocate((1L + SparePages.MOST_PIECES) * IOVEC_SIZE, Long.BYTES);

  /**
   * @param request where requests begin
   * @param maxWrite the most bytes of one write
   * @param server has the pages
   */
  DataPages(MemorySegment request, int maxWrite, MountServer server) {
    this.request = request;
    this.maxWrite = maxWrite;
    this.server = server;
  }

  /**
   * Sees to it that the next request can be read to {@link #iovecs()}; returns how many there are,
   * or 0 when it is to be read to the request's buffer.
   */
  int prepare() {
    if (expecting == 0 || refused) {
      return 0;
    }
    if (pages == null) {
      Optional<SparePages> spares = server.spares(maxWrite);
      refused = spares.isEmpty() || spares.get().count() * spares.get().pageSize() < maxWrite;
      if (refused) {
        spares.ifPresent(SparePages::close);
        return 0;
      }
      pages = spares.get();
    }
    if (!pages.gather()) {
      expecting = 0;
      truce = TRUCE;
      return 0;
    }
    return fill(pages);
  }

  private int fill(SparePages pages) {
    put(0, request.address(), BEFORE_DATA);
    int count = 1;
    int end;
    for (int at = 0; at < pages.count(); at = end) {
      end = pages.endOfPiece(at);
      put(count++, pages.address(at), (long) (end - at) * pages.pageSize());
    }
    return count;
  }

  private void put(int index, long address, long length) {
    long at = (long) index * IOVEC_SIZE;
    iovecs.set(JAVA_LONG, at, address);
    iovecs.set(JAVA_LONG, at + 8, length);
  }

  /** The address of what {@link #prepare} has filled in. */
  long iovecs() {
    return iovecs.address();
  }

  /**
   * Puts a request of {@code length} bytes together.
   *
   * @param inPages whether it was read to {@link #iovecs()}
   * @return the pages if they hold the data of a large WRITE; otherwise all is in the request's
   *     buffer
   */
  @Nullable SparePages sort(int length, boolean inPages) {
    if (isLargeWrite(length)) {
      if (truce > 0) {
        truce--;
      } else {
        expecting = PATIENCE;
      }
      return inPages ? pages : null;
    }
    if (inPages && pages != null && length > BEFORE_DATA) {
      pages.copyTo(request, BEFORE_DATA, length - BEFORE_DATA);
    }
    if (length >= BEFORE_DATA + LARGE) { // the next may be of the same kind
      expecting = 0;
    } else if (expecting > 0) {
      expecting--;
    }
    return null;
  }

  /** Whether the volume can take the data as it is: whole pages go to whole pages. */
  private boolean isLargeWrite(int length) {
    return length >= BEFORE_DATA + LARGE
        && InHeader.opcode(request) == Opcode.FUSE_WRITE
        && WriteIn.size(request) == length - BEFORE_DATA
        && (WriteIn.flags(request) & WriteIn.O_APPEND) == 0
        && (pages == null || WriteIn.offset(request) % pages.pageSize() == 0);
  }

  @Override
  public void close() {
    if (pages != null) {
      pages.close();
      pages = null;
    }
  }
}
