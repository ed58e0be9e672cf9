// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files by which a Linux machine tells what it can do.
 *
 * @param root where they are: {@code /}, or a stand-in for it
 * @param searchPath the value of PATH
 */
record Machine(Path root, String searchPath) {
  private static final int MAX_LENGTH = 1 << 16;

  /** The machine that this JVM runs on. */
  static Machine here() {
    return new Machine(Path.of("/"), System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
  }

  /** {@code absolute} on this machine. */
  Path file(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  /** The text of a file; empty when it cannot be read. */
  Optional<String> text(String absolute) {
    // Not readString, which asks for one byte first: the numbers in /proc/sys then end after it.
    try (InputStream in = Files.newInputStream(file(absolute))) {
      byte[] bytes = in.readNBytes(MAX_LENGTH);
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The program {@code name}, as a shell would find it. */
  Optional<Path> program(String name) {
    for (String directory : searchPath.split(":", -1)) {
      if (directory.startsWith("/")) {
        Path candidate = file(directory).resolve(name);
        if (Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }
}
