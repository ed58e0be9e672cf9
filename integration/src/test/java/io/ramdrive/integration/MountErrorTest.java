// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a drive cannot be mounted, the command says so in a sentence and touches nothing. */
class MountErrorTest {
  @TempDir private Path temp;

  private static String refused(Path mountPoint) {
    Command command =
        Command.run(TestDrive.command(mountPoint, List.of("--size", "16m")).toArray());
    assertThat(command.exitCode()).as(command.output()).isNotZero();
    assertThat(command.output()).contains(mountPoint.toString()).doesNotContain("\tat ");
    assertThat(MountTable.isMounted(mountPoint)).isFalse();
    return command.output();
  }

  @Test
  void missingDirectory() {
    Path missing = temp.resolve("missing");
    assertThat(refused(missing)).contains("does not exist", "mkdir");
    assertThat(missing).doesNotExist();
  }

  @Test
  void directoryWithContent() {
    Path full = temp.resolve("full");
    Posix.mkdir(full, 0755);
    Content.write(full.resolve("file"), "content");
    assertThat(refused(full)).contains("not empty");
    assertThat(Content.text(full.resolve("file"))).isEqualTo("content");
  }

  @Test
  void noDirectory() {
    Path file = temp.resolve("file");
    Content.touch(file);
    assertThat(refused(file)).contains("not a directory");
  }

  @Test
  void ringsThatTheKernelDoesNotOffer() {
    Path root = temp.resolve("root");
    Posix.mkdir(root, 0755);
    try (RingSwitch _ = RingSwitch.off()) {
      Command command =
          Command.run(
              TestDrive.command(root, List.of("--size", "16m", "--transport", "ring")).toArray());
      assertThat(command.exitCode()).as(command.output()).isEqualTo(3);
      assertThat(command.output())
          .contains("Requests cannot come through io_uring (transport 'ring'): needs the kernel's")
          .doesNotContain("\tat ");
    }
    assertThat(MountTable.isMounted(root)).isFalse();
  }

  @Test
  void driveInUse() {
    try (TestDrive drive = TestDrive.mount("--size", "16m")) {
      Command second =
          Command.run(TestDrive.command(drive.root(), List.of("--size", "16m")).toArray());
      assertThat(second.exitCode()).as(second.output()).isNotZero();
      assertThat(second.output()).contains("running RamDrive").doesNotContain("\tat ");
      assertThat(MountTable.count(drive.root())).isEqualTo(1);
      Content.write(drive.root().resolve("file"), "still served");
      assertThat(Content.text(drive.root().resolve("file"))).isEqualTo("still served");
    }
  }

  @Test
  void symlinkToADirectoryIsFollowed() {
    Path target = temp.resolve("target");
    Path link = temp.resolve("link");
    Posix.mkdir(target, 0755);
    Posix.symlink("target", link);
    TestDrive drive = TestDrive.start(target, TestDrive.command(link, List.of("--size", "16m")));
    Content.write(link.resolve("file"), "through the link");
    assertThat(Content.text(target.resolve("file"))).isEqualTo("through the link");
    drive.close();
    assertThat(Posix.exists(link.resolve("file"))).isFalse();
  }
}
