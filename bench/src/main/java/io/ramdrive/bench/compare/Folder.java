// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.nio.file.Path;

/** The directory of a suite whose steps need nothing else. */
record Folder(Path path) implements AutoCloseable {

  /** The same on all contenders. */
  static Folder of(Path directory, Contender contender) {
    return new Folder(directory);
  }

  @Override
  public void close() {}
}
