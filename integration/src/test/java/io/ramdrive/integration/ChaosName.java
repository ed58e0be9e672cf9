// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A name that a file may have. Whoever looks through the name holds the read lock, whoever changes
 * what it leads to the write lock; of several names, in their order.
 */
final class ChaosName implements Comparable<ChaosName> {
  final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** The file that has this name, or null. */
  @Nullable ChaosFile file;

  private final int id;
  private final ChaosDirectory directory;
  private final String name;

  ChaosName(int id, ChaosDirectory directory, String name) {
    this.id = id;
    this.directory = directory;
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The path, as long as the directory is not moved. */
  String path() {
    return directory.path() + "/" + name;
  }

  @Override
  public int compareTo(ChaosName other) {
    return Integer.compare(id, other.id);
  }

  @Override
  public String toString() {
    return path();
  }
}
