// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.NameMatching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountPointCheckTest {
  @TempDir Path directory;

  @Test
  void acceptsAnEmptyDirectory() throws IOException {
    MountPoint point = MountPointCheck.check(directory);
    assertThat(point.path()).isEqualTo(directory.toRealPath());
    assertThat(point.mounted()).isEmpty();
  }

  @Test
  void followsLinks() throws IOException {
    Path target = Files.createDirectory(directory.resolve("target"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    assertThat(MountPointCheck.check(link).path()).isEqualTo(target.toRealPath());
  }

  @Test
  void saysHowToMakeAMissingOne() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> MountPointCheck.check(missing))
        .isInstanceOf(MountException.class)
        .hasMessage(
            "The mount point " + missing + " does not exist; create it with: mkdir -p " + missing);
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> MountPointCheck.check(file))
        .hasMessage("The mount point " + file + " is not a directory; choose an empty directory.");
  }

  @Test
  void refusesADirectoryThatAMountWouldHide() throws IOException {
    Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> MountPointCheck.check(directory))
        .hasMessage(
            "The mount point "
                + directory
                + " is not empty, and a mount would hide what is in it; choose an empty"
                + " directory.");
  }

  @Test
  void doesNotWaitForAServerThatDoesNotAnswer() throws IOException {
    MountPoint point = MountPointCheck.check(directory);
    int fd = DirectMount.mount(point, FuseOptions.defaults()).orElseThrow();
    try (Rings none = new Rings(fd, FuseOptions.Transport.DEVICE)) {
      InitExchange.with(fd, FuseOptions.defaults(), NameMatching.EXACT, none);
      assertThatThrownBy(() -> MountPointCheck.check(directory))
          .hasMessage(
              directory
                  + " is the mount point of a program that does not answer (fuse.ramdrive); if it"
                  + " hangs, free those who wait for it with: umount -f "
                  + directory);
    } finally {
      new Syscalls().close(fd);
      Unmounter.detach(point);
    }
  }
}
