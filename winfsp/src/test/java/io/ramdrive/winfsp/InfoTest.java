// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_ARCHIVE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_DIRECTORY;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_HIDDEN;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_NORMAL;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_READONLY;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.sim.FileAccess;
import io.ramdrive.winfsp.sim.FileInformation;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import io.ramdrive.winfsp.sim.VolumeInformation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The group "info" of winfsp-tests, without deletions and renames. */
class InfoTest {
  /** 2001-01-01 and its neighbours, as FILETIMEs. */
  private static final long TIME = 126_227_808_000_000_000L;

  @OnEveryMount
  void fourTimesAreFourTimes(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      drive.createDirectory("\\directory");
      for (String path : new String[] {"\\file", "\\directory"}) {
        try (SimFile file = drive.open(path, FileAccess.FILE_ALL_ACCESS)) {
          file.setBasicInfo(0, TIME + 1, TIME + 2, TIME + 3, TIME + 4);
          assertTimes(file.info());
        }
        assertTimes(drive.info(mount.again(path)));
      }
    }
  }

  private static void assertTimes(FileInformation info) {
    assertThat(info.creationTime()).isEqualTo(TIME + 1);
    assertThat(info.lastAccessTime()).isEqualTo(TIME + 2);
    assertThat(info.lastWriteTime()).isEqualTo(TIME + 3);
    assertThat(info.changeTime()).isEqualTo(TIME + 4);
  }

  @OnEveryMount
  void timesThatAreNotGivenStay(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      try (SimFile file = drive.createNew("\\file")) {
        FileInformation before = file.info();
        file.setBasicInfo(FILE_ATTRIBUTE_HIDDEN, 0, 0, TIME, 0);
        FileInformation after = file.info();
        assertThat(after.creationTime()).isEqualTo(before.creationTime());
        assertThat(after.lastAccessTime()).isEqualTo(before.lastAccessTime());
        assertThat(after.lastWriteTime()).isEqualTo(TIME);
        assertThat(after.changeTime()).isGreaterThanOrEqualTo(before.changeTime());
      }
    }
  }

  @OnEveryMount
  void attributesAreKept(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      drive.createDirectory("\\directory");
      String file = mount.again("\\file");
      int[] settings = {
        FILE_ATTRIBUTE_HIDDEN,
        FILE_ATTRIBUTE_SYSTEM | FILE_ATTRIBUTE_READONLY,
        FILE_ATTRIBUTE_ARCHIVE,
        FILE_ATTRIBUTE_NORMAL
      };
      for (int attributes : settings) {
        drive.setAttributes(file, attributes);
        assertThat(drive.attributes("\\file")).isEqualTo(attributes);
        drive.setAttributes("\\directory", attributes);
        assertThat(drive.attributes("\\directory"))
            .isEqualTo((attributes & ~FILE_ATTRIBUTE_NORMAL) | FILE_ATTRIBUTE_DIRECTORY);
      }
    }
  }

  @OnEveryMount
  void idsAreUniqueAndStay(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      Set<Long> ids = new HashSet<>();
      ids.add(drive.info("\\").indexNumber());
      for (int i = 0; i < 20; i++) {
        drive.writeFile("\\file" + i, new byte[1]);
        ids.add(drive.info("\\file" + i).indexNumber());
      }
      assertThat(ids).hasSize(21).doesNotContain(0L);
      long id = drive.info("\\file0").indexNumber();
      drive.rename("\\file0", "\\renamed");
      assertThat(drive.info("\\RENAMED").indexNumber()).isEqualTo(id);
    }
  }

  @OnEveryMount
  void sizesAndAllocations(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      try (SimFile file = drive.createNew("\\file")) {
        assertThat(file.info().allocationSize()).isZero();
        file.write(0, Content.of(1, 5000));
        assertThat(file.info().fileSize()).isEqualTo(5000);
        assertThat(file.info().allocationSize()).isGreaterThanOrEqualTo(8192);
        file.setEndOfFile(100);
        assertThat(file.info().fileSize()).isEqualTo(100);
        file.setAllocation(20_000);
        assertThat(file.info().fileSize()).isEqualTo(100);
        assertThat(file.info().allocationSize()).isEqualTo(20480);
        file.setAllocation(50);
        assertThat(file.info().fileSize()).isEqualTo(50);
        assertThat(file.readAll()).isEqualTo(Arrays.copyOf(Content.of(1, 5000), 50));
        file.setEndOfFile(9000);
        assertThat(file.readAll())
            .isEqualTo(Arrays.copyOf(Arrays.copyOf(Content.of(1, 5000), 50), 9000));
      }
    }
  }

  /** What does not fit is refused when there is still somebody to tell. */
  @OnEveryMount
  void aSizeThatDoesNotFitIsRefused(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      try (SimFile file = drive.createNew("\\file")) {
        file.write(0, new byte[100]);
        assertStatus(NtStatus.STATUS_DISK_FULL, () -> file.setEndOfFile(setup.capacity() + 4096));
        assertStatus(NtStatus.STATUS_DISK_FULL, () -> file.setAllocation(setup.capacity() + 4096));
        assertStatus(NtStatus.STATUS_DISK_FULL, () -> file.write(setup.capacity(), new byte[1]));
        assertThat(file.size()).isEqualTo(100);
      }
    }
  }

  @OnEveryMount
  void theVolumeSaysWhatIsFree(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      VolumeInformation empty = drive.volumeInfo();
      assertThat(empty.totalSize()).isEqualTo(setup.capacity());
      assertThat(empty.freeSize()).isEqualTo(setup.capacity());
      assertThat(empty.fileSystemName()).isEqualTo("NTFS");
      assertThat(empty.maxComponentLength()).isEqualTo(255);
      drive.writeFile("\\file", new byte[1 << 20]);
      drive.drain();
      mount.windows().clock().advance(10_000);
      assertThat(drive.volumeInfo().freeSize()).isEqualTo(setup.capacity() - (1 << 20));
    }
  }

  @OnEveryMount
  void theLabelIsChanged(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.setLabel("Scratch \u00e4");
      assertThat(drive.volumeInfo().label()).isEqualTo("Scratch \u00e4");
      drive.setLabel("");
      assertThat(drive.volumeInfo().label()).isEmpty();
    }
  }

  @OnEveryMount
  void theDriverKnowsFilesByTheirStoredNames(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\Directory");
      drive.writeFile("\\Directory\\File", new byte[1]);
      drive.drain();
      try (SimFile file = drive.openFile("\\DIRECTORY\\file")) {
        assertThat(file.finalPath()).isEqualTo("\\Directory\\File");
      }
    }
  }
}
