// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import org.jspecify.annotations.Nullable;

/**
 * What a program has open, from Create or Open to Close. It keeps its inode alive: content hangs on
 * this, never on a path, because Windows reads and writes files that have been deleted, and writes
 * what it has cached long after the program has closed its handle.
 */
final class OpenFile {
  private final long context;
  private final Inode inode;
  private final @Nullable Inode owner;

  /** What the kernel calls it. */
  private final KernelName name;

  /** Whoever reads on needs what the last ReadDirectory listed. Immutable, but replaced. */
  private volatile @Nullable DirectorySnapshot listing;

  /**
   * Takes over one hold on each inode.
   *
   * @param owner the file whose named stream {@code inode} is
   */
  OpenFile(long context, Inode inode, @Nullable Inode owner, KernelName name) {
    this.context = context;
    this.inode = inode;
    this.owner = owner;
    this.name = name;
  }

  /** The number by which WinFsp names it: FileContext. Never 0. */
  long context() {
    return context;
  }

  /** What is read and written: a file, a directory, a named stream. */
  Inode inode() {
    return inode;
  }

  /** What has the attributes, the security descriptor and the streams. */
  Inode file() {
    Inode file = owner;
    return file == null ? inode : file;
  }

  KernelName name() {
    return name;
  }

  boolean isStream() {
    return owner != null;
  }

  boolean isDirectory() {
    return inode.type() == Mode.S_IFDIR;
  }

  @Nullable DirectorySnapshot listing() {
    return listing;
  }

  void listing(@Nullable DirectorySnapshot snapshot) {
    listing = snapshot;
  }

  /** Lets go of the inodes. */
  void release() {
    listing = null;
    inode.release();
    if (owner != null) {
      owner.release();
    }
  }
}
