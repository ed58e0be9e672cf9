// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The directories and names that all threads share, and what must be there. */
final class ChaosTree {
  private static final int DIRECTORIES = 6;
  private static final int NAMES = 16;

  /** Written while a directory moves, read by all that use paths. */
  final ReadWriteLock lock = new ReentrantReadWriteLock();

  private final List<ChaosDirectory> directories = new ArrayList<>();
  private final AtomicInteger files = new AtomicInteger();

  private final AtomicInteger timesFull = new AtomicInteger();
  private final boolean mayBeFull;

  /**
   * Makes the directories.
   *
   * @param mayBeFull whether the drive has too little space for all that may be written
   */
  ChaosTree(RootedCalls calls, boolean mayBeFull) {
    this.mayBeFull = mayBeFull;
    for (int i = 0; i < DIRECTORIES; i++) {
      String path = "dir-" + i;
      if (calls.mkdir(path, 0755) != 0) {
        throw new AssertionError("mkdir " + path + " failed");
      }
      directories.add(new ChaosDirectory(path, i * NAMES, NAMES));
    }
  }

  boolean mayBeFull() {
    return mayBeFull;
  }

  /** Counts that something found too little space. */
  void foundFull() {
    timesFull.incrementAndGet();
  }

  int timesFull() {
    return timesFull.get();
  }

  List<ChaosDirectory> directories() {
    return directories;
  }

  ChaosDirectory anyDirectory(SplittableRandom random) {
    return directories.get(random.nextInt(directories.size()));
  }

  ChaosName anyName(SplittableRandom random) {
    return anyDirectory(random).names().get(random.nextInt(NAMES));
  }

  /** A file that has just been made. */
  ChaosFile newFile(int mode, int links) {
    return new ChaosFile(files.incrementAndGet(), mode, links);
  }

  int filesMade() {
    return files.get();
  }
}
