// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.Optional;

/** Where the content of a volume's regular files lies. Chosen when the volume is made. */
sealed interface ContentStore permits PageStore, TmpfsStore {
  /**
   * The store for a new volume.
   *
   * @throws IllegalStateException when it cannot be had, in a sentence for users
   */
  static ContentStore of(VolumeOptions options) {
    return switch (options.content()) {
      case PAGES -> new PageStore(options);
      case TMPFS -> new TmpfsStore(options);
    };
  }

  /** A new, empty file, held once by its maker. */
  RegularFile newFile(Volume volume, long id, Call call, int mode);

  /** The size of the smallest piece of memory that a file takes, in bytes. */
  int pageSize();

  /** Fills in the capacity and how much of it is used. Never blocks. */
  void statistics(VolumeStatistics into);

  /**
   * Says how many views look at the volume from now on.
   *
   * @throws IllegalStateException when they could not be told of each other's changes, in a
   *     sentence for users
   */
  default void viewed(Volume volume, int views) {}

  /** Publishes what kernels have written by themselves so far, if anybody is to be told. */
  default void noticeWrites() {}

  /** The content as files of the operating system, if it is that. */
  default Optional<OpenableContent> openable(Volume volume) {
    return Optional.empty();
  }

  /** As {@link SparePages#of}. */
  default Optional<SparePages> spares(int bytes) {
    return Optional.empty();
  }

  /** Frees all memory at once. */
  void close();
}
