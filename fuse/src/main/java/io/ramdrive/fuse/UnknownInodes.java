// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.time.Duration;
import java.util.Arrays;

/**
 * What a kernel was told of inodes that it did not know yet although we had handed them to it: to
 * be told again. For one thread.
 */
final class UnknownInodes {
  private static final int INITIAL_CAPACITY = 64;
  private static final int INO = 0;
  private static final int OFF = 1;
  private static final int LEN = 2;
  private static final int BEFORE = 3;
  private static final int SINCE = 4;
  private static final int FIELDS = 5;

  private final long limit;
  private long[] entries = new long[INITIAL_CAPACITY * FIELDS];
  private int end;

  /** Tells the kernel of one inode. */
  @FunctionalInterface
  interface Sender {
    /** Sends INVAL_INODE; whether the kernel still has to be told of the inode after that. */
    boolean mustTellAgain(long ino, long off, long len);
  }

  /**
   * @param limit for how long others wait until an inode is known
   */
  UnknownInodes(Duration limit) {
    this.limit = limit.toNanos();
  }

  /**
   * Keeps a notification.
   *
   * @param before how much had been added to the queue when the batch before this one was taken
   */
  void add(long ino, long off, long len, long before) {
    if (end == entries.length) {
      entries = Arrays.copyOf(entries, 2 * end);
    }
    entries[end + INO] = ino;
    entries[end + OFF] = off;
    entries[end + LEN] = len;
    entries[end + BEFORE] = before;
    entries[end + SINCE] = System.nanoTime();
    end += FIELDS;
  }

  boolean isEmpty() {
    return end == 0;
  }

  /** How many there are. */
  int size() {
    return end / FIELDS;
  }

  /** Sends all of them once more, and keeps those that must be sent again. */
  void resend(Sender sender) {
    int kept = 0;
    for (int at = 0; at < end; at += FIELDS) {
      if (sender.mustTellAgain(entries[at + INO], entries[at + OFF], entries[at + LEN])) {
        System.arraycopy(entries, at, entries, kept, FIELDS);
        kept += FIELDS;
      }
    }
    end = kept;
  }

  /**
   * How much of what was added to the queue the kernel knows, given that {@code taken} was taken
   * and sent. An inode that has been unknown for longer than the limit counts as told.
   */
  long settled(long taken) {
    long settled = taken;
    for (int at = 0; at < end; at += FIELDS) {
      if (!isLate(at)) {
        settled = Math.min(settled, entries[at + BEFORE]);
      }
    }
    return settled;
  }

  /** Whether others wait for one of them. */
  boolean isAwaited() {
    for (int at = 0; at < end; at += FIELDS) {
      if (!isLate(at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isLate(int at) {
    return System.nanoTime() - entries[at + SINCE] > limit;
  }
}
