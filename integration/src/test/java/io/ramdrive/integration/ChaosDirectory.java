// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.util.ArrayList;
import java.util.List;

/** A directory that all threads work in. Its path changes only while {@link ChaosTree} is still. */
final class ChaosDirectory {
  private final List<ChaosName> names = new ArrayList<>();
  private String path;

  /** A directory for {@code count} names, the first of which is number {@code firstId} of all. */
  ChaosDirectory(String path, int firstId, int count) {
    this.path = path;
    for (int i = 0; i < count; i++) {
      names.add(new ChaosName(firstId + i, this, "name-" + i));
    }
  }

  String path() {
    return path;
  }

  void moved(String to) {
    path = to;
  }

  /** All names that files in it may have, in the order of their locks. */
  List<ChaosName> names() {
    return names;
  }
}
