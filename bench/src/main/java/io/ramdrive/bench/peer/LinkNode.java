// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.peer;

import java.nio.charset.StandardCharsets;

/** A symlink. */
final class LinkNode extends Node {
  /** S_IFLNK of linux/stat.h. */
  private static final int S_IFLNK = 0120000;

  final byte[] target;

  LinkNode(String target) {
    super(S_IFLNK | 0777);
    this.target = target.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  long size() {
    return target.length;
  }
}
