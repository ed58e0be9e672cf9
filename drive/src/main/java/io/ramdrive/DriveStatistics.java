// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

/**
 * How full a drive is, at one instant.
 *
 * @param size bytes that files can hold
 * @param used bytes that files hold, in whole pages
 * @param maxInodes the number of inodes that there can be
 * @param inodes the number of inodes that there are
 */
public record DriveStatistics(long size, long used, long maxInodes, long inodes) {
  /** Bytes still to be had. */
  public long free() {
    return size - used;
  }

  /** Inodes still to be had. */
  public long freeInodes() {
    return maxInodes - inodes;
  }
}
