// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DriveSpaceTest {
  @Test
  void multipliesUnits() throws IOException {
    DriveSpace space = DriveSpace.parse("4096 100 60 1000 990");
    assertThat(space).isEqualTo(new DriveSpace(409_600, 163_840, 1000, 10));
    assertThat(space.free()).isEqualTo(245_760);
  }

  @Test
  void agreesWithTheJdk() throws IOException {
    Path proc = Path.of("/proc");
    assertThat(DriveSpace.of(proc).size()).isEqualTo(Files.getFileStore(proc).getTotalSpace());
  }

  @Test
  void saysWhyThereIsNoAnswer() {
    assertThatThrownBy(() -> DriveSpace.of(Path.of("/no/such/place")))
        .isInstanceOf(IOException.class)
        .hasMessage("No such file or directory");
    assertThatThrownBy(() -> DriveSpace.parse("")).hasMessage("stat -f printed ''");
  }
}
