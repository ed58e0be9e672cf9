// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** POSIX access control lists, as acl(5), setfacl(1) and getfacl(1) have them. */
class AclConformanceTest {
  private static final User GUEST = new User(4711, 4711, List.of());
  private static final User MEMBER = new User(4712, 4712, List.of(99));

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  private Path file;
  private Path directory;

  @BeforeEach
  void makeFiles() {
    file = DRIVE.directory().resolve("file");
    directory = DRIVE.directory().resolve("directory");
    Content.touch(file);
    Posix.chmod(file, 0600);
    Posix.mkdir(directory, 0755);
  }

  private static void setfacl(Object... words) {
    Object[] command = new Object[words.length + 1];
    command[0] = "setfacl";
    System.arraycopy(words, 0, command, 1, words.length);
    Command.output(command);
  }

  private static List<String> getfacl(Path path) {
    return Command.output("getfacl", "--omit-header", "--numeric", "--absolute-names", path)
        .lines()
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private String read(User user) {
    return user.errno(() -> Posix.close(Posix.open(file, O_RDONLY)));
  }

  private String write(User user) {
    return user.errno(() -> Posix.close(Posix.open(file, O_WRONLY)));
  }

  @Test
  void namedUserGetsAccess() {
    assertThat(read(GUEST)).isEqualTo("EACCES");
    setfacl("-m", "u:4711:r", file);
    assertThat(getfacl(file))
        .containsExactly("user::rw-", "user:4711:r--", "group::---", "mask::r--", "other::---");
    assertThat(read(GUEST)).isEqualTo("OK");
    assertThat(write(GUEST)).isEqualTo("EACCES");
    assertThat(read(MEMBER)).isEqualTo("EACCES");
    assertThat(Xattr.list(file)).containsExactly("system.posix_acl_access");
    setfacl("-m", "u:4711:rw", file);
    assertThat(write(GUEST)).isEqualTo("OK");
    setfacl("-b", file);
    assertThat(read(GUEST)).isEqualTo("EACCES");
    assertThat(Xattr.list(file)).isEmpty();
  }

  @Test
  void namedGroupGetsAccess() {
    setfacl("-m", "g:99:rw", file);
    assertThat(read(MEMBER)).isEqualTo("OK");
    assertThat(write(MEMBER)).isEqualTo("OK");
    assertThat(read(GUEST)).isEqualTo("EACCES");
  }

  @Test
  void maskAndModeAreOne() {
    setfacl("-m", "u:4711:rw", file);
    assertThat(Posix.stat(file).permissions()).as("group bits are the mask").isEqualTo(0660);
    Posix.chmod(file, 0640);
    assertThat(getfacl(file)).contains("mask::r--");
    assertThat(write(GUEST)).as("masked").isEqualTo("EACCES");
    assertThat(read(GUEST)).isEqualTo("OK");
    Posix.chmod(file, 0600);
    assertThat(read(GUEST)).isEqualTo("EACCES");
    setfacl("-m", "m::rwx", file);
    assertThat(Posix.stat(file).permissions()).isEqualTo(0670);
    assertThat(write(GUEST)).isEqualTo("OK");
    Posix.chmod(file, 0604);
    assertThat(getfacl(file))
        .containsExactly(
            "user::rw-", "user:4711:rw-\t#effective:---", "group::---", "mask::---", "other::r--");
  }

  @Test
  void aclThatIsNoMoreThanAModeIsOnlyAMode() {
    setfacl("--set", "u::rw,g::r,o::r", file);
    assertThat(Xattr.list(file)).isEmpty();
    assertThat(Posix.stat(file).permissions()).isEqualTo(0644);
    assertThat(read(GUEST)).isEqualTo("OK");
  }

  @Test
  void defaultAclIsInherited() {
    setfacl("-d", "-m", "u:4711:rwx,g::r-x,o::---", directory);
    assertThat(Xattr.list(directory)).containsExactly("system.posix_acl_default");
    assertThat(Posix.stat(directory).permissions()).as("of the directory").isEqualTo(0755);

    Path inner = directory.resolve("inner");
    Posix.mkdir(inner, 0777);
    assertThat(Xattr.list(inner))
        .containsExactlyInAnyOrder("system.posix_acl_access", "system.posix_acl_default");
    assertThat(Posix.stat(inner).permissions()).as("umask does not count").isEqualTo(0770);
    Path child = inner.resolve("child");
    Posix.close(Posix.open(child, O_WRONLY | O_CREAT, 0666));
    assertThat(getfacl(child))
        .containsExactly(
            "user::rw-",
            "user:4711:rwx\t#effective:rw-",
            "group::r-x\t#effective:r--",
            "mask::rw-",
            "other::---");
    assertThat(Posix.stat(child).permissions()).isEqualTo(0660);
    file = child;
    assertThat(write(GUEST)).isEqualTo("OK");
    assertThat(read(MEMBER)).isEqualTo("EACCES");
    Path narrow = inner.resolve("narrow");
    Posix.close(Posix.open(narrow, O_WRONLY | O_CREAT, 0600));
    assertThat(Posix.stat(narrow).permissions()).as("as asked for").isEqualTo(0600);
    assertThat(getfacl(narrow)).contains("mask::---");
  }

  @Test
  void defaultAclComesWithEveryKindOfFile() {
    setfacl("-d", "-m", "u:4711:rw,g::r,o::r", directory);
    Path fifo = directory.resolve("fifo");
    Posix.mknod(fifo, LinuxFlags.S_IFIFO | 0666, 0, 0);
    assertThat(Xattr.list(fifo)).containsExactly("system.posix_acl_access");
    Path symlink = directory.resolve("symlink");
    Posix.symlink("fifo", symlink);
    assertThat(Posix.lstat(symlink).permissions()).isEqualTo(0777);
    int nameless = Posix.open(directory, LinuxFlags.O_TMPFILE | LinuxFlags.O_RDWR, 0666);
    Path named = directory.resolve("named");
    Posix.linkat(nameless, new byte[0], Posix.bytes(named), LinuxFlags.AT_EMPTY_PATH);
    Posix.close(nameless);
    assertThat(Xattr.list(named)).containsExactly("system.posix_acl_access");
    setfacl("-k", directory);
    assertThat(Xattr.list(directory)).isEmpty();
    Posix.mkdir(directory.resolve("plain"), 0755);
    assertThat(Xattr.list(directory.resolve("plain"))).isEmpty();
  }

  @Test
  void errors() {
    byte[] acl = acl();
    setfacl("-m", "u:4711:r", file);
    assertThat(GUEST.errno(() -> Xattr.set(file, "system.posix_acl_access", acl)))
        .as("not the owner")
        .isEqualTo("EPERM");
    assertThat(Posix.errno(() -> Xattr.set(file, "system.posix_acl_default", acl)))
        .as("default ACL of a file")
        .isEqualTo("EACCES");
    assertThat(Posix.errno(() -> Xattr.set(file, "system.posix_acl_access", new byte[] {9, 9})))
        .as("not an ACL")
        .isEqualTo("EINVAL");
    Path symlink = DRIVE.directory().resolve("symlink");
    Posix.symlink("file", symlink);
    assertThat(Posix.errno(() -> Xattr.lset(symlink, "system.posix_acl_access", acl)))
        .isEqualTo("EOPNOTSUPP");
    assertThat(getfacl(file)).contains("user:4711:r--");
  }

  /** {@code user::rwx, user:4711:r--, group::---, mask::r--, other::---}. */
  private byte[] acl() {
    setfacl("-m", "u:4711:r", file);
    return Xattr.get(file, "system.posix_acl_access");
  }

  @Test
  void aclTravelsWithTheFile() {
    setfacl("-m", "u:4711:r", file);
    Path moved = directory.resolve("moved");
    Posix.rename(file, moved);
    file = moved;
    assertThat(read(GUEST)).isEqualTo("OK");
    Path copy = directory.resolve("copy");
    Command.output("cp", "--preserve=all", moved, copy);
    assertThat(getfacl(copy)).isEqualTo(getfacl(moved));
  }

  @Test
  void settingAnAclClearsSetgidForStrangers() {
    User owner = new User(4711, 4711, List.of());
    Posix.chown(file, 4711, 99);
    Posix.chmod(file, 02760);
    byte[] acl = aclOfAnother();
    owner.run(() -> Xattr.set(file, "system.posix_acl_access", acl));
    assertThat(Posix.stat(file).permissions() & 02000).as("set-group-id").isZero();
  }

  private byte[] aclOfAnother() {
    Path another = DRIVE.directory().resolve("another");
    Content.touch(another);
    setfacl("-m", "u:4712:rwx", another);
    return Xattr.get(another, "system.posix_acl_access");
  }
}
