// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_GENERIC_READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import io.ramdrive.winfsp.sim.FileAccess;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import io.ramdrive.winfsp.sim.StreamEntry;

/** The group "stream" of winfsp-tests. */
class StreamTest {
  @OnEveryMount
  void streamsHoldContentOfTheirOwn(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", Content.of(1, 100));
      drive.writeFile("\\file:stream", Content.of(2, 5000));
      drive.writeFile("\\file:Other", Content.of(3, 1));
      assertThat(drive.readAllBytes(mount.again("\\file:stream"))).isEqualTo(Content.of(2, 5000));
      assertThat(drive.readAllBytes("\\file:other")).isEqualTo(Content.of(3, 1));
      assertThat(drive.readAllBytes("\\file")).isEqualTo(Content.of(1, 100));
      assertThat(drive.list("\\")).containsExactly("file");
      assertThat(drive.info("\\file").fileSize()).isEqualTo(100);
      try (SimFile stream = drive.open("\\file:stream", FILE_GENERIC_READ)) {
        assertThat(stream.size()).isEqualTo(5000);
        assertThat(stream.info().indexNumber()).isNotZero();
      }
    }
  }

  @OnEveryMount
  void streamsAreListed(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[100]);
      drive.writeFile("\\file:one", new byte[5000]);
      drive.drain();
      try (SimFile file = drive.open(mount.again("\\file"), FILE_GENERIC_READ)) {
        assertThat(file.streams())
            .containsExactly(new StreamEntry("", 100, 4096), new StreamEntry("one", 5000, 8192));
        drive.writeFile("\\file:two", new byte[1]);
        assertThat(file.streams()).extracting(StreamEntry::name).contains("", "one", "two");
        drive.delete("\\file:one");
        assertThat(file.streams()).extracting(StreamEntry::name).containsExactly("", "two");
      }
    }
  }

  @OnEveryMount
  void directoriesHaveStreams(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.writeFile("\\directory:stream", new byte[7]);
      assertThat(drive.readAllBytes("\\DIRECTORY:STREAM")).hasSize(7);
      assertThat(drive.list("\\directory")).isEmpty();
      drive.removeDirectory("\\directory");
    }
  }

  @OnEveryMount
  void aStreamOfNothingIsNotThere(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      assertStatus(
          NtStatus.STATUS_OBJECT_NAME_NOT_FOUND,
          () -> drive.open("\\file:missing", FILE_GENERIC_READ));
      assertStatus(
          NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
          () -> drive.open("\\missing\\file:stream", FILE_GENERIC_READ));
    }
  }

  /** create_overwrite: who overwrites a file does away with its streams. */
  @OnEveryMount
  void overwritingAFileTakesItsStreams(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      drive.writeFile("\\file:stream", new byte[5000]);
      drive.writeFile("\\file", new byte[2]);
      assertThat(drive.exists("\\file:stream")).isFalse();
      drive.drain();
      assertThat(mount.used()).isEqualTo(4096);
    }
  }

  @OnEveryMount
  void streamsGoAndMoveWithTheirFile(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      drive.writeFile("\\file:stream", Content.of(1, 5000));
      drive.rename("\\file", "\\moved");
      assertThat(drive.readAllBytes("\\moved:stream")).isEqualTo(Content.of(1, 5000));
      drive.delete(mount.again("\\moved"));
      assertThat(drive.exists("\\moved")).isFalse();
      drive.drain();
      assertThat(mount.used()).isZero();
    }
  }

  /** setfileinfo: what is set through a stream is the file's. */
  @OnEveryMount
  void attributesAreTheFiles(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      drive.writeFile("\\file:stream", new byte[10]);
      try (SimFile stream = drive.open("\\file:stream", FileAccess.FILE_ALL_ACCESS)) {
        stream.setEndOfFile(4);
        assertThat(stream.size()).isEqualTo(4);
      }
      assertThat(drive.info("\\file").fileSize()).isEqualTo(1);
      drive.setAttributes("\\file", WinNt.FILE_ATTRIBUTE_HIDDEN);
      assertThat(drive.info("\\file:stream").has(WinNt.FILE_ATTRIBUTE_HIDDEN)).isTrue();
    }
  }
}
