// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Inode;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The locks that this JVM's Java views hold on files. They are for Java views only: the kernel
 * keeps the locks of a mount's programs to itself. So no lock is ever waited for: what another
 * program holds is not seen, and what this JVM holds makes a second lock an error, as everywhere in
 * Java.
 */
final class FileLocks {
  private static final Map<Inode, List<RamDriveFileLock>> BY_FILE = new ConcurrentHashMap<>();

  private FileLocks() {}

  /**
   * Adds a lock.
   *
   * @throws OverlappingFileLockException when this JVM has locked a part of the region already
   */
  static void add(Inode file, RamDriveFileLock lock) {
    BY_FILE.compute(
        file,
        (key, present) -> {
          List<RamDriveFileLock> locks = present == null ? new ArrayList<>() : present;
          for (RamDriveFileLock other : locks) {
            if (other.overlaps(lock.position(), lock.size())) {
              throw new OverlappingFileLockException();
            }
          }
          locks.add(lock);
          return locks;
        });
  }

  static void remove(Inode file, RamDriveFileLock lock) {
    BY_FILE.computeIfPresent(
        file,
        (key, locks) -> {
          locks.remove(lock);
          return locks.isEmpty() ? null : locks;
        });
  }

  /** Ends all locks of a channel that is being closed. */
  static void removeAll(Inode file, RamDriveFileChannel channel) {
    BY_FILE.computeIfPresent(
        file,
        (key, locks) -> {
          locks.removeIf(lock -> lock.isOf(channel));
          return locks.isEmpty() ? null : locks;
        });
  }
}
