// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/**
 * How much a mount's queue of notifications holds.
 *
 * @param nameBytes bytes of messages about names
 * @param inodes messages about inodes
 */
record QueueLimits(int nameBytes, int inodes) {
  /** Some 4000 of each: what a loaded machine makes in the time slice of another thread. */
  private static final QueueLimits WITH_EPOCH = new QueueLimits(256 << 10, 4096);

  /**
   * For a kernel that cannot be told to forget all names at once: names are then not to be lost,
   * and there is room for a million of them. The memory is touched only where it is used.
   */
  private static final QueueLimits WITHOUT_EPOCH = new QueueLimits(64 << 20, 4096);

  /** Chooses limits. */
  @FunctionalInterface
  interface ByEpochs {
    /** The limits, given whether the kernel can be told to forget all names at once. */
    QueueLimits limits(boolean epochs);
  }

  /**
   * Those of a mount.
   *
   * @param epochs whether the kernel knows INC_EPOCH
   */
  static QueueLimits of(boolean epochs) {
    return epochs ? WITH_EPOCH : WITHOUT_EPOCH;
  }
}
