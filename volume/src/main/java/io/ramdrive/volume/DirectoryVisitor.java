// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** Receives the entries of a directory. Called under the directory's read lock. */
@FunctionalInterface
public interface DirectoryVisitor {
  /**
   * One entry, in the order of positions. The first two are {@code .} and {@code ..}.
   *
   * <p>The visitor may call {@link Volume#getattr} and {@link View#retain} for the inode of any
   * entry but {@code .} and {@code ..}; no other operation of the volume.
   *
   * @param name the entry's name; not to be changed
   * @param inode what the entry names
   * @param position where a later {@link Volume#readdir} continues behind this entry
   * @return false when there was no room for this entry: the listing ends before it
   */
  boolean entry(byte[] name, Inode inode, long position);
}
