// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
  private static final int NOBODY = 0;

  @TempDir private Path temporary;
  private Path folder;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void resolve() throws IOException {
    folder = temporary.toRealPath();
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void nobodyIsNobody() throws IOException {
    assertThat(Users.of(folder, NOBODY)).isEmpty();
  }

  @Test
  void anOpenFileCounts() throws IOException {
    Path file = Files.createFile(folder.resolve("f"));
    long self = ProcessHandle.current().pid();
    try (InputStream open = Files.newInputStream(file)) {
      assertThat(open.read()).isEqualTo(-1);
      assertThat(Users.of(folder, NOBODY)).matches(" by .+ \\(process " + self + "\\)");
      assertThat(Users.of(folder.resolve("f"), NOBODY)).isNotEmpty();
      Path other = Path.of(folder + "f");
      assertThat(Users.of(other, NOBODY)).isEmpty();
      assertThat(Users.of(folder)).as("but not by the one who asks").isEmpty();
      Files.delete(file);
      assertThat(Users.of(folder, NOBODY)).as("a deleted file").isNotEmpty();
    }
  }

  @Test
  void aMappedFileCounts() throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[4096]);
    try (Arena arena = Arena.ofConfined()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        assertThat(channel.map(FileChannel.MapMode.READ_ONLY, 0, 4096, arena).byteSize())
            .isEqualTo(4096);
      }
      assertThat(Users.of(folder, NOBODY)).isNotEmpty();
    }
    assertThat(Users.of(folder, NOBODY)).isEmpty();
  }

  @Test
  void workingDirectoriesCountAndOnlyThreeAreNamed() throws IOException {
    for (int i = 0; i < 5; i++) {
      processes.add(new ProcessBuilder("cat").directory(folder.toFile()).start());
    }
    assertThat(Users.of(folder, NOBODY))
        .matches(
            " by cat \\(process \\d+\\), cat \\(process \\d+\\), cat \\(process \\d+\\) and 2"
                + " more");
  }
}
