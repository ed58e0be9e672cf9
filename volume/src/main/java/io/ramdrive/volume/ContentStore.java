// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** Where the content of a volume's regular files lies. Chosen when the volume is made. */
sealed interface ContentStore permits PageStore {
  /** A new, empty file, held once by its maker. */
  RegularFile newFile(Volume volume, long id, Call call, int mode);

  /** The size of the smallest piece of memory that a file takes, in bytes. */
  int pageSize();

  /** Fills in the capacity and how much of it is used. Never blocks. */
  void statistics(VolumeStatistics into);

  /** Frees all memory at once. */
  void close();
}
