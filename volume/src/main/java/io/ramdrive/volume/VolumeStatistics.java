// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * How full a volume is, at one instant. Filled by {@link Volume#statistics}, reused by the caller:
 * one thread at a time.
 */
public final class VolumeStatistics {
  long capacity;
  long used;
  long maxInodes;
  long inodes;

  /** Bytes that files can hold. */
  public long capacity() {
    return capacity;
  }

  /** Bytes that files hold, in whole pages. */
  public long used() {
    return used;
  }

  /** Bytes still to be had. */
  public long free() {
    return capacity - used;
  }

  /** The number of inodes that the volume can have. */
  public long maxInodes() {
    return maxInodes;
  }

  /**
   * The number of inodes that the volume has; named streams, long extended attributes and the like
   * count as inodes too.
   */
  public long inodes() {
    return inodes;
  }
}
