// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.CacheMode;
import io.ramdrive.Mount;
import io.ramdrive.RamDrive;
import io.ramdrive.RamDriveOptions;
import io.ramdrive.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A mount whose kernel keeps what programs write to itself for a while: alone or not at all. */
class ExclusiveMountTest {
  @TempDir private Path temp;
  private Path one;
  private Path two;
  private RamDrive drive;

  @BeforeEach
  void create() throws IOException {
    one = Files.createDirectory(temp.toRealPath().resolve("one"));
    two = Files.createDirectory(temp.toRealPath().resolve("two"));
    drive = RamDrive.create(options().build());
  }

  private static RamDriveOptions.Builder options() {
    return RamDriveOptions.builder()
        .size("64m")
        .fileInfoTimeoutMs(RamDriveOptions.FOR_EVER)
        .cache(CacheMode.EXCLUSIVE);
  }

  @AfterEach
  void close() {
    drive.close();
    assertThat(MountTable.isMounted(one)).isFalse();
    assertThat(MountTable.isMounted(two)).isFalse();
  }

  @Test
  void theKernelWritesBack() throws IOException {
    try (Mount mount = drive.mount(one)) {
      assertThat(mount.negotiation()).containsPattern("(?m)^WRITEBACK_CACHE +yes");
      String device = Command.output("mountpoint", "-d", one).strip();
      assertThat(Path.of("/sys/class/bdi", device, "read_ahead_kb")).hasContent("512");
    }
  }

  @Test
  void refusesAnyOtherView() throws IOException {
    Mount mount = drive.mount(one);
    assertThatThrownBy(() -> drive.mount(two))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "An exclusive view must be the only one, but the volume is seen by the mount at "
                + one
                + " already; close that first.");
    assertThatThrownBy(() -> drive.path("/x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The volume is seen by the mount at "
                + one
                + ", which is exclusive: the kernel keeps sizes and data to itself there; close"
                + " that first.");
    assertThat(drive.mounts()).containsExactly(mount);
    assertThat(two).isEmptyDirectory();
    Content.write(mount.path("file"), "still served");

    mount.close();
    assertThat(drive.path("/file")).hasContent("still served");
  }

  @Test
  void isRefusedBesideAnotherView() throws IOException {
    Files.writeString(drive.path("/file"), "from Java");
    assertThatThrownBy(() -> drive.mount(one))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "An exclusive view must be the only one, but the volume is seen by the Java file system"
                + " ramdrive[-0-9]* already; close that first\\.");
    assertThat(drive.mounts()).isEmpty();
    assertThat(MountTable.isMounted(one)).isFalse();

    drive.fileSystem().close();
    try (Mount mount = drive.mount(one)) {
      assertThat(Content.text(mount.path("file"))).isEqualTo("from Java");
    }
  }

  @Test
  void theCommandRefusesASecondDirectory() {
    Command refused =
        Command.run(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            "-cp",
            System.getProperty("java.class.path"),
            "--enable-native-access=ALL-UNNAMED",
            "io.ramdrive.cli.Main",
            "mount",
            "--cache=exclusive",
            "--size=1m",
            one,
            two);
    assertThat(refused.output())
        .startsWith("ramdrive: ")
        .contains(one.toString())
        .contains("exclusive")
        .hasLineCount(1);
    assertThat(refused.exitCode()).isEqualTo(3);
  }

  /** Sizes and times that only the kernel knew must have reached the drive with the unmount. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void nothingIsLostWithTheMount(Transport transport) throws IOException {
    drive.close();
    drive = RamDrive.create(options().transport(transport).build());
    byte[] large = Pattern.bytes(7, 0, 5_000_000);
    try (Mount mount = mount()) {
      assertThat(mount.transport()).contains(transport);
      Path folder = Files.createDirectory(mount.path("folder"));
      for (int i = 0; i < 50; i++) {
        int fd = Posix.open(folder.resolve("f" + i), LinuxFlags.O_RDWR | LinuxFlags.O_CREAT, 0644);
        for (int piece = 0; piece < 20; piece++) {
          Posix.pwrite(fd, Pattern.bytes(i, piece * 777L, 777), piece * 777L);
        }
        Posix.ftruncate(fd, 15_000);
        Posix.close(fd);
      }
      Content.write(folder.resolve("dbtmp"), large);
      Files.move(folder.resolve("dbtmp"), folder.resolve("large"), StandardCopyOption.ATOMIC_MOVE);
      Posix.utimes(
          folder.resolve("f0"), Instant.ofEpochSecond(1_000_000), Instant.ofEpochSecond(2_000_000));
    }
    for (int i = 0; i < 50; i++) {
      Path file = drive.path("/folder/f" + i);
      Pattern.check(file.toString(), i, 0, 15_000, Files.readAllBytes(file));
    }
    Pattern.check("large", 7, 0, large.length, Files.readAllBytes(drive.path("/folder/large")));
    assertThat(drive.path("/folder/dbtmp")).doesNotExist();
    assertThat(Files.getLastModifiedTime(drive.path("/folder/f0")).to(TimeUnit.SECONDS))
        .isEqualTo(2_000_000);
    assertThat(drive.awaitCoherence(Duration.ofSeconds(1))).isTrue();
  }

  /** The kernel takes more than there is room for; whoever asks learns that it is not kept. */
  @Test
  void aFullDriveSaysSoWhereDataIsToBeKept() throws IOException {
    byte[] data = Pattern.bytes(8, 0, 96 << 20);
    try (Mount mount = drive.mount(one)) {
      int synced = Posix.open(mount.path("synced"), LinuxFlags.O_RDWR | LinuxFlags.O_CREAT, 0644);
      assertThat(Posix.pwrite(synced, data, 0)).isEqualTo(data.length);
      assertThatThrownBy(() -> Posix.fsync(synced)).hasMessageEndingWith("ENOSPC");
      Posix.close(synced);
      Files.delete(mount.path("synced"));

      int closed = Posix.open(mount.path("closed"), LinuxFlags.O_RDWR | LinuxFlags.O_CREAT, 0644);
      assertThat(Posix.pwrite(closed, data, 0)).isEqualTo(data.length);
      assertThatThrownBy(() -> Posix.close(closed)).hasMessageEndingWith("ENOSPC");
      Files.delete(mount.path("closed"));

      Content.write(mount.path("file"), "there is room again");
    }
    assertThat(drive.path("/file")).hasContent("there is room again");
  }

  private Mount mount() throws IOException {
    try (RingSwitch _ = RingSwitch.on()) {
      return drive.mount(one);
    }
  }
}
