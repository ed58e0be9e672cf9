// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.peer;

import java.util.concurrent.ConcurrentHashMap;

/** A directory. */
final class DirectoryNode extends Node {
  /** S_IFDIR of linux/stat.h. */
  static final int S_IFDIR = 0040000;

  final ConcurrentHashMap<String, Node> children = new ConcurrentHashMap<>();

  DirectoryNode(int permissions) {
    super(S_IFDIR | permissions);
  }

  @Override
  long size() {
    return 0;
  }

  @Override
  int links() {
    return 2;
  }
}
