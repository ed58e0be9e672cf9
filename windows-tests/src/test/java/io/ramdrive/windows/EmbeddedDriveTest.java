// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.Mount;
import io.ramdrive.RamDrive;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A drive that this JVM serves, and changes behind the kernel's back. */
class EmbeddedDriveTest {
  private static RamDrive drive() {
    WindowsDrive.requireWinFsp();
    return RamDrive.create(
        RamDriveOptions.builder().size("64m").fileInfoTimeoutMs(RamDriveOptions.FOR_EVER).build());
  }

  @Test
  void whatJavaChangesProgramsSee() throws Exception {
    try (RamDrive drive = drive();
        Mount mount = drive.mount(WindowsDrive.newShare())) {
      Path seen = mount.path("/file.txt");
      assertThat(seen).doesNotExist();
      Files.writeString(drive.path("/file.txt"), "first");
      assertThat(Files.readString(seen)).isEqualTo("first");
      Files.writeString(drive.path("/file.txt"), "second, and longer");
      awaitSize(seen, 18);
      assertThat(Files.readString(seen)).isEqualTo("second, and longer");
      Files.move(drive.path("/file.txt"), drive.path("/other.txt"));
      assertThat(seen).doesNotExist();
      assertThat(mount.path("/OTHER.TXT")).exists();
      assertThat(mount.statistics().refused()).isZero();
      assertThat(mount.negotiation()).contains("WinFsp");
    }
  }

  /** A worker of the driver carries a notification out, and nobody tells when. */
  private static void awaitSize(Path file, long size) throws IOException {
    Instant limit = Instant.now().plus(Duration.ofSeconds(30));
    while (Files.size(file) != size && Instant.now().isBefore(limit)) {
      Thread.onSpinWait();
    }
    assertThat(Files.size(file)).isEqualTo(size);
  }

  @Test
  void whatProgramsFlushJavaSees() throws Exception {
    try (RamDrive drive = drive();
        Mount mount = drive.mount(WindowsDrive.newShare())) {
      Win32.writeFile(mount.path("/file"), Win32.CREATE_NEW, new byte[] {1, 2, 3});
      assertThat(Files.readAllBytes(drive.path("/FILE"))).containsExactly(1, 2, 3);
    }
  }

  @Test
  void aLetterAndADirectoryShowTheSame() throws Exception {
    Path directory = Files.createTempDirectory("ramdrive-tests-").resolve("mount");
    try (RamDrive drive = drive();
        Mount letter = drive.mount("*");
        Mount folder = drive.mount(directory)) {
      assertThat(letter.mountPoint().toString()).matches("[D-Z]:\\\\");
      assertThat(folder.mountPoint()).isEqualTo(directory);
      Files.createFile(letter.path("/made"));
      drive.awaitCoherence();
      assertThat(folder.path("/made")).exists();
      assertThat(drive.mounts()).containsExactly(letter, folder);
    }
    assertThat(directory).doesNotExist();
  }

  @Test
  void aLetterInUseIsRefused() {
    try (RamDrive drive = drive()) {
      assertThatThrownBy(() -> drive.mount("C:"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("C: is in use");
    }
  }
}
