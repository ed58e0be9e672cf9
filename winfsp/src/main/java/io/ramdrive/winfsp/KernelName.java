// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import org.jspecify.annotations.Nullable;

/**
 * What the kernel calls a file that it has open, once for each open. It keeps what it knows of the
 * file under this name, whatever other views have made of the name meanwhile.
 */
final class KernelName {
  final long inode;

  /** When it was opened, as a value of {@link System#nanoTime()}. */
  final long openedAt;

  /** From the root, with backslashes. Changed by the kernel's own renames only. */
  volatile String path;

  /** The next name of an inode of the same bucket; guarded by the bucket. */
  @Nullable KernelName next;

  KernelName(long inode, String path, long openedAt) {
    this.inode = inode;
    this.path = path;
    this.openedAt = openedAt;
  }
}
