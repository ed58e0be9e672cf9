// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same random operations on tmpfs and on a drive come to the same. */
class RandomOperationsTest {
  private static final int OPERATIONS = 4000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void driveDoesWhatTmpfsDoes(long seed) throws IOException {
    try (Tmpfs tmpfs = new Tmpfs();
        FileSystem drive =
            FileSystems.newFileSystem(URI.create("ramdrive:random"), Map.of("size", "64m"))) {
      Path root = Files.createDirectories(drive.getPath(tmpfs.root().toString()));
      Files.setPosixFilePermissions(root, Files.getPosixFilePermissions(tmpfs.root()));
      RandomOperations expected = new RandomOperations(tmpfs.root(), seed);
      RandomOperations actual = new RandomOperations(root, seed);
      List<String> history = new ArrayList<>();
      for (int i = 0; i < OPERATIONS; i++) {
        String wanted = expected.next();
        String got = actual.next();
        if (isThroughItsTarget(expected.last(), wanted, got)) {
          return; // the trees are not the same from here on
        }
        history.add(expected.last() + " => " + wanted);
        if (!got.equals(wanted)) {
          assertThat(got)
              .as("seed %d, operation %d, after%n%s", seed, i, last(history))
              .isEqualTo(wanted);
        }
        assertThat(actual.last()).isEqualTo(expected.last());
        if (i % 100 == 99) {
          assertThat(actual.tree())
              .as("the tree, seed %d, operation %d, after%n%s", seed, i, last(history))
              .isEqualTo(expected.tree());
        }
      }
    }
  }

  /**
   * The one allowed difference. The JDK removes a link that is to be replaced, finds that the
   * source was to be reached through that link, and leaves neither; ours copies or moves.
   */
  private static boolean isThroughItsTarget(String operation, String wanted, String got) {
    return (operation.startsWith("copy ") || operation.startsWith("move "))
        && operation.contains("REPLACE_EXISTING")
        && wanted.startsWith("java.nio.file.NoSuchFileException")
        && got.equals("done");
  }

  private static String last(List<String> history) {
    return String.join(
        System.lineSeparator(), history.subList(Math.max(0, history.size() - 30), history.size()));
  }
}
