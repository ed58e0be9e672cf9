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

  /** Makes the directories. */
  ChaosTree(RootedCalls calls) {
    for (int i = 0; i < DIRECTORIES; i++) {
      String path = "dir-" + i;
      if (calls.mkdir(path, 0755) != 0) {
        throw new AssertionError("mkdir " + path + " failed");
      }
      directories.add(new ChaosDirectory(path, i * NAMES, NAMES));
    }
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
