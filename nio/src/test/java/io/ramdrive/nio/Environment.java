// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.file.Path;

/** A file system that the suite of behaviours runs on. */
@FunctionalInterface
public interface Environment {
  /** A directory that may be filled with anything. */
  Path root() throws IOException;
}
