// SPDX-License-Identifier: Apache-2.0

package io.ramdrive.integration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules about the text of the Java files, which the formatter and the compiler do not check. */
class SourceTreeTest {

  private static final int MAX_LINES = 600;

  private static List<Path> javaFiles = List.of();

  @BeforeAll
  static void findJavaFiles() throws IOException {
    String root =
        requireNonNull(
            System.getProperty("ramdrive.root"),
            "The system property ramdrive.root is not set: run this test through Maven.");
    try (Stream<Path> files = Files.walk(Path.of(root), 16)) {
      javaFiles =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("/target/"))
              .toList();
    }
    assertThat(javaFiles)
        .extracting(file -> file.getFileName().toString())
        .contains("module-info.java", "SourceTreeTest.java");
  }

  @Test
  void everyFileStartsWithItsLicence() {
    assertThat(javaFiles)
        .allSatisfy(
            file ->
                assertThat(lines(file))
                    .first()
                    .isEqualTo("// SPDX-License-Identifier: Apache-2.0"));
  }

  @Test
  void noFileIsLong() {
    assertThat(javaFiles)
        .allSatisfy(file -> assertThat(lines(file)).hasSizeLessThanOrEqualTo(MAX_LINES));
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(javaFiles)
        .filteredOn(file -> file.toString().contains("/src/main/java/io/"))
        .extracting(file -> requireNonNull(file.getParent()).resolve("package-info.java"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(lines(file)).contains("@NullMarked"));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
