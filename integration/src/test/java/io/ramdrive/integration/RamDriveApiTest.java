// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.Mount;
import io.ramdrive.MountStatistics;
import io.ramdrive.MountedDrive;
import io.ramdrive.RamDrive;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drive in the process that uses it, as a Java program has it. */
class RamDriveApiTest {
  @TempDir private Path temp;
  private Path mountPoint;
  private RamDrive drive;

  @BeforeEach
  void create() throws IOException {
    mountPoint = Files.createDirectory(temp.toRealPath().resolve("drive"));
    drive =
        RamDrive.create(
            RamDriveOptions.builder()
                .size("16m")
                .volumeLabel("Java")
                .fileInfoTimeoutMs(RamDriveOptions.FOR_EVER)
                .initialDirectories("Temp,Cache/App1")
                .build());
  }

  @AfterEach
  void close() {
    drive.close();
    assertThat(MountTable.isMounted(mountPoint)).isFalse();
  }

  @Test
  void nativeProgramsSeeIt() throws IOException {
    try (Mount mount = drive.mount(mountPoint)) {
      assertThat(mount.mountPoint()).isEqualTo(mountPoint);
      assertThat(mount.path("/Temp")).isEqualTo(mountPoint.resolve("Temp"));
      assertThat(mount.isMounted()).isTrue();
      assertThat(mount.negotiation()).contains("EXPLICIT_INVAL_DATA");
      assertThat(mount.drive()).isSameAs(drive);
      assertThat(MountedDrive.at(mountPoint)).contains(new MountedDrive(mountPoint, "Java"));

      Files.writeString(mount.path("Cache/App1/file"), "from Java");
      assertThat(Command.output("cat", mount.path("/Cache/App1/file"))).isEqualTo("from Java");
      Command.output("sh", "-c", "echo from a shell >" + mount.path("Temp/file"));
      assertThat(Files.readString(mount.path("Temp/file"))).isEqualTo("from a shell\n");
      assertThat(drive.statistics().used()).isEqualTo(8192);
      assertThat(drive.statistics().inodes()).isEqualTo(6);
    }
  }

  @Test
  void contentOutlivesAMount() throws IOException {
    Mount first = drive.mount(mountPoint);
    Files.writeString(first.path("file"), "kept");
    first.close();
    assertThat(first.isMounted()).isFalse();
    assertThat(mountPoint).isEmptyDirectory();
    try (Mount second = drive.mount(mountPoint)) {
      assertThat(Files.readString(second.path("file"))).isEqualTo("kept");
    }
  }

  @Test
  void hasSeveralMountsAtOnce() throws IOException {
    Path otherPoint = Files.createDirectory(temp.toRealPath().resolve("other"));
    Mount one = drive.mount(mountPoint);
    Mount other = drive.mount(otherPoint);
    assertThat(drive.mounts()).containsExactly(one, other);
    Content.write(one.path("file"), "through one");
    assertThat(Content.text(other.path("file"))).isEqualTo("through one");

    one.close();
    assertThat(drive.mounts()).containsExactly(other);
    assertThat(mountPoint).isEmptyDirectory();
    assertThat(Content.text(other.path("file"))).isEqualTo("through one");
    one = drive.mount(mountPoint);
    assertThat(drive.mounts()).containsExactly(other, one);
    assertThat(Content.text(one.path("file"))).isEqualTo("through one");

    drive.close();
    assertThat(one.isMounted()).isFalse();
    assertThat(other.isMounted()).isFalse();
    assertThat(MountTable.isMounted(otherPoint)).isFalse();
    assertThatThrownBy(drive::awaitCoherence).hasMessage("The drive is closed.");
  }

  @Test
  void tellsHowMuchAMountWasTold() throws IOException {
    try (Mount mount = drive.mount(mountPoint)) {
      assertThat(mount.statistics()).isEqualTo(new MountStatistics(0, 0, 0, 0));
      assertThat(Posix.exists(mount.path("file"))).isFalse();
      assertThat(mount.statistics().notifications()).isZero();
      Files.createFile(drive.path("file"));
      assertThat(mount.statistics().notifications()).isPositive();
      assertThat(mount.statistics().refused()).isZero();
      assertThat(mount.statistics().overflows()).isZero();
    }
  }

  @Test
  void aMountThatIsRefusedLeavesTheOthers() throws IOException {
    try (Mount mount = drive.mount(mountPoint)) {
      assertThatThrownBy(() -> drive.mount(temp.resolve("absent"))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> drive.mount(mountPoint)).isInstanceOf(IOException.class);
      assertThat(drive.mounts()).containsExactly(mount);
      assertThat(drive.awaitCoherence(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void learnsWhenSomebodyElseUnmounts() throws Exception {
    Mount mount = drive.mount(mountPoint);
    CompletableFuture<Void> unmounted =
        CompletableFuture.runAsync(
            () -> {
              try {
                mount.awaitUnmounted();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(unmounted).isNotDone();
    Command.output("umount", mountPoint);
    unmounted.get(30, TimeUnit.SECONDS);
    assertThat(mount.isMounted()).isFalse();
    mount.close();
  }
}
