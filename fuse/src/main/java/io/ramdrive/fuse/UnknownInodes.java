// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.time.Duration;

/**
 * Since when a kernel has not known an inode that it was told to forget things of. Remembers the
 * latest few hundred; one thread at a time.
 */
final class UnknownInodes {
  private static final int PLACES = 256;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long limit;
  private final long[] ids = new long[PLACES];
  private final long[] since = new long[PLACES];

  /**
   * @param limit how long an inode may be unknown
   */
  UnknownInodes(Duration limit) {
    this.limit = limit.toNanos();
  }

  /**
   * Notes that an inode is unknown.
   *
   * @return false when it has been for longer than the limit
   */
  boolean add(long id) {
    int place = place(id);
    long now = System.nanoTime();
    if (ids[place] != id) {
      ids[place] = id;
      since[place] = now;
    }
    return now - since[place] < limit;
  }

  /** Notes that an inode is not unknown. */
  void remove(long id) {
    int place = place(id);
    if (ids[place] == id) {
      ids[place] = 0;
    }
  }

  private static int place(long id) {
    return (int) ((id * MULTIPLIER) >>> 56);
  }
}
