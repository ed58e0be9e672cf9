// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** Receives the names of an inode. Called under the inode's read lock. */
@FunctionalInterface
public interface NameVisitor {
  /**
   * One name. The visitor may call {@link Inode#retain} for {@code parent}; no operation of the
   * volume.
   *
   * @param parent the directory that has the name
   * @param name the name; not to be changed
   */
  void name(Inode parent, byte[] name);
}
