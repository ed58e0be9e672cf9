// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static io.ramdrive.nio.FileAssert.assertThatPath;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users other than root may do. */
class PermissionsTest {
  private Volume volume;
  private RamDriveFileSystem root;
  private RamDriveFileSystem owner;
  private RamDriveFileSystem member;
  private RamDriveFileSystem stranger;

  @BeforeEach
  void makeViews() throws IOException {
    volume = Volume.create(new VolumeOptions(1 << 20, 4096, 1000, false, 0, 0, 0777));
    root = RamDriveFileSystem.over(volume, "root", 0, 0);
    owner = RamDriveFileSystem.over(volume, "owner", 1000, 1000);
    member = RamDriveFileSystem.over(volume, "member", 1001, 1000);
    stranger = RamDriveFileSystem.over(volume, "stranger", 1002, 1002);
  }

  @AfterEach
  void closeViews() throws IOException {
    root.close();
    owner.close();
    member.close();
    stranger.close();
    volume.close();
  }

  private static void denied(ThrowingCallable code) {
    assertThatThrownBy(code).isExactlyInstanceOf(AccessDeniedException.class);
  }

  private static void notPermitted(ThrowingCallable code) {
    assertThatThrownBy(code)
        .isExactlyInstanceOf(FileSystemException.class)
        .hasMessageEndingWith("Operation not permitted");
  }

  private void mode(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(root.getPath(path), PosixFilePermissions.fromString(permissions));
  }

  private static boolean mayRead(RamDriveFileSystem view, String path) {
    return Files.isReadable(view.getPath(path));
  }

  @Test
  void newFilesBelongToTheUser() throws IOException {
    Path file = Files.createFile(owner.getPath("/file"));
    assertThatPath(file).hasAttribute("unix:uid", 1000).hasAttribute("unix:gid", 1000);
    assertThatPath(stranger.getPath("/file")).hasAttribute("unix:uid", 1000);
  }

  @Test
  void theModeSaysWhoMay() throws IOException {
    Files.writeString(owner.getPath("/file"), "content");
    mode("/file", "rw-r-----");
    assertThat(mayRead(owner, "/file")).isTrue();
    assertThat(mayRead(member, "/file")).isTrue();
    assertThat(mayRead(stranger, "/file")).isFalse();
    assertThat(Files.isWritable(owner.getPath("/file"))).isTrue();
    assertThat(Files.isWritable(member.getPath("/file"))).isFalse();
    denied(() -> Files.readString(stranger.getPath("/file")));
    denied(() -> Files.writeString(member.getPath("/file"), "x"));
    denied(() -> Files.newByteChannel(member.getPath("/file"), READ, WRITE));
    denied(() -> Files.copy(stranger.getPath("/file"), stranger.getPath("/copy")));
    mode("/file", "---rw-rw-");
    denied(() -> Files.readString(owner.getPath("/file")));
    assertThat(Files.readString(root.getPath("/file"))).isEqualTo("content");
    assertThat(Files.isExecutable(root.getPath("/file"))).isFalse();
    mode("/file", "--------x");
    assertThat(Files.isExecutable(root.getPath("/file"))).isTrue();
    assertThat(Files.isExecutable(stranger.getPath("/file"))).isTrue();
    assertThat(Files.isExecutable(member.getPath("/file"))).isFalse();
  }

  @Test
  void directoriesGuardTheirNames() throws IOException {
    Files.createDirectory(owner.getPath("/dir"));
    Files.writeString(owner.getPath("/dir/file"), "content");
    mode("/dir", "rwxr-x--x");
    assertThat(Files.readString(stranger.getPath("/dir/file"))).isEqualTo("content");
    denied(() -> Files.newDirectoryStream(stranger.getPath("/dir")));
    denied(() -> Files.delete(stranger.getPath("/dir/file")));
    denied(() -> Files.createFile(member.getPath("/dir/new")));
    denied(() -> Files.createDirectory(member.getPath("/dir/new")));
    denied(() -> Files.createSymbolicLink(member.getPath("/dir/new"), member.getPath("x")));
    denied(() -> Files.createLink(member.getPath("/dir/new"), member.getPath("/dir/file")));
    denied(() -> Files.move(member.getPath("/dir/file"), member.getPath("/file")));
    mode("/dir", "rwxr--r--");
    denied(() -> Files.readString(member.getPath("/dir/file")));
    denied(() -> Files.readAttributes(member.getPath("/dir/file"), "*"));
    assertThat(Files.exists(member.getPath("/dir/file"))).isFalse();
    assertThatPath(root.getPath("/dir")).hasChildren("file");
  }

  @Test
  void aMoveThatIsRefusedLeavesTheTarget() throws IOException {
    Files.createDirectory(owner.getPath("/dir"));
    Path source = Files.writeString(owner.getPath("/dir/source"), "source");
    Path target = Files.writeString(owner.getPath("/target"), "target");
    Path empty = Files.createDirectory(owner.getPath("/empty"));
    mode("/dir", "r-xr-xr-x");
    denied(() -> Files.move(source, target, REPLACE_EXISTING));
    denied(() -> Files.move(source, empty, REPLACE_EXISTING));
    assertThatPath(target).contains("target");
    assertThatPath(empty).isEmptyDirectory();
    assertThatPath(source).contains("source");
  }

  @Test
  void stickyDirectoriesKeepOthersFiles() throws IOException {
    Files.createDirectory(root.getPath("/tmp"));
    Files.setAttribute(root.getPath("/tmp"), "unix:mode", 01777);
    Files.createFile(owner.getPath("/tmp/file"));
    notPermitted(() -> Files.delete(stranger.getPath("/tmp/file")));
    notPermitted(() -> Files.move(stranger.getPath("/tmp/file"), stranger.getPath("/tmp/x")));
    Files.createFile(stranger.getPath("/tmp/other"));
    notPermitted(
        () ->
            Files.move(stranger.getPath("/tmp/other"), stranger.getPath("/tmp/file"), ATOMIC_MOVE));
    Files.delete(owner.getPath("/tmp/file"));
    Files.delete(root.getPath("/tmp/other"));
  }

  @Test
  void onlyOwnersChangeAttributes() throws IOException {
    Path file = Files.createFile(owner.getPath("/file"));
    mode("/file", "rw-rw-rw-");
    Path theirs = member.getPath("/file");
    notPermitted(
        () -> Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("rw-------")));
    notPermitted(() -> Files.setLastModifiedTime(theirs, FileTime.fromMillis(0)));
    notPermitted(() -> Files.setAttribute(theirs, "unix:gid", 1000));
    notPermitted(() -> Files.setAttribute(file, "unix:uid", 1001));
    notPermitted(() -> Files.setAttribute(file, "unix:gid", 5));
    Files.setAttribute(file, "unix:gid", 1000);
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    Files.setAttribute(theirs, "user:tag", new byte[] {1});
    mode("/file", "rw-r--r--");
    assertThatThrownBy(() -> Files.setAttribute(theirs, "user:tag", new byte[] {2}))
        .hasMessageContaining("Permission denied");
    assertThat(Files.getAttribute(theirs, "user:tag")).isEqualTo(new byte[] {1});
  }

  @Test
  void aWriteByAnybodyButRootTakesSetUserId() throws IOException {
    Files.createFile(owner.getPath("/file"));
    Files.setAttribute(root.getPath("/file"), "unix:mode", 04777);
    Files.writeString(root.getPath("/file"), "x", WRITE);
    assertThatPath(root.getPath("/file")).hasAttribute("unix:mode", 0104777);
    Files.writeString(stranger.getPath("/file"), "x", WRITE);
    assertThatPath(root.getPath("/file")).hasAttribute("unix:mode", 0100777);
  }

  @Test
  void accessListsAreObeyed() throws Exception {
    Files.writeString(owner.getPath("/file"), "content");
    // user::rw- user:1002:r-- group::--- mask::r-- other::---
    setAccessList("/file", 0x01, 6, -1, 0x02, 4, 1002, 0x04, 0, -1, 0x10, 4, -1, 0x20, 0, -1);
    assertThat(mayRead(owner, "/file")).isTrue();
    assertThat(mayRead(stranger, "/file")).isTrue();
    assertThat(mayRead(member, "/file")).isFalse();
    // The mask takes from the named user what it does not have.
    setAccessList("/file", 0x01, 6, -1, 0x02, 6, 1002, 0x04, 4, -1, 0x10, 4, -1, 0x20, 0, -1);
    assertThat(Files.isWritable(stranger.getPath("/file"))).isFalse();
    assertThat(mayRead(member, "/file")).isTrue();
    // group:1002:r--
    setAccessList("/file", 0x01, 6, -1, 0x04, 0, -1, 0x08, 4, 1002, 0x10, 7, -1, 0x20, 0, -1);
    assertThat(mayRead(stranger, "/file")).isTrue();
    assertThat(mayRead(member, "/file")).isFalse();
  }

  private void setAccessList(String path, int... entries) throws Refusal {
    ByteBuffer value =
        ByteBuffer.allocate(4 + entries.length / 3 * 8).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
    for (int i = 0; i < entries.length; i += 3) {
      value.putShort((short) entries[i]).putShort((short) entries[i + 1]).putInt(entries[i + 2]);
    }
    try (Operation operation = root.begin()) {
      Inode inode = Walk.find(operation, Place.of(RamDrivePath.from(root.getPath(path))), true);
      UserDefinedView.set(operation, inode, AccessList.NAME, value.array());
    }
  }
}
