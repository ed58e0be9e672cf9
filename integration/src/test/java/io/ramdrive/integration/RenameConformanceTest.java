// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.RENAME_EXCHANGE;
import static io.ramdrive.integration.LinuxFlags.RENAME_NOREPLACE;
import static io.ramdrive.integration.LinuxFlags.RENAME_WHITEOUT;
import static io.ramdrive.integration.LinuxFlags.S_IFCHR;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** rename(2) and renameat2(2): what moves, what is replaced, and each error of the manual. */
class RenameConformanceTest {
  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  private Path file;
  private Path other;
  private Path directory;
  private Path empty;
  private Path none;

  @BeforeEach
  void tree() {
    file = path("file");
    other = path("other");
    directory = path("directory");
    empty = path("empty");
    none = path("none");
    Content.write(file, "file");
    Content.write(other, "the other");
    Posix.mkdir(directory, 0755);
    Posix.mkdir(directory.resolve("child"), 0755);
    Posix.mkdir(empty, 0755);
  }

  private static Path path(String name) {
    return DRIVE.directory().resolve(name);
  }

  private static String rename(Path from, Path to, int flags) {
    return Posix.errno(() -> Posix.renameat2(from, to, flags));
  }

  @Test
  void errors() {
    assertThat(rename(none, file, 0)).as("no source").isEqualTo("ENOENT");
    assertThat(rename(file, none.resolve("x"), 0)).as("no target parent").isEqualTo("ENOENT");
    assertThat(rename(file, other.resolve("x"), 0)).as("parent is a file").isEqualTo("ENOTDIR");
    assertThat(rename(file, directory, 0)).as("file over directory").isEqualTo("EISDIR");
    assertThat(rename(file, empty, 0)).as("file over empty directory").isEqualTo("EISDIR");
    assertThat(rename(directory, file, 0)).as("directory over file").isEqualTo("ENOTDIR");
    assertThat(rename(empty, directory, 0)).as("over a full directory").isEqualTo("ENOTEMPTY");
    assertThat(rename(directory, directory.resolve("child/x"), 0)).isEqualTo("EINVAL");
    assertThat(rename(directory, directory.resolve("child"), 0)).isEqualTo("EINVAL");
    assertThat(rename(directory.resolve("child"), directory, 0)).isEqualTo("ENOTEMPTY");
    assertThat(rename(directory.resolve("."), none, 0)).as("from .").isEqualTo("EBUSY");
    assertThat(rename(directory, empty.resolve(".."), 0)).as("to ..").isEqualTo("EBUSY");
    assertThat(rename(file, path("x".repeat(256)), 0)).isEqualTo("ENAMETOOLONG");
    assertThat(rename(file, none, 8)).as("unknown flag").isEqualTo("EINVAL");
    assertUntouched();
  }

  @Test
  void flagErrors() {
    assertThat(rename(file, other, RENAME_NOREPLACE)).isEqualTo("EEXIST");
    assertThat(rename(file, file, RENAME_NOREPLACE)).isEqualTo("EEXIST");
    assertThat(rename(none, other, RENAME_NOREPLACE)).isEqualTo("ENOENT");
    assertThat(rename(file, none, RENAME_EXCHANGE)).isEqualTo("ENOENT");
    assertThat(rename(none, file, RENAME_EXCHANGE)).isEqualTo("ENOENT");
    assertThat(rename(directory, directory.resolve("child"), RENAME_EXCHANGE)).isEqualTo("EINVAL");
    assertThat(rename(directory.resolve("child"), directory, RENAME_EXCHANGE)).isEqualTo("EINVAL");
    assertThat(rename(file, other, RENAME_EXCHANGE | RENAME_NOREPLACE)).isEqualTo("EINVAL");
    assertThat(rename(file, other, RENAME_EXCHANGE | RENAME_WHITEOUT)).isEqualTo("EINVAL");
    assertThat(rename(file, other, RENAME_NOREPLACE | RENAME_WHITEOUT)).isEqualTo("EEXIST");
    assertUntouched();
  }

  private void assertUntouched() {
    assertThat(Content.text(file)).isEqualTo("file");
    assertThat(Content.text(other)).isEqualTo("the other");
    assertThat(Posix.stat(directory).links()).isEqualTo(3);
    assertThat(Posix.stat(empty).links()).isEqualTo(2);
    assertThat(Posix.stat(DRIVE.directory()).links()).isEqualTo(4);
    assertThat(Posix.exists(none)).isFalse();
  }

  @Test
  void replacesFile() {
    Posix.link(other, none);
    long inode = Posix.stat(file).inode();
    Posix.rename(file, other);
    assertThat(Posix.exists(file)).isFalse();
    assertThat(Posix.stat(other).inode()).isEqualTo(inode);
    assertThat(Content.text(other)).isEqualTo("file");
    assertThat(Posix.stat(none).links()).as("the replaced file's other name").isEqualTo(1);
    assertThat(Content.text(none)).isEqualTo("the other");
  }

  @Test
  void twoNamesOfOneFileBothStay() {
    Posix.link(file, none);
    Posix.rename(file, none);
    assertThat(Posix.stat(file).inode()).isEqualTo(Posix.stat(none).inode());
    assertThat(Posix.stat(file).links()).isEqualTo(2);
    Posix.rename(file, file);
    assertThat(Content.text(file)).isEqualTo("file");
  }

  @Test
  void movesDirectoryBetweenParents() {
    Content.write(directory.resolve("child/leaf"), "leaf");
    Posix.rename(directory.resolve("child"), empty.resolve("moved"));
    assertThat(Posix.stat(directory).links()).isEqualTo(2);
    assertThat(Posix.stat(empty).links()).isEqualTo(3);
    assertThat(Content.text(empty.resolve("moved/leaf"))).isEqualTo("leaf");
    assertThat(Posix.stat(empty.resolve("moved/..")).inode()).isEqualTo(Posix.stat(empty).inode());
    assertThat(Posix.errno(() -> Posix.stat(directory.resolve("child/leaf")))).isEqualTo("ENOENT");
    Posix.rmdir(directory);
  }

  @Test
  void directoryReplacesEmptyDirectory() {
    int fd = Posix.open(empty, O_RDONLY);
    Posix.rename(directory, empty);
    assertThat(Posix.exists(directory)).isFalse();
    assertThat(Posix.stat(empty).links()).isEqualTo(3);
    assertThat(Posix.exists(empty.resolve("child"))).isTrue();
    assertThat(Posix.stat(DRIVE.directory()).links()).isEqualTo(3);
    assertThat(Posix.stat(fd).links()).as("the replaced directory").isZero();
    Posix.close(fd);
  }

  @Test
  void noreplaceMovesToAFreeName() {
    Posix.renameat2(file, none, RENAME_NOREPLACE);
    assertThat(Posix.exists(file)).isFalse();
    assertThat(Content.text(none)).isEqualTo("file");
    Posix.renameat2(directory, file, RENAME_NOREPLACE);
    assertThat(Posix.exists(file.resolve("child"))).isTrue();
  }

  @Test
  void exchangeSwapsAnything() {
    Posix.symlink("file", none);
    Posix.renameat2(none, other, RENAME_EXCHANGE);
    assertThat(Posix.readlink(other)).isEqualTo("file");
    assertThat(Content.text(none)).isEqualTo("the other");

    Posix.renameat2(file, directory.resolve("child"), RENAME_EXCHANGE);
    assertThat(Content.text(directory.resolve("child"))).isEqualTo("file");
    assertThat(Posix.stat(file).links()).as("a directory now").isEqualTo(2);
    assertThat(Posix.stat(directory).links()).isEqualTo(2);
    assertThat(Posix.stat(DRIVE.directory()).links()).isEqualTo(5);
    assertThat(Posix.stat(file.resolve("..")).inode())
        .isEqualTo(Posix.stat(DRIVE.directory()).inode());
  }

  @Test
  void whiteoutStaysBehind() {
    Posix.renameat2(file, none, RENAME_WHITEOUT);
    assertThat(Content.text(none)).isEqualTo("file");
    Stat whiteout = Posix.lstat(file);
    assertThat(whiteout.type()).isEqualTo(S_IFCHR);
    assertThat(whiteout.rdevMajor()).isZero();
    assertThat(whiteout.rdevMinor()).isZero();

    Posix.renameat2(directory.resolve("child"), empty.resolve("child"), RENAME_WHITEOUT);
    assertThat(Posix.lstat(directory.resolve("child")).type()).isEqualTo(S_IFCHR);
    assertThat(Posix.stat(directory).links()).isEqualTo(2);
    assertThat(Posix.stat(empty).links()).isEqualTo(3);
  }

  @Test
  void openFilesMoveAlong() {
    int fd = Posix.open(file, O_RDONLY);
    int replaced = Posix.open(other, O_RDONLY);
    Posix.rename(file, other);
    assertThat(Content.read(fd)).isEqualTo(Content.read(other));
    assertThat(Content.read(replaced)).asString().isEqualTo("the other");
    assertThat(Posix.stat(replaced).links()).isZero();
    Posix.close(fd);
    Posix.close(replaced);
  }

  @Test
  void stickyDirectoryProtectsOthersFiles() {
    Path sticky = path("sticky");
    Posix.mkdir(sticky, 0755);
    Posix.chmod(sticky, 01777);
    Path roots = sticky.resolve("root's");
    Path nobodys = sticky.resolve("nobody's");
    Content.write(roots, "root");
    User.NOBODY.run(() -> Content.write(nobodys, "nobody"));
    assertThat(User.NOBODY.errno(() -> Posix.unlink(roots))).isEqualTo("EPERM");
    assertThat(User.NOBODY.errno(() -> Posix.rename(roots, sticky.resolve("x"))))
        .isEqualTo("EPERM");
    assertThat(User.NOBODY.errno(() -> Posix.rename(nobodys, roots))).isEqualTo("EPERM");
    assertThat(User.NOBODY.errno(() -> Posix.rename(nobodys, sticky.resolve("x")))).isEqualTo("OK");
    assertThat(User.NOBODY.errno(() -> Posix.unlink(sticky.resolve("x")))).isEqualTo("OK");
    assertThat(Content.text(roots)).isEqualTo("root");
  }
}
