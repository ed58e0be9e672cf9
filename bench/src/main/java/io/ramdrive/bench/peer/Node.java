// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.peer;

import java.time.Instant;

/** A file, directory or symlink. */
abstract sealed class Node permits DirectoryNode, FileNode, LinkNode {
  volatile int mode;
  volatile int uid;
  volatile int gid;
  volatile Instant atime = Instant.now();
  volatile Instant mtime = atime;
  volatile Instant ctime = atime;

  /**
   * @param mode with the type bits
   */
  Node(int mode) {
    this.mode = mode;
  }

  abstract long size();

  int links() {
    return 1;
  }

  final void changed() {
    ctime = Instant.now();
  }

  final void modified() {
    Instant now = Instant.now();
    mtime = now;
    ctime = now;
  }
}
