// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.AT_FDCWD;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may do what, and which bits of the mode do not survive: inode(7), chmod(2), chown(2). */
class PermissionConformanceTest {
  private static final User OWNER = new User(4711, 4711, List.of(99));
  private static final User STRANGER = new User(4712, 4712, List.of());

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  private Path file;

  @BeforeEach
  void makeFile() {
    Posix.chmod(DRIVE.directory(), 0777);
    file = DRIVE.directory().resolve("file");
    OWNER.run(() -> Content.write(file, "content"));
  }

  private int mode() {
    return Posix.stat(file).permissions();
  }

  @Test
  void newFilesBelongToTheirMaker() {
    assertThat(Posix.stat(file).uid()).isEqualTo(4711);
    assertThat(Posix.stat(file).gid()).isEqualTo(4711);
    assertThat(mode()).isEqualTo(0644);
  }

  @Test
  void modeDecides() {
    Posix.chmod(file, 0640);
    assertThat(OWNER.errno(() -> Content.read(file))).isEqualTo("OK");
    assertThat(STRANGER.errno(() -> Content.read(file))).isEqualTo("EACCES");
    assertThat(STRANGER.errno(() -> Posix.access(file, 4))).isEqualTo("EACCES");
    assertThat(STRANGER.errno(() -> Posix.access(file, 0))).isEqualTo("OK");
    Posix.chmod(file, 0604);
    assertThat(STRANGER.errno(() -> Content.read(file))).isEqualTo("OK");
    assertThat(STRANGER.errno(() -> Posix.truncate(file, 0))).isEqualTo("EACCES");
    Posix.chmod(file, 0066);
    assertThat(OWNER.errno(() -> Content.read(file))).as("owner's own bits").isEqualTo("EACCES");
    assertThat(STRANGER.errno(() -> Content.read(file))).isEqualTo("OK");
    Posix.chown(file, 0, 99);
    Posix.chmod(file, 0060);
    assertThat(OWNER.errno(() -> Content.read(file))).as("further group").isEqualTo("OK");
    Posix.chmod(file, 0);
    assertThat(Content.text(file)).as("root").isEqualTo("content");
    assertThat(Posix.errno(() -> Posix.access(file, 1))).as("root executes").isEqualTo("EACCES");
  }

  @Test
  void directoriesDecideOverNames() {
    Path directory = DRIVE.directory().resolve("directory");
    Path inner = directory.resolve("inner");
    Posix.mkdir(directory, 0755);
    Content.touch(inner);
    Posix.chmod(inner, 0666);
    assertThat(STRANGER.errno(() -> create(directory.resolve("x")))).isEqualTo("EACCES");
    assertThat(STRANGER.errno(() -> Posix.unlink(inner))).isEqualTo("EACCES");
    assertThat(STRANGER.errno(() -> Posix.rename(inner, file))).isEqualTo("EACCES");
    assertThat(STRANGER.errno(() -> Content.write(inner, "y"))).isEqualTo("OK");
    Posix.chmod(directory, 0711);
    assertThat(STRANGER.errno(() -> Content.read(inner))).as("x alone").isEqualTo("OK");
    assertThat(STRANGER.errno(() -> Posix.close(Posix.open(directory, O_RDONLY))))
        .isEqualTo("EACCES");
    Posix.chmod(directory, 0744);
    assertThat(STRANGER.errno(() -> Content.read(inner))).as("no x").isEqualTo("EACCES");
    assertThat(STRANGER.errno(() -> Posix.stat(directory.resolve("none")))).isEqualTo("EACCES");
  }

  private static void create(Path path) {
    Posix.close(Posix.open(path, O_WRONLY | O_CREAT, 0644));
  }

  @Test
  void onlyTheOwnerChangesTheMode() {
    assertThat(STRANGER.errno(() -> Posix.chmod(file, 0777))).isEqualTo("EPERM");
    assertThat(OWNER.errno(() -> Posix.chmod(file, 0600))).isEqualTo("OK");
    assertThat(mode()).isEqualTo(0600);
    Posix.chown(file, -1, 50);
    assertThat(OWNER.errno(() -> Posix.chmod(file, 02770))).isEqualTo("OK");
    assertThat(mode()).as("set-group-id of a foreign group").isEqualTo(0770);
    Posix.chown(file, -1, 99);
    assertThat(OWNER.errno(() -> Posix.chmod(file, 06770))).isEqualTo("OK");
    assertThat(mode()).isEqualTo(06770);
  }

  @Test
  void whoMayChangeOwnerAndGroup() {
    assertThat(OWNER.errno(() -> Posix.chown(file, 4712, -1))).isEqualTo("EPERM");
    assertThat(OWNER.errno(() -> Posix.chown(file, -1, 50))).isEqualTo("EPERM");
    assertThat(OWNER.errno(() -> Posix.chown(file, -1, 99))).as("own group").isEqualTo("OK");
    assertThat(STRANGER.errno(() -> Posix.chown(file, -1, 4712))).isEqualTo("EPERM");
    assertThat(Posix.stat(file).uid()).isEqualTo(4711);
    assertThat(Posix.stat(file).gid()).isEqualTo(99);
    Posix.chown(file, 1, 2);
    assertThat(Posix.stat(file).uid()).isEqualTo(1);
    assertThat(Posix.stat(file).gid()).isEqualTo(2);
    Posix.chown(file, -1, -1);
    assertThat(Posix.stat(file).uid()).isEqualTo(1);
    Path symlink = DRIVE.directory().resolve("symlink");
    Posix.symlink("file", symlink);
    Posix.lchown(symlink, 7, 8);
    assertThat(Posix.lstat(symlink).uid()).isEqualTo(7);
    assertThat(Posix.stat(symlink).uid()).isEqualTo(1);
  }

  @Test
  void privilegesEndWhenAnotherWrites() {
    assertPrivilegesEnd(STRANGER, new int[][] {{06777, 0777}, {04777, 0777}, {02777, 0777}});
    // Without execution by the group, set-group-id is no privilege to one who is in the group.
    assertPrivilegesEnd(OWNER, new int[][] {{06777, 0777}, {02767, 02767}, {06767, 02767}});
  }

  private void assertPrivilegesEnd(User user, int[][] cases) {
    for (int[] modes : cases) {
      String what = Integer.toOctalString(modes[0]);
      Posix.chmod(file, modes[0]);
      user.run(() -> append(file));
      assertThat(mode()).as("%s after a write", what).isEqualTo(modes[1]);
      Posix.chmod(file, modes[0]);
      user.run(() -> Posix.truncate(file, 3));
      assertThat(mode()).as("%s after truncate", what).isEqualTo(modes[1]);
      Posix.chmod(file, modes[0]);
      user.run(() -> Content.write(file, "more"));
      assertThat(mode()).as("%s after O_TRUNC and a write", what).isEqualTo(modes[1]);
      Posix.chmod(file, modes[0]);
      append(file);
      assertThat(mode()).as("%s after root's write", what).isEqualTo(modes[0]);
    }
  }

  private static void append(Path path) {
    int fd = Posix.open(path, O_WRONLY | LinuxFlags.O_APPEND);
    Posix.write(fd, new byte[] {'x'});
    Posix.close(fd);
  }

  @Test
  void privilegesEndWhenTheOwnerChanges() {
    int[][] cases = {{06777, 0777}, {04711, 0711}, {02767, 02767}, {02710, 0710}};
    for (int[] modes : cases) {
      Posix.chmod(file, modes[0]);
      Posix.chown(file, 1, 1);
      assertThat(mode()).as("%o after chown", modes[0]).isEqualTo(modes[1]);
    }
    Path directory = DRIVE.directory().resolve("directory");
    Posix.mkdir(directory, 0755);
    Posix.chmod(directory, 06755);
    Posix.chown(directory, 1, 1);
    assertThat(Posix.stat(directory).permissions()).as("directory").isEqualTo(06755);
  }

  @Test
  void setgidDirectoriesGiveTheirGroup() {
    Path directory = DRIVE.directory().resolve("directory");
    Posix.mkdir(directory, 0777);
    Posix.chown(directory, 0, 50);
    Posix.chmod(directory, 02777);
    Path inner = directory.resolve("inner");
    Path child = directory.resolve("child");
    OWNER.run(
        () -> {
          create(child);
          Posix.mkdir(inner, 0755);
          Posix.symlink("child", directory.resolve("symlink"));
          Posix.mknod(directory.resolve("fifo"), LinuxFlags.S_IFIFO | 0644, 0, 0);
        });
    assertThat(Posix.stat(child).gid()).isEqualTo(50);
    assertThat(Posix.stat(child).uid()).isEqualTo(4711);
    assertThat(Posix.stat(child).permissions()).isEqualTo(0644);
    assertThat(Posix.stat(inner).gid()).isEqualTo(50);
    assertThat(Posix.stat(inner).permissions()).as("inherits set-group-id").isEqualTo(02755);
    assertThat(Posix.lstat(directory.resolve("symlink")).gid()).isEqualTo(50);
    assertThat(Posix.stat(directory.resolve("fifo")).gid()).isEqualTo(50);
    Path strange = directory.resolve("strange");
    OWNER.run(() -> Posix.close(Posix.open(strange, O_WRONLY | O_CREAT, 02775)));
    assertThat(Posix.stat(strange).permissions())
        .as("set-group-id of a group that the maker is not in")
        .isEqualTo(0755);
  }

  @Test
  void umaskIsTakenOff() {
    String umask =
        Command.output(
                "sh",
                "-c",
                "umask 027; cd "
                    + DRIVE.directory()
                    + "; mkdir d; touch f; mkfifo p; stat -c %a d f p")
            .strip();
    assertThat(umask).isEqualTo("750\n640\n640");
    Path asked = DRIVE.directory().resolve("asked");
    Posix.close(Posix.openat(AT_FDCWD, Posix.bytes(asked), O_WRONLY | O_CREAT, 0666));
    assertThat(Posix.stat(asked).permissions()).as("umask 022 of this process").isEqualTo(0644);
  }

  @Test
  void writableThroughAnOpenFileWhateverTheModeBecomes() {
    int fd = Posix.open(file, O_WRONLY | O_CREAT, 0600);
    Posix.chmod(file, 0);
    assertThat(Posix.write(fd, new byte[] {'x'})).isEqualTo(1);
    Posix.close(fd);
    Path created = DRIVE.directory().resolve("created");
    int readOnly = Posix.open(created, O_WRONLY | O_CREAT, 0);
    assertThat(Posix.write(readOnly, new byte[] {'x'})).isEqualTo(1);
    Posix.close(readOnly);
    assertThat(Posix.stat(created).mode() & 07777).isZero();
  }
}
