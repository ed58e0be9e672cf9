// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.AT_FDCWD;
import static io.ramdrive.integration.LinuxFlags.AT_SYMLINK_FOLLOW;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_EXCL;
import static io.ramdrive.integration.LinuxFlags.O_NOFOLLOW;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static io.ramdrive.integration.LinuxFlags.S_IFLNK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hard links and symbolic links: link(2), symlink(7), path_resolution(7). */
class LinkConformanceTest {
  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  private Path a;
  private Path b;
  private Path directory;

  @BeforeEach
  void names() {
    a = DRIVE.directory().resolve("a");
    b = DRIVE.directory().resolve("b");
    directory = DRIVE.directory().resolve("directory");
    Posix.mkdir(directory, 0755);
  }

  @Test
  void hardLinksAreOneFile() {
    Content.write(a, "first");
    assertThat(Posix.stat(a).links()).isEqualTo(1);
    Posix.link(a, b);
    Path c = directory.resolve("c");
    Posix.link(b, c);

    assertThat(Posix.stat(a)).isEqualTo(Posix.stat(b)).isEqualTo(Posix.stat(c));
    assertThat(Posix.stat(a).links()).isEqualTo(3);
    Content.write(b, "longer than the first");
    assertThat(Content.text(a)).isEqualTo("longer than the first");
    assertThat(Posix.stat(c).size()).isEqualTo(21);
    Posix.chmod(c, 0640);
    assertThat(Posix.stat(a).permissions()).isEqualTo(0640);
  }

  @Test
  void fileLivesUntilItsLastNameGoes() {
    Content.write(a, "content");
    Posix.link(a, b);
    long inode = Posix.stat(a).inode();
    Posix.unlink(a);

    assertThat(Posix.errno(() -> Posix.stat(a))).isEqualTo("ENOENT");
    assertThat(Posix.stat(b).links()).isEqualTo(1);
    assertThat(Posix.stat(b).inode()).isEqualTo(inode);
    assertThat(Content.text(b)).isEqualTo("content");
    Posix.link(b, a);
    Posix.unlink(b);
    assertThat(Content.text(a)).isEqualTo("content");
  }

  @Test
  void aThousandLinks() {
    Content.write(a, "content");
    for (int i = 0; i < 1_000; i++) {
      Posix.link(a, directory.resolve("link" + i));
    }
    assertThat(Posix.stat(directory.resolve("link777")).links()).isEqualTo(1_001);
    for (int i = 0; i < 1_000; i++) {
      Posix.unlink(directory.resolve("link" + i));
    }
    assertThat(Posix.stat(a).links()).isEqualTo(1);
  }

  @Test
  void linkErrors() {
    Content.touch(a);
    Content.touch(b);
    Path none = DRIVE.directory().resolve("none");
    Path fresh = DRIVE.directory().resolve("fresh");
    assertThat(Posix.errno(() -> Posix.link(a, b))).as("target exists").isEqualTo("EEXIST");
    assertThat(Posix.errno(() -> Posix.link(none, fresh))).as("no source").isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Posix.link(directory, fresh))).as("dir").isEqualTo("EPERM");
    assertThat(Posix.errno(() -> Posix.link(a, none.resolve("x")))).isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Posix.link(a, b.resolve("x")))).isEqualTo("ENOTDIR");
    assertThat(Posix.errno(() -> Posix.link(a, directory))).isEqualTo("EEXIST");
    assertThat(Posix.stat(a).links()).as("links after failures").isEqualTo(1);
  }

  @Test
  void linkToASymlink() {
    Content.write(a, "content");
    Path symlink = DRIVE.directory().resolve("symlink");
    Posix.symlink("a", symlink);
    Posix.link(symlink, b);
    assertThat(Posix.lstat(b).inode()).isEqualTo(Posix.lstat(symlink).inode());
    assertThat(Posix.lstat(b).links()).isEqualTo(2);
    assertThat(Posix.readlink(b)).isEqualTo("a");

    Path followed = DRIVE.directory().resolve("followed");
    Posix.linkat(AT_FDCWD, Posix.bytes(symlink), Posix.bytes(followed), AT_SYMLINK_FOLLOW);
    assertThat(Posix.lstat(followed).inode()).isEqualTo(Posix.stat(a).inode());
  }

  @Test
  void symlinkIsWhatItSays() {
    Posix.symlink("somewhere/else", a);
    Stat stat = Posix.lstat(a);
    assertThat(stat.type()).isEqualTo(S_IFLNK);
    assertThat(stat.permissions()).isEqualTo(0777);
    assertThat(stat.size()).isEqualTo("somewhere/else".length());
    assertThat(stat.links()).isEqualTo(1);
    assertThat(Posix.readlink(a)).isEqualTo("somewhere/else");
    assertThat(Posix.errno(() -> Posix.open(a, O_RDONLY))).as("dangling").isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Posix.stat(a))).as("dangling").isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Posix.symlink("x", a))).as("taken").isEqualTo("EEXIST");
    assertThat(Posix.errno(() -> Posix.symlink("", b))).as("empty").isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Posix.readlink(directory))).isEqualTo("EINVAL");
  }

  @Test
  void symlinksAreFollowed() {
    Content.write(directory.resolve("file"), "content");
    Posix.symlink("directory", a);
    Posix.symlink(directory + "/file", b);
    assertThat(Content.text(a.resolve("file"))).as("relative").isEqualTo("content");
    assertThat(Content.text(b)).as("absolute").isEqualTo("content");
    assertThat(Posix.stat(a).inode()).isEqualTo(Posix.stat(directory).inode());
    assertThat(Posix.errno(() -> Posix.open(b, O_RDONLY | O_NOFOLLOW))).isEqualTo("ELOOP");
    Posix.symlink("../directory/file", directory.resolve("up"));
    assertThat(Content.text(directory.resolve("up"))).isEqualTo("content");
  }

  @Test
  void createThroughADanglingSymlink() {
    Posix.symlink("target", a);
    assertThat(Posix.errno(() -> Posix.open(a, O_WRONLY | O_CREAT | O_EXCL, 0644)))
        .isEqualTo("EEXIST");
    Content.write(a, "content");
    assertThat(Content.text(DRIVE.directory().resolve("target"))).isEqualTo("content");
    assertThat(Posix.readlink(a)).isEqualTo("target");
  }

  @Test
  void symlinkLoop() {
    Posix.symlink("b", a);
    Posix.symlink("a", b);
    assertThat(Posix.errno(() -> Posix.open(a, O_RDONLY))).isEqualTo("ELOOP");
    assertThat(Posix.readlink(a)).isEqualTo("b");
  }

  @Test
  void longestTarget() {
    for (int length : new int[] {1, 7, 60, 127, 128, 255, 256, 1_000, 4_094, 4_095}) {
      String target = "x".repeat(length);
      Path link = DRIVE.directory().resolve("link" + length);
      Posix.symlink(target, link);
      assertThat(Posix.readlink(link)).hasSize(length).isEqualTo(target);
      assertThat(Posix.lstat(link).size()).isEqualTo(length);
    }
    assertThat(Posix.errno(() -> Posix.symlink("x".repeat(4_096), a))).isEqualTo("ENAMETOOLONG");
  }

  @Test
  void replacedSymlinkLeadsToItsNewTarget() {
    Content.write(directory.resolve("one"), "1");
    Content.write(directory.resolve("two"), "22");
    for (int round = 0; round < 20; round++) {
      String target = round % 2 == 0 ? "one" : "two";
      Posix.symlink("directory/" + target, b);
      Posix.rename(b, a);
      assertThat(Posix.readlink(a)).isEqualTo("directory/" + target);
      assertThat(Content.text(a)).isEqualTo(round % 2 == 0 ? "1" : "22");
    }
    Posix.unlink(a);
    Posix.symlink("directory/one", a);
    assertThat(Content.text(a)).isEqualTo("1");
  }
}
