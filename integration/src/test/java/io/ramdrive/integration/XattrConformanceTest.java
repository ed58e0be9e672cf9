// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.S_IFIFO;
import static io.ramdrive.integration.LinuxFlags.XATTR_CREATE;
import static io.ramdrive.integration.LinuxFlags.XATTR_NAME_MAX;
import static io.ramdrive.integration.LinuxFlags.XATTR_REPLACE;
import static io.ramdrive.integration.LinuxFlags.XATTR_SIZE_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Extended attributes: xattr(7), setxattr(2), getxattr(2), listxattr(2), removexattr(2). */
class XattrConformanceTest {
  private static final byte[] VALUE = bytes("value");

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  private Path file;

  @BeforeEach
  void makeFile() {
    file = DRIVE.directory().resolve("file");
    Content.touch(file);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void setGetListRemove() {
    for (Path path : List.of(file, DRIVE.directory())) {
      assertThat(Xattr.list(path)).isEmpty();
      assertThat(Posix.errno(() -> Xattr.get(path, "user.a"))).isEqualTo("ENODATA");
      Xattr.set(path, "user.a", VALUE);
      Xattr.set(path, "user.b", bytes("bb"));
      assertThat(Xattr.get(path, "user.a")).isEqualTo(VALUE);
      assertThat(Xattr.size(path, "user.b")).isEqualTo(2);
      assertThat(Xattr.list(path)).containsExactlyInAnyOrder("user.a", "user.b");
      Xattr.set(path, "user.a", bytes("longer value than before"));
      assertThat(Xattr.get(path, "user.a")).asString().isEqualTo("longer value than before");
      Xattr.set(path, "user.a", new byte[0]);
      assertThat(Xattr.get(path, "user.a")).isEmpty();
      Xattr.remove(path, "user.a");
      assertThat(Posix.errno(() -> Xattr.get(path, "user.a"))).isEqualTo("ENODATA");
      assertThat(Posix.errno(() -> Xattr.remove(path, "user.a"))).isEqualTo("ENODATA");
      assertThat(Xattr.list(path)).containsExactly("user.b");
      Xattr.remove(path, "user.b");
    }
  }

  @Test
  void createAndReplace() {
    assertThat(set("user.a", VALUE, XATTR_REPLACE)).isEqualTo("ENODATA");
    assertThat(set("user.a", VALUE, XATTR_CREATE)).isEqualTo("OK");
    assertThat(set("user.a", bytes("x"), XATTR_CREATE)).isEqualTo("EEXIST");
    assertThat(Xattr.get(file, "user.a")).isEqualTo(VALUE);
    assertThat(set("user.a", bytes("x"), XATTR_REPLACE)).isEqualTo("OK");
    assertThat(Xattr.get(file, "user.a")).asString().isEqualTo("x");
    assertThat(set("user.b", VALUE, 4)).as("unknown flag").isEqualTo("EINVAL");
  }

  private String set(String name, byte[] value, int flags) {
    return Posix.errno(() -> Xattr.set(file, name, value, flags));
  }

  @Test
  void limits() {
    byte[] largest = Pattern.bytes(1, 0, XATTR_SIZE_MAX);
    Xattr.set(file, "user.largest", largest);
    assertThat(Xattr.get(file, "user.largest")).isEqualTo(largest);
    assertThat(set("user.more", new byte[XATTR_SIZE_MAX + 1], 0)).isEqualTo("E2BIG");
    String longest = "user." + "n".repeat(XATTR_NAME_MAX - 5);
    Xattr.set(file, longest, VALUE);
    assertThat(Xattr.get(file, longest)).isEqualTo(VALUE);
    assertThat(set(longest + "n", VALUE, 0)).isEqualTo("ERANGE");
    assertThat(set("user.", VALUE, 0)).isEqualTo("EINVAL");
    assertThat(set("", VALUE, 0)).isEqualTo("ERANGE");
    assertThat(set("other.a", VALUE, 0)).as("unknown namespace").isEqualTo("EOPNOTSUPP");
    assertThat(set("plain", VALUE, 0)).as("no namespace").isEqualTo("EOPNOTSUPP");
    assertThat(set("system.a", VALUE, 0)).as("unknown system name").isEqualTo("EOPNOTSUPP");
  }

  @Test
  void buffers() {
    Xattr.set(file, "user.a", VALUE);
    Xattr.set(file, "user.bb", VALUE);
    assertThat(Xattr.get(file, "user.a", VALUE.length)).isEqualTo(VALUE);
    assertThat(Posix.errno(() -> Xattr.get(file, "user.a", VALUE.length - 1))).isEqualTo("ERANGE");
    int listed = "user.a".length() + "user.bb".length() + 2;
    assertThat(Xattr.list(file, listed)).hasSize(listed);
    assertThat(Posix.errno(() -> Xattr.list(file, listed - 1))).isEqualTo("ERANGE");
  }

  @Test
  void manyAttributes() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      names.add("user.attribute-" + i);
      Xattr.set(file, names.get(i), Pattern.bytes(i, 0, i));
    }
    assertThat(Xattr.list(file)).containsExactlyInAnyOrderElementsOf(names);
    for (int i = 0; i < 200; i++) {
      assertThat(Xattr.get(file, names.get(i))).isEqualTo(Pattern.bytes(i, 0, i));
    }
  }

  @Test
  void attributesBelongToTheInode() {
    Xattr.set(file, "user.a", VALUE);
    Path link = DRIVE.directory().resolve("link");
    Path moved = DRIVE.directory().resolve("moved");
    Posix.link(file, link);
    Posix.rename(file, moved);
    assertThat(Xattr.get(link, "user.a")).isEqualTo(VALUE);
    assertThat(Xattr.get(moved, "user.a")).isEqualTo(VALUE);
    Xattr.set(link, "user.a", bytes("changed"));
    assertThat(Xattr.get(moved, "user.a")).asString().isEqualTo("changed");
    Content.touch(file);
    assertThat(Xattr.list(file)).as("a new file of the old name").isEmpty();
    Posix.renameat2(file, moved, LinuxFlags.RENAME_EXCHANGE);
    assertThat(Xattr.list(moved)).isEmpty();
    assertThat(Xattr.list(file)).containsExactly("user.a");
  }

  @Test
  void trustedAndSecurityAreRoots() {
    Posix.chmod(file, 0666);
    Xattr.set(file, "user.a", VALUE);
    for (String name : List.of("trusted.a", "security.a")) {
      Xattr.set(file, name, VALUE);
      assertThat(Xattr.get(file, name)).isEqualTo(VALUE);
      assertThat(User.NOBODY.errno(() -> Xattr.set(file, name, VALUE))).isEqualTo("EPERM");
      assertThat(User.NOBODY.errno(() -> Xattr.remove(file, name))).isEqualTo("EPERM");
    }
    assertThat(Xattr.list(file)).containsExactlyInAnyOrder("user.a", "trusted.a", "security.a");
    assertThat(User.NOBODY.errno(() -> Xattr.get(file, "trusted.a"))).isEqualTo("ENODATA");
    assertThat(User.NOBODY.get(() -> Xattr.get(file, "security.a"))).isEqualTo(VALUE);
    assertThat(User.NOBODY.get(() -> Xattr.list(file)))
        .as("what an ordinary user sees")
        .containsExactlyInAnyOrder("user.a", "security.a");
  }

  @Test
  void userAttributesFollowPermissions() {
    Posix.chmod(file, 0600);
    Xattr.set(file, "user.a", VALUE);
    assertThat(User.NOBODY.errno(() -> Xattr.get(file, "user.a"))).isEqualTo("EACCES");
    assertThat(User.NOBODY.errno(() -> Xattr.set(file, "user.a", VALUE))).isEqualTo("EACCES");
    Posix.chmod(file, 0604);
    assertThat(User.NOBODY.get(() -> Xattr.get(file, "user.a"))).isEqualTo(VALUE);
    assertThat(User.NOBODY.errno(() -> Xattr.remove(file, "user.a"))).isEqualTo("EACCES");
    Posix.chmod(file, 0602);
    assertThat(User.NOBODY.errno(() -> Xattr.set(file, "user.b", VALUE))).isEqualTo("OK");
    Posix.chmod(DRIVE.directory(), 01777);
    assertThat(User.NOBODY.errno(() -> Xattr.set(DRIVE.directory(), "user.a", VALUE)))
        .as("sticky directory of another")
        .isEqualTo("EPERM");
  }

  @Test
  void onlyFilesAndDirectoriesHaveUserAttributes() {
    Path fifo = DRIVE.directory().resolve("fifo");
    Path symlink = DRIVE.directory().resolve("symlink");
    Posix.mknod(fifo, S_IFIFO | 0666, 0, 0);
    Posix.symlink("nowhere", symlink);
    assertThat(Posix.errno(() -> Xattr.set(fifo, "user.a", VALUE))).isEqualTo("EPERM");
    assertThat(Posix.errno(() -> Xattr.lset(symlink, "user.a", VALUE))).isEqualTo("EPERM");
    Xattr.lset(symlink, "trusted.a", VALUE);
    assertThat(Xattr.lget(symlink, "trusted.a")).isEqualTo(VALUE);
  }

  @Test
  void capabilitiesAreDroppedByAWrite() {
    // struct vfs_cap_data of linux/capability.h, revision 2: permitted cap_net_raw.
    byte[] capability = new byte[20];
    capability[3] = 2;
    capability[5] = 0x20;
    Xattr.set(file, "security.capability", capability);
    assertThat(Xattr.get(file, "security.capability")).isEqualTo(capability);
    Posix.close(Posix.open(file, O_RDONLY));
    assertThat(Xattr.list(file)).containsExactly("security.capability");
    Content.write(file, "new content");
    assertThat(Xattr.list(file)).isEmpty();

    Xattr.set(file, "security.capability", capability);
    Posix.chown(file, 1, 1);
    assertThat(Xattr.list(file)).as("after chown").isEmpty();
    Xattr.set(file, "security.capability", capability);
    Posix.truncate(file, 3);
    assertThat(Xattr.list(file)).as("after truncate").isEmpty();
  }
}
