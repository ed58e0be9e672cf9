// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import java.nio.file.Path;

/** The directory of a suite whose steps need nothing else. */
record Folder(Path path) implements AutoCloseable {
  @Override
  public void close() {}
}
