// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/**
 * For how long a kernel may believe an answer: the pair of numbers that fuse_entry_out and
 * fuse_attr_out carry.
 *
 * @param seconds whole seconds
 * @param nanoseconds the rest, below 1 000 000 000
 */
record Timeout(long seconds, int nanoseconds) {
  static final Timeout NONE = new Timeout(0, 0);

  /**
   * 68 years. The kernel adds it to its clock in jiffies, which holds that at any tick rate, while
   * larger values depend on how it clamps.
   */
  static final Timeout FOR_EVER = new Timeout(Integer.MAX_VALUE, 0);

  /** Whether the kernel may believe nothing. */
  boolean isNone() {
    return seconds == 0 && nanoseconds == 0;
  }

  /** The pair for an option value, {@link FuseOptions#FOR_EVER} included. */
  static Timeout ofMillis(long millis) {
    if (millis == FuseOptions.FOR_EVER) {
      return FOR_EVER;
    }
    return new Timeout(millis / 1000, (int) (millis % 1000) * 1_000_000);
  }
}
