// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialDirectoriesTest {
  @ParameterizedTest
  @ValueSource(strings = {"Temp", "Temp,Cache/App1,Cache/App2", "a/b/c/d/e/f", "Temp,temp,TEMP/x"})
  void areThereAndCanBeWrittenTo(String directories) throws Exception {
    try (WindowsDrive drive = WindowsDrive.mount("--initial-directories", directories)) {
      for (String path : directories.split(",", -1)) {
        Path directory = drive.root().resolve(path);
        assertThat(directory).isDirectory();
        Path file = Files.writeString(directory.resolve("file"), path);
        assertThat(file).content().isEqualTo(path);
        Files.delete(file);
      }
    }
  }
}
