// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where chunks with free pages are found. Each such chunk has one token, and the token is in one
 * place: in the set {@code partial}, {@code idle} or {@code fresh}, with a stripe of the {@link
 * PageAllocator}, or in the hands of the thread that is moving it. A chunk without free pages has
 * none. The sets say where a chunk was put, which may be out of date (an idle chunk may have become
 * partial): that costs time only, for pages are taken from the {@link PageBitmap} alone.
 *
 * <p>No token gets lost: who drops that of a full chunk looks for free pages again afterwards, who
 * frees pages looks for a token afterwards. Both are volatile accesses to two words in opposite
 * order, so at least one of the two sees the other's and makes a new token.
 */
final class ChunkLists {
  /** No chunk. */
  static final int NONE = ChunkSet.NONE;

  private final PageBitmap bitmap;
  private final ChunkSet tokens;
  private final ChunkSet partial;
  private final ChunkSet idle;
  private final ChunkSet fresh;
  private final AtomicInteger resident = new AtomicInteger();

  /** All chunks are free; {@code populated} if all have memory already. */
  ChunkLists(int chunks, PageBitmap bitmap, boolean populated) {
    this.bitmap = bitmap;
    tokens = new ChunkSet(chunks);
    partial = new ChunkSet(chunks);
    idle = new ChunkSet(chunks);
    fresh = new ChunkSet(chunks);
    for (int chunk = 0; chunk < chunks; chunk++) {
      tokens.add(chunk);
      (populated ? idle : fresh).add(chunk);
    }
    resident.set(populated ? chunks : 0);
  }

  /** The number of chunks that were picked up since they were fresh. */
  int resident() {
    return resident.get();
  }

  /**
   * Picks a chunk up to allocate from, near {@code near} if it can. Memory that is already there
   * comes first: to use it again is two to four times cheaper than a first touch. Of that, few
   * pages fill gaps and many look for room in one piece.
   */
  int pickUp(int near, boolean many) {
    int chunk = (many ? idle : partial).take(near);
    if (chunk == NONE) {
      chunk = (many ? partial : idle).take(near);
    }
    if (chunk == NONE) {
      chunk = fresh.take(near);
      if (chunk != NONE) {
        resident.getAndIncrement();
      }
    }
    return chunk;
  }

  /** Picks a chunk up that has memory and, probably, no page in use. */
  int pickUpIdle() {
    return idle.take(0);
  }

  /** Puts a chunk down that was picked up, to where its free pages say. */
  void putDown(int chunk) {
    while (!bitmap.hasFree(chunk)) {
      tokens.remove(chunk);
      if (!bitmap.hasFree(chunk) || !tokens.add(chunk)) {
        return;
      }
    }
    if (bitmap.isWhollyFree(chunk)) {
      idle.add(chunk);
    } else {
      partial.add(chunk);
      moveIfIdle(chunk);
    }
  }

  /** Puts a chunk down whose memory was given back. */
  void putDownFresh(int chunk) {
    resident.getAndDecrement();
    fresh.add(chunk);
  }

  /** To be called after pages of the chunk became free, by a thread that need not hold it. */
  void freed(int chunk) {
    if (!tokens.contains(chunk) && tokens.add(chunk)) {
      putDown(chunk);
    } else {
      moveIfIdle(chunk);
    }
  }

  private void moveIfIdle(int chunk) {
    if (bitmap.isWhollyFree(chunk) && partial.remove(chunk)) {
      idle.add(chunk);
    }
  }
}
