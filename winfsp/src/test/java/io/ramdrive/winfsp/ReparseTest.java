// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_REPARSE_POINT;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OPEN;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OPEN_REPARSE_POINT;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_ALL_ACCESS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_SHARE_ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The group "reparse" of winfsp-tests: third parties' reparse points, and symlinks. */
class ReparseTest {
  /** Neither Microsoft's nor a name surrogate. */
  private static final int TAG = 0x0000_0234;

  private static SimFile openPoint(SimVolume drive, String path) {
    return drive.createFile(
        path, FILE_ALL_ACCESS, FILE_SHARE_ALL, FILE_OPEN, FILE_OPEN_REPARSE_POINT);
  }

  @OnEveryMount
  void aGuidReparsePointIsSetReadAndDeleted(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[0]);
      byte[] data = guidPoint(1, "hello");
      try (SimFile file = openPoint(drive, "\\file")) {
        assertStatus(NtStatus.STATUS_NOT_A_REPARSE_POINT, file::reparsePoint);
        file.setReparsePoint(data);
        assertThat(file.reparsePoint()).isEqualTo(data);
        assertThat(file.info().has(FILE_ATTRIBUTE_REPARSE_POINT)).isTrue();
        assertThat(file.info().reparseTag()).isEqualTo(TAG);
      }
      assertThat(drive.entries("\\").getFirst().info().has(FILE_ATTRIBUTE_REPARSE_POINT)).isTrue();
      try (SimFile file = openPoint(drive, mount.again("\\file"))) {
        assertStatus(
            NtStatus.STATUS_REPARSE_ATTRIBUTE_CONFLICT,
            () -> file.setReparsePoint(guidPoint(2, "hello")));
        file.deleteReparsePoint(guidPoint(1, ""));
        assertThat(file.info().has(FILE_ATTRIBUTE_REPARSE_POINT)).isFalse();
        assertStatus(NtStatus.STATUS_NOT_A_REPARSE_POINT, file::reparsePoint);
      }
    }
  }

  @OnEveryMount
  void aDirectoryWithEntriesBecomesNone(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.writeFile("\\directory\\file", new byte[1]);
      try (SimFile directory = openPoint(drive, "\\directory")) {
        assertStatus(
            NtStatus.STATUS_DIRECTORY_NOT_EMPTY, () -> directory.setReparsePoint(guidPoint(1, "")));
      }
    }
  }

  @OnEveryMount
  void aSymlinkIsFollowed(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.writeFile("\\directory\\file", Content.of(1, 100));
      drive.writeFile("\\link", new byte[0]);
      try (SimFile link = openPoint(drive, "\\link")) {
        link.setReparsePoint(relativeSymlink("directory\\file"));
      }
      assertThat(drive.readAllBytes(mount.again("\\link"))).isEqualTo(Content.of(1, 100));
      try (SimFile link = openPoint(drive, "\\link")) {
        assertThat(link.info().reparseTag()).isEqualTo(WinNt.IO_REPARSE_TAG_SYMLINK);
        assertThat(link.reparsePoint()).isEqualTo(relativeSymlink("directory\\file"));
      }
      drive.delete("\\directory\\file");
      assertStatus(NtStatus.STATUS_OBJECT_NAME_NOT_FOUND, () -> drive.readAllBytes("\\link"));
    }
  }

  /** REPARSE_GUID_DATA_BUFFER of winnt.h. */
  private static byte[] guidPoint(int guid, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(24 + bytes.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(TAG)
        .putShort((short) bytes.length)
        .putShort((short) 0)
        .putLong(guid)
        .putLong(0x1122_3344_5566_7788L)
        .put(bytes)
        .array();
  }

  /** REPARSE_DATA_BUFFER of ntifs.h, with SYMLINK_FLAG_RELATIVE. */
  private static byte[] relativeSymlink(String target) {
    byte[] name = target.getBytes(StandardCharsets.UTF_16LE);
    return ByteBuffer.allocate(20 + 2 * name.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(WinNt.IO_REPARSE_TAG_SYMLINK)
        .putShort((short) (12 + 2 * name.length))
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) name.length)
        .putShort((short) name.length)
        .putShort((short) name.length)
        .putInt(1)
        .put(name)
        .put(name)
        .array();
  }
}
