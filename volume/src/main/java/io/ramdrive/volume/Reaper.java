// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.concurrent.atomic.AtomicLong;

/** Frees inodes, and counts those that live on without a name. Thread-safe. */
final class Reaper {
  private final InodeTable inodes;
  private final NamedStreams streams;
  private final WindowsMetadata windows;
  private final AtomicLong orphans = new AtomicLong();

  Reaper(InodeTable inodes, NamedStreams streams, WindowsMetadata windows) {
    this.inodes = inodes;
    this.streams = streams;
    this.windows = windows;
  }

  /** How many inodes have no name and live only because somebody holds them. */
  long orphans() {
    return orphans.get();
  }

  /** Says that an inode has lost its last name; it dies with its last holder. */
  void dropNames(Inode inode) {
    orphaned();
    inode.release();
  }

  /** Counts an inode that is held but has no name. */
  void orphaned() {
    orphans.incrementAndGet();
  }

  /** Takes back {@link #orphaned()}: the inode has been given a name. */
  void adopted() {
    orphans.decrementAndGet();
  }

  /** Frees an inode that nobody holds. */
  void free(Inode inode) {
    discard(inode);
    adopted();
  }

  /** Frees an inode that nobody but its maker has ever known. */
  void discard(Inode inode) {
    inode.freeContent();
    WindowsAttributes attributes = inode.windows;
    if (attributes != null) {
      streams.free(attributes);
      windows.free(attributes);
    }
    long units = 1;
    if (inode.xattrs != null) {
      units += Xattrs.units(inode.xattrs.bytes());
    }
    if (inode instanceof Symlink link) {
      units += Xattrs.units(link.target.length);
    }
    inodes.remove(inode);
    inodes.uncharge(units);
  }
}
