// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;

/** The group "flush" of winfsp-tests. */
class FlushTest {
  @OnEveryMount
  void aFlushedFileKeepsItsSizeAndContent(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      byte[] content = Content.of(1, 10_001);
      try (SimFile file = drive.createNew("\\file")) {
        file.flush();
        assertThat(file.size()).isZero();
        file.write(0, content);
        file.flush();
        assertThat(drive.hasDirtyPages("\\file")).isFalse();
        assertThat(file.size()).isEqualTo(content.length);
        assertThat(file.info()).isEqualTo(drive.info(mount.again("\\file")));
        assertThat(file.readAll()).isEqualTo(content);
      }
    }
  }

  @OnEveryMount
  void aFlushedVolumeHoldsEverything(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      try (SimFile one = drive.createNew("\\directory\\one");
          SimFile other = drive.createNew("\\other")) {
        one.write(0, Content.of(1, 9000));
        other.write(100, Content.of(2, 50));
        drive.flush();
        assertThat(drive.hasDirtyPages("\\directory\\one")).isFalse();
        assertThat(drive.hasDirtyPages("\\other")).isFalse();
        assertThat(one.readAll()).isEqualTo(Content.of(1, 9000));
        assertThat(other.size()).isEqualTo(150);
      }
    }
  }

  @OnEveryMount
  void aFlushedDirectoryIsListed(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.writeFile("\\directory\\file", new byte[1]);
      try (SimFile directory = drive.openDirectory("\\directory")) {
        directory.flush();
      }
      assertThat(drive.list("\\directory")).containsExactly("file");
    }
  }
}
