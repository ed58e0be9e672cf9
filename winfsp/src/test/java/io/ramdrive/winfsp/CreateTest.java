// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_ARCHIVE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_DIRECTORY;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_HIDDEN;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_READONLY;
import static io.ramdrive.winfsp.binding.WinNt.FILE_CREATE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_DELETE_ON_CLOSE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_DIRECTORY_FILE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NON_DIRECTORY_FILE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OPEN;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OPEN_IF;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OVERWRITE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OVERWRITE_IF;
import static io.ramdrive.winfsp.binding.WinNt.FILE_SUPERSEDE;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_ALL_ACCESS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_GENERIC_READ;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_GENERIC_WRITE;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_SHARE_ALL;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_SHARE_READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;

/** The group "create" of winfsp-tests. */
class CreateTest {
  private static SimFile create(SimVolume drive, String path, int disposition, int options) {
    return drive.createFile(path, FILE_ALL_ACCESS, FILE_SHARE_ALL, disposition, options);
  }

  @OnEveryMount
  void eachDispositionDoesWhatItSays(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      for (int missing : new int[] {FILE_OPEN, FILE_OVERWRITE}) {
        assertStatus(
            NtStatus.STATUS_OBJECT_NAME_NOT_FOUND,
            () -> create(drive, "\\file", missing, FILE_NON_DIRECTORY_FILE));
      }
      create(drive, "\\file", FILE_CREATE, FILE_NON_DIRECTORY_FILE).close();
      String again = mount.again("\\file");
      assertStatus(
          NtStatus.STATUS_OBJECT_NAME_COLLISION,
          () -> create(drive, again, FILE_CREATE, FILE_NON_DIRECTORY_FILE));
      for (int keeping : new int[] {FILE_OPEN, FILE_OPEN_IF}) {
        drive.writeFile(again, new byte[10]);
        try (SimFile file = create(drive, again, keeping, FILE_NON_DIRECTORY_FILE)) {
          assertThat(file.size()).isEqualTo(10);
        }
      }
      for (int emptying : new int[] {FILE_OVERWRITE, FILE_OVERWRITE_IF, FILE_SUPERSEDE}) {
        drive.writeFile(again, new byte[10]);
        try (SimFile file = create(drive, again, emptying, FILE_NON_DIRECTORY_FILE)) {
          assertThat(file.size()).isZero();
        }
        assertThat(drive.readAllBytes(again)).isEmpty();
      }
      for (int making : new int[] {FILE_OPEN_IF, FILE_OVERWRITE_IF, FILE_SUPERSEDE}) {
        create(drive, "\\new" + making, making, FILE_NON_DIRECTORY_FILE).close();
        assertThat(drive.exists("\\new" + making)).isTrue();
      }
      assertThat(drive.list("\\")).contains("file");
    }
  }

  @OnEveryMount
  void kindsAreNotMistaken(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.writeFile("\\file", new byte[1]);
      assertStatus(
          NtStatus.STATUS_FILE_IS_A_DIRECTORY,
          () -> create(drive, "\\directory", FILE_OPEN, FILE_NON_DIRECTORY_FILE));
      assertStatus(
          NtStatus.STATUS_NOT_A_DIRECTORY,
          () -> create(drive, "\\file", FILE_OPEN, FILE_DIRECTORY_FILE));
      assertStatus(
          NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
          () -> create(drive, "\\missing\\file", FILE_OPEN, 0));
      assertStatus(
          NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
          () -> create(drive, "\\missing\\file", FILE_CREATE, 0));
      assertStatus(
          NtStatus.STATUS_OBJECT_NAME_NOT_FOUND,
          () -> create(drive, "\\directory\\missing", FILE_OPEN, 0));
    }
  }

  @OnEveryMount
  void attributesAreThoseOfTheCreator(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive
          .createFile(
              "\\hidden",
              FILE_ALL_ACCESS,
              FILE_SHARE_ALL,
              FILE_CREATE,
              FILE_NON_DIRECTORY_FILE,
              FILE_ATTRIBUTE_HIDDEN,
              null,
              0)
          .close();
      assertThat(drive.attributes(mount.again("\\hidden")))
          .isEqualTo(FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_ARCHIVE);
      drive.createDirectory("\\directory");
      assertThat(drive.attributes("\\directory")).isEqualTo(FILE_ATTRIBUTE_DIRECTORY);
      drive.writeFile("\\plain", new byte[0]);
      assertThat(drive.attributes("\\plain")).isEqualTo(FILE_ATTRIBUTE_ARCHIVE);
    }
  }

  @OnEveryMount
  void aReadOnlyFileIsNotOpenedForWriting(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      drive.setAttributes("\\file", FILE_ATTRIBUTE_READONLY);
      assertStatus(NtStatus.STATUS_ACCESS_DENIED, () -> drive.open("\\file", FILE_GENERIC_WRITE));
      drive.open("\\file", FILE_GENERIC_READ).close();
      drive.setAttributes("\\file", FILE_ATTRIBUTE_ARCHIVE);
      drive.open("\\file", FILE_GENERIC_WRITE).close();
    }
  }

  @OnEveryMount
  void aReadOnlyDirectoryTakesFiles(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.setAttributes("\\directory", FILE_ATTRIBUTE_READONLY);
      assertThat(drive.attributes("\\directory"))
          .isEqualTo(FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_READONLY);
      drive.writeFile("\\directory\\file", new byte[1]);
      assertThat(drive.list("\\directory")).containsExactly("file");
      drive.setAttributes("\\directory", FILE_ATTRIBUTE_DIRECTORY);
    }
  }

  @OnEveryMount
  void allocationIsReserved(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      long free = drive.volumeInfo().freeSize();
      try (SimFile file =
          drive.createFile(
              "\\file",
              FILE_ALL_ACCESS,
              0,
              FILE_CREATE,
              FILE_NON_DIRECTORY_FILE,
              0,
              null,
              10_000)) {
        assertThat(file.info().allocationSize()).isEqualTo(12288);
        assertThat(file.size()).isZero();
        mount.windows().clock().advance(10_000);
        assertThat(drive.volumeInfo().freeSize()).isEqualTo(free - 12288);
      }
      assertStatus(
          NtStatus.STATUS_DISK_FULL,
          () ->
              drive.createFile(
                  "\\large",
                  FILE_ALL_ACCESS,
                  0,
                  FILE_CREATE,
                  FILE_NON_DIRECTORY_FILE,
                  0,
                  null,
                  2 * setup.capacity()));
      assertThat(drive.exists("\\large")).isFalse();
    }
  }

  @OnEveryMount
  void sharingIsKept(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      String again = mount.again("\\file");
      try (SimFile first =
          drive.createFile("\\file", FILE_GENERIC_READ, FILE_SHARE_READ, FILE_OPEN, 0)) {
        drive.createFile(again, FILE_GENERIC_READ, FILE_SHARE_READ, FILE_OPEN, 0).close();
        assertStatus(
            NtStatus.STATUS_SHARING_VIOLATION,
            () -> drive.createFile(again, FILE_GENERIC_WRITE, FILE_SHARE_ALL, FILE_OPEN, 0));
        assertStatus(
            NtStatus.STATUS_SHARING_VIOLATION,
            () -> drive.createFile(again, FILE_GENERIC_READ, 0, FILE_OPEN, 0));
        assertThat(first.readAll()).hasSize(1);
      }
      drive.createFile(again, FILE_GENERIC_WRITE, 0, FILE_OPEN, 0).close();
    }
  }

  @OnEveryMount
  void namesHave255Units(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      // Three bytes each in UTF-8: the limit is in Windows' units.
      String longest = "\u4e16".repeat(255);
      drive.writeFile("\\" + longest, new byte[1]);
      assertThat(drive.list("\\")).containsExactly(longest);
      assertThat(drive.readAllBytes("\\" + longest)).hasSize(1);
      assertStatus(
          NtStatus.STATUS_OBJECT_NAME_INVALID,
          () -> drive.writeFile("\\" + longest + "\u4e16", new byte[1]));
    }
  }

  @OnEveryMount
  void namesKeepTheirCaseAndUnpairedSurrogates(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      String odd = "\\Odd\ud83d \u00e4\u00df\ud83d\ude00";
      drive.writeFile(odd, new byte[3]);
      assertThat(drive.list("\\")).containsExactly(odd.substring(1));
      assertThat(drive.readAllBytes("\\oDD\ud83d \u00c4\u00df\ud83d\ude00")).hasSize(3);
      try (SimFile file = drive.openFile("\\ODD\ud83d \u00c4\u00df\ud83d\ude00")) {
        assertThat(file.finalPath()).isEqualToIgnoringCase(odd);
      }
    }
  }

  @OnEveryMount
  void aFileMayGoWithItsHandle(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      try (SimFile file =
          create(drive, "\\file", FILE_CREATE, FILE_NON_DIRECTORY_FILE | FILE_DELETE_ON_CLOSE)) {
        file.write(0, new byte[5000]);
        assertThat(drive.list("\\")).containsExactly("file");
      }
      assertThat(drive.exists(mount.again("\\file"))).isFalse();
      assertThat(drive.list("\\")).isEmpty();
      create(drive, "\\d", FILE_CREATE, FILE_DIRECTORY_FILE | FILE_DELETE_ON_CLOSE).close();
      assertThat(drive.exists("\\d")).isFalse();
      drive.drain();
      assertThat(mount.used()).isZero();
    }
  }
}
