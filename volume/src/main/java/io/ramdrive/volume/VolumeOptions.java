// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/**
 * What a volume is made with. The facade checks what users give; here a wrong value is a
 * programming error.
 *
 * @param capacity bytes that files can hold, a multiple of the page size
 * @param pageSize bytes, a power of two from 4096 to 2 MiB
 * @param maxInodes the largest number of inodes
 * @param preallocate whether all memory is taken from the operating system at once and kept
 * @param uid the owner of the root directory
 * @param gid the group of the root directory
 * @param rootMode the permission bits of the root directory
 * @param names when two names are one
 */
public record VolumeOptions(
    long capacity,
    int pageSize,
    long maxInodes,
    boolean preallocate,
    int uid,
    int gid,
    int rootMode,
    NameMatching names) {
  /** Rejects what no volume can be made with. */
  public VolumeOptions {
    if (pageSize < 4096 || pageSize > 2 << 20 || Integer.bitCount(pageSize) != 1) {
      throw new IllegalArgumentException(
          "page size " + pageSize + " is not a power of two from 4096 to 2097152");
    }
    if (capacity <= 0 || capacity % pageSize != 0) {
      throw new IllegalArgumentException(
          "capacity " + capacity + " is not a positive multiple of the page size " + pageSize);
    }
    if (maxInodes < 1) {
      throw new IllegalArgumentException("a volume needs at least one inode, for its root");
    }
  }

  /** As the other, with names that are one only when they have the same bytes. */
  public VolumeOptions(
      long capacity,
      int pageSize,
      long maxInodes,
      boolean preallocate,
      int uid,
      int gid,
      int rootMode) {
    this(capacity, pageSize, maxInodes, preallocate, uid, gid, rootMode, NameMatching.EXACT);
  }
}
