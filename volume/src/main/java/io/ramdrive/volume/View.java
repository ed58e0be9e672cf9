// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** One way to look at a volume: a kernel mount, or the file system provider of this JVM. */
public interface View {
  /**
   * Called once for each inode that an operation hands to this view ({@link Call#inode()}), while
   * the inode cannot be freed. The view keeps the inode alive with {@link Inode#retain()} for as
   * long as it may name it again.
   */
  void retain(Inode inode);
}
