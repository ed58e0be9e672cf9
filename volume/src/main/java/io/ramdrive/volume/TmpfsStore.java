// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Content in files of a {@link DetachedTmpfs}, which a kernel can be given to read and write by
 * itself. What it writes comes to no one's notice but the {@link TmpfsWatch}'s, which is on while
 * several views look at the volume: it costs every write of the kernel, and a single view knows
 * what it writes.
 */
final class TmpfsStore implements ContentStore {
  private static final int PAGE_SIZE = 4096;

  private final DetachedTmpfs tmpfs;

  /** Guarded by this. */
  private @Nullable TmpfsWatch watch;

  /**
   * @throws IllegalStateException when the kernel refuses it, in a sentence for users
   */
  TmpfsStore(VolumeOptions options) {
    tmpfs = DetachedTmpfs.create(options.capacity(), options.pageSize() > PAGE_SIZE);
  }

  @Override
  public RegularFile newFile(Volume volume, long id, Call call, int mode) {
    return new TmpfsFile(volume, id, call, mode, tmpfs);
  }

  @Override
  public Optional<OpenableContent> openable(Volume volume) {
    return Optional.of(new OpenableContent(volume));
  }

  @Override
  public int pageSize() {
    return PAGE_SIZE;
  }

  @Override
  public void statistics(VolumeStatistics into) {
    tmpfs.statistics(into);
  }

  @Override
  public synchronized void viewed(Volume volume, int views) {
    if (views > 1 && watch == null) {
      watch = TmpfsWatch.start(volume, tmpfs);
    } else if (views <= 1 && watch != null) {
      watch.close();
      watch = null;
    }
  }

  @Override
  public void noticeWrites() {
    TmpfsWatch current;
    synchronized (this) {
      current = watch;
    }
    if (current != null) {
      current.drain();
    }
  }

  @Override
  public synchronized void close() {
    if (watch != null) {
      watch.close();
      watch.awaitEnd();
      watch = null;
    }
    tmpfs.close();
  }
}
