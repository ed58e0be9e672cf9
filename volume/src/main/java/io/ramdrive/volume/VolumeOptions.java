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
 * @param content where the content of files lies
 */
public record VolumeOptions(
    long capacity,
    int pageSize,
    long maxInodes,
    boolean preallocate,
    int uid,
    int gid,
    int rootMode,
    NameMatching names,
    Content content) {
  /** Where the content of files lies. */
  public enum Content {
    /** In pages of memory of this process. */
    PAGES,
    /**
     * In files of a tmpfs that is mounted nowhere, which a kernel can read and write by itself; on
     * Linux, for root. A page size of 4096 bytes, or of 2 MiB for pages that are as large as the
     * file is there: then only writing into a hole takes more than what is written. Nothing is
     * preallocated.
     */
    TMPFS
  }

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
    if (content == Content.TMPFS && ((pageSize != 4096 && pageSize != 2 << 20) || preallocate)) {
      throw new IllegalArgumentException(
          "content in a tmpfs has pages of 4096 bytes or up to 2 MiB, and none is preallocated");
    }
    if (maxInodes < 1) {
      throw new IllegalArgumentException("a volume needs at least one inode, for its root");
    }
  }

  /** As the first, with content in pages. */
  public VolumeOptions(
      long capacity,
      int pageSize,
      long maxInodes,
      boolean preallocate,
      int uid,
      int gid,
      int rootMode,
      NameMatching names) {
    this(capacity, pageSize, maxInodes, preallocate, uid, gid, rootMode, names, Content.PAGES);
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
