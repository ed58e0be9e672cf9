// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_HIDDEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;

/**
 * What the kernel believes of a file that replaced another is what is true of it. The origin's
 * tests of the bug that made Chromium lose its profile.
 */
class CacheCoherencyTest {
  @WithEveryTimeout
  void whatReplacedAFileIsRead(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\CURRENT", text("old"));
      assertThat(drive.readAllBytes("\\CURRENT")).isEqualTo(text("old"));
      drive.writeFile("\\dbtmp", text("new"));

      drive.moveFileReplace("\\dbtmp", "\\CURRENT");

      assertThat(drive.readAllBytes("\\CURRENT")).isEqualTo(text("new"));
      assertThat(drive.exists("\\dbtmp")).isFalse();
      assertThat(drive.list("\\")).containsExactly("CURRENT");
    }
  }

  @WithEveryTimeout
  void theLastOfManyReplacementsIsRead(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\CURRENT", text("MANIFEST-000000\n"));
      for (int i = 1; i <= 30; i++) {
        byte[] content = text("MANIFEST-%06d\n".formatted(i));
        writeAndFlush(drive, "\\%06d.dbtmp".formatted(i), content);
        drive.moveFileReplace("\\%06d.dbtmp".formatted(i), "\\CURRENT");
        assertThat(drive.readAllBytes("\\CURRENT")).isEqualTo(content);
      }
    }
  }

  @WithEveryTimeout
  void aReplacementOfAnotherSizeIsReadWhole(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      for (int size : new int[] {10, 5000, 3, 0, 70_000, 1}) {
        drive.writeFile("\\target", new byte[4097]);
        assertThat(drive.readAllBytes("\\target")).hasSize(4097);
        byte[] content = Content.of(size, size);
        drive.writeFile("\\temp", content);
        drive.moveFileReplace("\\temp", "\\target");
        assertThat(drive.readAllBytes("\\target")).isEqualTo(content);
        try (SimFile file = drive.openFile("\\target")) {
          assertThat(file.size()).isEqualTo(size);
        }
      }
    }
  }

  @WithEveryTimeout
  void attributesByNameAreThoseOfTheReplacement(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\target", new byte[100]);
      assertThat(drive.info("\\target").fileSize()).isEqualTo(100);
      long replacedId = drive.info("\\target").indexNumber();
      drive.writeFile("\\temp", new byte[7]);
      long id = drive.info("\\temp").indexNumber();

      drive.moveFileReplace("\\temp", "\\target");

      assertThat(drive.info("\\target").fileSize()).isEqualTo(7);
      assertThat(drive.info("\\target").indexNumber()).isEqualTo(id).isNotEqualTo(replacedId);
    }
  }

  @WithEveryTimeout
  void replaceFileLeavesTheNewContent(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\CURRENT", text("MANIFEST-000001\n"));
      drive.readAllBytes("\\CURRENT");
      writeAndFlush(drive, "\\000002.dbtmp", text("MANIFEST-000002 longer\n"));

      drive.replaceFile("\\CURRENT", "\\000002.dbtmp", null);

      assertThat(drive.readAllBytes("\\CURRENT")).isEqualTo(text("MANIFEST-000002 longer\n"));
      assertThat(drive.list("\\")).containsExactly("CURRENT");
    }
  }

  @WithEveryTimeout
  void replaceFileKeepsABackup(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", text("old"));
      drive.writeFile("\\temp", text("newer"));

      drive.replaceFile("\\file", "\\temp", "\\backup");

      assertThat(drive.readAllBytes("\\file")).isEqualTo(text("newer"));
      assertThat(drive.readAllBytes("\\backup")).isEqualTo(text("old"));
      assertThat(drive.list("\\")).containsExactlyInAnyOrder("backup", "file");
    }
  }

  @WithEveryTimeout
  void aNameThatWasLookedForInVainIsFoundOnceItIsThere(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      assertThat(drive.exists("\\CURRENT")).isFalse();
      assertThat(drive.list("\\")).isEmpty();
      assertStatus(NtStatus.STATUS_OBJECT_NAME_NOT_FOUND, () -> drive.readAllBytes("\\CURRENT"));
      writeAndFlush(drive, "\\dbtmp", text("MANIFEST-000001\n"));

      drive.moveFileReplace("\\dbtmp", "\\CURRENT");

      assertThat(drive.exists("\\CURRENT")).isTrue();
      assertThat(drive.list("\\")).containsExactly("CURRENT");
      assertThat(drive.readAllBytes("\\CURRENT")).isEqualTo(text("MANIFEST-000001\n"));
    }
  }

  @WithEveryTimeout
  void aFileThatTheMemoryManagerKeepsGoesByItsNewName(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.holdCloses(true);
      writeAndFlush(drive, "\\Temp", text("content"));

      drive.rename("\\TEMP", "\\Renamed");
      drive.writeFile("\\temp", text("another file"));

      assertThat(drive.readAllBytes("\\renamed")).isEqualTo(text("content"));
      assertThat(drive.info("\\renamed").fileSize()).isEqualTo(7);
      assertThat(drive.readAllBytes("\\temp")).isEqualTo(text("another file"));
      drive.holdCloses(false);
    }
  }

  @WithEveryTimeout
  void attributesAndTimesMoveWithAFile(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\one");
      drive.createDirectory("\\other");
      drive.writeFile("\\one\\file", new byte[10]);
      drive.setAttributes("\\one\\file", FILE_ATTRIBUTE_HIDDEN);
      long created = drive.info("\\one\\file").creationTime();

      drive.rename("\\one\\file", "\\other\\file");

      assertThat(drive.attributes("\\other\\file") & FILE_ATTRIBUTE_HIDDEN)
          .isEqualTo(FILE_ATTRIBUTE_HIDDEN);
      assertThat(drive.info("\\other\\file").creationTime()).isEqualTo(created);
      assertThat(drive.list("\\one")).isEmpty();
      assertThat(drive.list("\\other")).containsExactly("file");
    }
  }

  /** As LevelDB writes CURRENT: FlushFileBuffers must not make the kernel believe in 0 bytes. */
  private static void writeAndFlush(SimVolume drive, String path, byte[] content) {
    try (SimFile file = drive.createNew(path)) {
      file.write(0, content);
      file.flush();
      assertThat(file.size()).isEqualTo(content.length);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
