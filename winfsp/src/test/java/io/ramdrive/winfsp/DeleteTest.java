// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_DISPOSITION_DELETE;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_DISPOSITION_IGNORE_READONLY_ATTRIBUTE;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_DISPOSITION_POSIX_SEMANTICS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_GENERIC_READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import io.ramdrive.winfsp.sim.FileAccess;
import io.ramdrive.winfsp.sim.NtStatusException;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimView;
import io.ramdrive.winfsp.sim.SimVolume;

/** What winfsp-tests does with deletions, in its group "info". */
class DeleteTest {
  @OnEveryMount
  void aFileGoesWithItsLastHandle(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", Content.of(1, 10_000));
      String again = mount.again("\\file");
      try (SimFile reader = drive.open("\\file", FILE_GENERIC_READ)) {
        try (SimFile file = drive.open(again, FileAccess.DELETE)) {
          file.setDisposition(true);
        }
        assertStatus(NtStatus.STATUS_DELETE_PENDING, () -> drive.open(again, FILE_GENERIC_READ));
        assertThat(reader.readAll()).isEqualTo(Content.of(1, 10_000));
      }
      assertThat(drive.exists(again)).isFalse();
      assertThat(drive.list("\\")).isEmpty();
      drive.drain();
      assertThat(mount.used()).isZero();
    }
  }

  @OnEveryMount
  void aDeletionMayBeTakenBack(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[7]);
      try (SimFile file = drive.open("\\file", FileAccess.DELETE)) {
        file.setDisposition(true);
        file.setDisposition(false);
      }
      assertThat(drive.readAllBytes("\\file")).hasSize(7);
    }
  }

  @OnEveryMount
  void posixTakesTheNameAtOnceAndLeavesTheContent(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      byte[] content = Content.of(1, 10_000);
      drive.writeFile("\\file", content);
      String again = mount.again("\\file");
      try (SimFile holder = drive.openFile("\\file")) {
        try (SimFile file = drive.open(again, FileAccess.DELETE)) {
          file.setDispositionEx(FILE_DISPOSITION_DELETE | FILE_DISPOSITION_POSIX_SEMANTICS);
        }
        assertThat(drive.exists(again)).isFalse();
        drive.writeFile("\\file", new byte[3]);
        assertThat(drive.list("\\")).containsExactly("file");

        assertThat(holder.readAll()).isEqualTo(content);
        holder.write(content.length, content);
        assertThat(holder.readAll()).isEqualTo(Content.joined(content, content));
        assertThat(drive.readAllBytes("\\file")).hasSize(3);
      }
      drive.drain();
      assertThat(mount.used()).isEqualTo(4096);
    }
  }

  @OnEveryMount
  void onlyEmptyDirectoriesGo(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.writeFile("\\directory\\file", new byte[1]);
      String again = mount.again("\\directory");
      assertStatus(NtStatus.STATUS_DIRECTORY_NOT_EMPTY, () -> drive.removeDirectory(again));
      drive.delete(mount.again("\\directory\\file"));
      drive.removeDirectory(again);
      assertThat(drive.exists("\\directory")).isFalse();
      assertStatus(
          NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
          () -> drive.writeFile("\\directory\\file", new byte[1]));
    }
  }

  @OnEveryMount
  void theRootStays(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      try (SimFile root = mount.drive().open("\\", FileAccess.DELETE)) {
        assertThat(catchThrowableOfType(NtStatusException.class, () -> root.setDisposition(true)))
            .isNotNull();
      }
      mount.drive().writeFile("\\file", new byte[1]);
    }
  }

  @OnEveryMount
  void readOnlyFilesStayUnlessAskedTwice(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      drive.setAttributes("\\file", WinNt.FILE_ATTRIBUTE_READONLY);
      assertStatus(NtStatus.STATUS_CANNOT_DELETE, () -> drive.delete("\\file"));
      assertThat(drive.exists("\\file")).isTrue();
      try (SimFile file = drive.open("\\file", FileAccess.DELETE)) {
        file.setDispositionEx(
            FILE_DISPOSITION_DELETE
                | FILE_DISPOSITION_POSIX_SEMANTICS
                | FILE_DISPOSITION_IGNORE_READONLY_ATTRIBUTE);
      }
      assertThat(drive.exists("\\file")).isFalse();
    }
  }

  /** delete_mmap and delete_standby: pages are written late, to a file without a name. */
  @OnEveryMount
  void aMappedFileKeepsItsContentWhenItsNameIsGone(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      byte[] content = Content.of(1, 9000);
      drive.writeFile("\\file", content);
      SimView view;
      try (SimFile file = drive.openFile("\\file")) {
        view = file.map();
        file.setDispositionEx(FILE_DISPOSITION_DELETE | FILE_DISPOSITION_POSIX_SEMANTICS);
      }
      assertThat(drive.exists("\\file")).isFalse();
      view.write(4000, new byte[200]);
      view.flush();
      assertThat(view.read(0, 9000)).isEqualTo(Content.written(content, 4000, new byte[200]));
      view.close();
      drive.drain();
      assertThat(mount.used()).isZero();
    }
  }

  @OnEveryMount
  void aDeletedNameIsFreeWhileTheMemoryManagerKeepsTheFile(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.holdCloses(true);
      drive.writeFile("\\file", Content.of(1, 10_000));
      drive.delete("\\file");
      drive.writeFile("\\File", Content.of(2, 5));
      assertThat(drive.readAllBytes("\\file")).isEqualTo(Content.of(2, 5));
      assertThat(drive.list("\\")).containsExactly("File");
      drive.holdCloses(false);
      drive.drain();
      assertThat(drive.readUncached("\\file")).isEqualTo(Content.of(2, 5));
    }
  }
}
