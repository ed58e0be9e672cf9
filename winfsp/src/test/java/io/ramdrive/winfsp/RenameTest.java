// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_GENERIC_READ;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_RENAME_POSIX_SEMANTICS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_RENAME_REPLACE_IF_EXISTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.sim.FileAccess;
import io.ramdrive.winfsp.sim.NtStatusException;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimView;
import io.ramdrive.winfsp.sim.SimVolume;

/** What winfsp-tests does with renames, in its group "info". */
class RenameTest {
  @OnEveryMount
  void filesAndDirectoriesMove(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\one");
      drive.createDirectory("\\one\\inner");
      drive.writeFile("\\one\\inner\\file", new byte[5]);
      drive.rename(mount.again("\\one"), "\\Other");
      assertThat(drive.list("\\")).containsExactly("Other");
      assertThat(drive.readAllBytes("\\other\\inner\\file")).hasSize(5);
      drive.rename(mount.again("\\other\\inner\\file"), "\\file");
      assertThat(drive.readAllBytes("\\file")).hasSize(5);
      assertThat(drive.list("\\other\\inner")).isEmpty();
    }
  }

  @OnEveryMount
  void aTakenNameIsRefusedUnlessItIsToBeReplaced(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\one", new byte[1]);
      drive.writeFile("\\other", new byte[2]);
      String other = mount.again("\\other");
      assertStatus(NtStatus.STATUS_OBJECT_NAME_COLLISION, () -> drive.rename("\\one", other));
      assertThat(drive.readAllBytes("\\one")).hasSize(1);
      assertThat(drive.readAllBytes("\\other")).hasSize(2);
      drive.moveFileReplace("\\one", other);
      assertThat(drive.readAllBytes("\\other")).hasSize(1);
      assertThat(drive.list("\\")).hasSize(1);
    }
  }

  @OnEveryMount
  void aDirectoryIsNotReplaced(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.createDirectory("\\other");
      drive.writeFile("\\file", new byte[1]);
      for (String from : new String[] {"\\file", "\\other"}) {
        assertStatus(
            NtStatus.STATUS_ACCESS_DENIED, () -> drive.moveFileReplace(from, "\\directory"));
      }
      assertThat(drive.list("\\")).hasSize(3);
    }
  }

  @OnEveryMount
  void aDirectoryDoesNotMoveIntoItself(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.createDirectory("\\directory\\inner");
      NtStatusException failure =
          catchThrowableOfType(
              NtStatusException.class,
              () -> drive.rename("\\directory", "\\directory\\inner\\again"));
      assertThat(failure).isNotNull();
      assertThat(failure.status())
          .isIn(
              NtStatus.STATUS_INVALID_PARAMETER,
              NtStatus.STATUS_ACCESS_DENIED,
              NtStatus.STATUS_SHARING_VIOLATION);
      assertThat(drive.list("\\directory")).containsExactly("inner");
    }
  }

  @OnEveryMount
  void aMissingParentIsToldFromAMissingName(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      assertStatus(
          NtStatus.STATUS_OBJECT_PATH_NOT_FOUND, () -> drive.rename("\\file", "\\missing\\file"));
      assertStatus(
          NtStatus.STATUS_OBJECT_NAME_NOT_FOUND, () -> drive.rename("\\missing", "\\other"));
      assertThat(drive.exists("\\file")).isTrue();
    }
  }

  /** rename_caseins. */
  @OnEveryMount
  void theSpellingOfANameChanges(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.writeFile("\\directory\\file", new byte[5]);
      drive.rename("\\directory\\file", "\\directory\\FILE");
      drive.rename("\\directory\\FILE", "\\DIRECTORY\\File");
      assertThat(drive.list("\\directory")).containsExactly("File");
      drive.rename("\\directory", "\\Directory");
      assertThat(drive.list("\\")).containsExactly("Directory");
      assertThat(drive.readAllBytes("\\directory\\file")).hasSize(5);
    }
  }

  /** rename_flipflop. */
  @OnEveryMount
  void namesGoBackAndForth(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.holdCloses(true);
      drive.writeFile("\\a", Content.of(1, 100));
      for (int i = 0; i < 20; i++) {
        drive.rename("\\a", "\\b");
        assertThat(drive.exists("\\a")).isFalse();
        assertThat(drive.readAllBytes("\\b")).isEqualTo(Content.of(1, 100));
        drive.rename("\\b", "\\a");
        assertThat(drive.list("\\")).containsExactly("a");
      }
      drive.holdCloses(false);
    }
  }

  /** rename_open: a directory with open files stays where it is. */
  @OnEveryMount
  void openFilesHoldTheirDirectory(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.writeFile("\\directory\\file", new byte[1]);
      try (SimFile file = drive.openFile("\\directory\\file")) {
        assertStatus(NtStatus.STATUS_ACCESS_DENIED, () -> drive.rename("\\directory", "\\other"));
        assertThat(file.readAll()).hasSize(1);
      }
      drive.rename("\\directory", "\\other");
      assertThat(drive.readAllBytes("\\other\\file")).hasSize(1);
    }
  }

  @OnEveryMount
  void anOpenTargetIsReplacedWithPosixSemanticsOnly(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\target", Content.of(1, 6000));
      drive.writeFile("\\file", Content.of(2, 10));
      try (SimFile holder = drive.open("\\target", FILE_GENERIC_READ)) {
        assertStatus(
            NtStatus.STATUS_ACCESS_DENIED, () -> drive.moveFileReplace("\\file", "\\target"));
        try (SimFile file = drive.open("\\file", FileAccess.DELETE)) {
          file.renameEx("\\target", FILE_RENAME_REPLACE_IF_EXISTS | FILE_RENAME_POSIX_SEMANTICS);
        }
        assertThat(drive.readAllBytes("\\target")).isEqualTo(Content.of(2, 10));
        assertThat(holder.readAll()).isEqualTo(Content.of(1, 6000));
      }
      assertThat(drive.list("\\")).containsExactly("target");
      drive.drain();
      assertThat(mount.used()).isEqualTo(4096);
    }
  }

  /** rename_mmap: the pages of a mapped file find it by its new name. */
  @OnEveryMount
  void aMappedFileMovesWithItsPages(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", Content.of(1, 9000));
      SimView view;
      try (SimFile file = drive.openFile("\\file")) {
        view = file.map();
      }
      view.write(0, new byte[100]);
      drive.rename("\\file", "\\moved");
      view.write(5000, new byte[100]);
      view.close();
      drive.drain();
      byte[] expected =
          Content.written(
              Content.written(Content.of(1, 9000), 0, new byte[100]), 5000, new byte[100]);
      assertThat(drive.readUncached("\\moved")).isEqualTo(expected);
    }
  }
}
