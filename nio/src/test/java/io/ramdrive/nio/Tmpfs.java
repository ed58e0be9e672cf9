// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory of the JDK's own file system on tmpfs: what ours is measured by. */
final class Tmpfs implements AutoCloseable {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final Path root;

  Tmpfs() throws IOException {
    if (!Files.getFileStore(SHARED_MEMORY).type().equals("tmpfs")) {
      throw new AssertionError(
          SHARED_MEMORY + " is no tmpfs; mount one: mount -t tmpfs tmpfs " + SHARED_MEMORY);
    }
    root = Files.createTempDirectory(SHARED_MEMORY, "ramdrive-nio-");
  }

  Path root() {
    return root;
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(root)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
