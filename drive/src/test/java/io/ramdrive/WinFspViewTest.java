// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.winfsp.binding.WinFspLibrary;
import io.ramdrive.winfsp.sim.SimSettings;
import io.ramdrive.winfsp.sim.SimVolume;
import io.ramdrive.winfsp.sim.SimWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The facade's mounts of Windows, on a simulated WinFsp. */
class WinFspViewTest {
  private SimWindows windows;
  private WinFspLibrary library;

  @BeforeEach
  void start() throws IOException {
    windows = SimWindows.start(new SimSettings());
    library = WinFspLibrary.of(windows.dll());
  }

  @AfterEach
  void end() {
    windows.close();
  }

  private static RamDriveOptions.Builder options() {
    return RamDriveOptions.builder()
        .size("4m")
        .maxInodes(1000)
        .caseSensitive(false)
        .fileInfoTimeoutMs(RamDriveOptions.FOR_EVER);
  }

  @Test
  void programsFindWhatTheOptionsSay() throws Exception {
    RamDriveOptions options =
        options().volumeLabel("Scratch").initialDirectories("Temp,Cache/App1").build();
    try (RamDrive drive = RamDrive.create(options);
        Mount mount = drive.mount(library, "r")) {
      assertThat(mount.mountPoint()).isEqualTo(Path.of("R:\\"));
      assertThat(mount.isMounted()).isTrue();
      assertThat(mount.drive()).isSameAs(drive);
      assertThat(mount.negotiation()).contains("WinFsp 2.1", "R:");
      assertThat(drive.mounts()).containsExactly(mount);
      SimVolume volume = windows.volume("R:");
      assertThat(volume.list("\\")).containsExactlyInAnyOrder("Temp", "Cache");
      assertThat(volume.info("\\cache\\App1").isDirectory()).isTrue();
      volume.writeFile("\\CACHE\\app1\\File.txt", "made by a program".getBytes(UTF_8));
      // With the timeout without end the kernel writes when it likes.
      volume.drain();
      assertThat(Files.readString(drive.path("/cache/APP1/file.TXT")))
          .isEqualTo("made by a program");
    }
    assertThat(windows.mountPoints()).isEmpty();
  }

  @Test
  void aChangeMadeThroughJavaIsSeenByPrograms() throws Exception {
    try (RamDrive drive = RamDrive.create(options().build());
        Mount mount = drive.mount(library, "R:")) {
      SimVolume volume = windows.volume("R:");
      volume.expectOutsideChanges();
      volume.writeFile("\\file", "before".getBytes(UTF_8));
      assertThat(volume.readAllBytes("\\FILE")).asString(UTF_8).isEqualTo("before");
      volume.drain();
      Files.writeString(drive.path("/file"), "after, and longer");
      windows.awaitNotifications();
      assertThat(volume.readAllBytes("\\FILE")).asString(UTF_8).isEqualTo("after, and longer");
      assertThat(mount.statistics().notifications()).isPositive();
      assertThat(mount.statistics().refused()).isZero();
    }
  }

  @Test
  void listingsAndFreeSpaceHaveTheirOwnTimes() throws Exception {
    RamDriveOptions options = options().dirInfoTimeoutMs(17).volumeInfoTimeoutMs(0).build();
    try (RamDrive drive = RamDrive.create(options);
        Mount mount = drive.mount(library, "R:")) {
      assertThat(mount.negotiation())
          .contains("attributes cached for: ever")
          .contains("listings cached for: 17 ms")
          .contains("free space cached for: 0 ms");
    }
  }

  @Test
  void theSystemMayChooseTheLetter() throws Exception {
    try (RamDrive drive = RamDrive.create(options().build());
        Mount mount = drive.mount(library, "*")) {
      assertThat(mount.mountPoint()).isEqualTo(Path.of("Z:\\"));
    }
  }

  @Test
  void aShareIsADriveWithoutALetter() throws Exception {
    try (RamDrive drive = RamDrive.create(options().build());
        Mount one = drive.mount(library, "\\\\ramdrive\\one");
        Mount two = drive.mount(library, "//ramdrive/two/")) {
      assertThat(one.mountPoint()).isEqualTo(Path.of("\\\\ramdrive\\one\\"));
      assertThat(drive.mounts()).isEqualTo(List.of(one, two));
      windows.volume("\\\\ramdrive\\two").expectOutsideChanges();
      windows.volume("\\\\ramdrive\\one").createDirectory("\\made");
      drive.awaitCoherence();
      windows.awaitNotifications();
      assertThat(windows.volume("\\\\ramdrive\\two").list("\\")).containsExactly("made");
    }
  }

  @Test
  void aLetterInUseIsRefused() {
    try (RamDrive drive = RamDrive.create(options().build())) {
      assertThatThrownBy(() -> drive.mount(library, "C:"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("C:");
      assertThat(drive.mounts()).isEmpty();
    }
  }

  @Test
  void whoWaitsForTheEndIsWoken() throws Exception {
    try (RamDrive drive = RamDrive.create(options().build())) {
      Mount mount = drive.mount(library, "R:");
      Thread closer = new Thread(mount::close);
      closer.start();
      mount.awaitUnmounted();
      closer.join();
      assertThat(mount.isMounted()).isFalse();
      mount.close();
      assertThat(drive.mounts()).isEmpty();
    }
  }
}
