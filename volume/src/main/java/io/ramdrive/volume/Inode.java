// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** A file, directory, symlink, FIFO, socket or device node of a volume. */
public class Inode {
  /**
   * Unique in the volume and never used again; the root's is {@link Volume#ROOT_ID}. The low 31
   * bits are the {@linkplain #slot() slot}.
   */
  public final long id() {
    throw new UnsupportedOperationException();
  }

  /**
   * A small number that no other live inode of the volume has: for tables by inode. It is used
   * again after this inode is freed.
   */
  public final int slot() {
    throw new UnsupportedOperationException();
  }

  /** File type bits of the mode: one of the S_IF constants of {@link Mode}; never changes. */
  public final int type() {
    throw new UnsupportedOperationException();
  }

  /**
   * Keeps the inode alive, with or without names, until {@link #release()}. The caller must know
   * that it is alive now.
   */
  public final void retain() {
    throw new UnsupportedOperationException();
  }

  /** Keeps the inode alive unless it has been freed already. */
  public final boolean tryRetain() {
    throw new UnsupportedOperationException();
  }

  /**
   * Undoes one {@link #retain()}. An inode without names and holders is freed at once, with its
   * memory.
   */
  public final void release() {
    throw new UnsupportedOperationException();
  }
}
