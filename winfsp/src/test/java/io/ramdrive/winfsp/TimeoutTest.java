// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import org.junit.jupiter.api.Test;

/** How long the kernel goes without asking, when nobody tells it of changes. */
class TimeoutTest {
  private static final byte[] OLD = "old".getBytes(UTF_8);
  private static final byte[] NEW = "newer".getBytes(UTF_8);

  @Test
  void whatIsKeptForASecondIsAskedForAfterIt() {
    try (SimulatedMount mount = SimulatedMount.mount(MountSetup.forEver().timeout(1000))) {
      SimVolume drive = mount.drive();
      try (SimFile file = changedBehind(mount)) {
        assertThat(file.size()).isEqualTo(OLD.length);
        assertThat(drive.list("\\")).containsExactly("file");
        mount.windows().clock().advance(999);
        assertThat(file.size()).isEqualTo(OLD.length);
        mount.windows().clock().advance(2);
        assertThat(file.size()).isEqualTo(NEW.length);
        assertThat(drive.list("\\")).containsExactlyInAnyOrder("file", "another");
      }
    }
  }

  @Test
  void whatIsNotKeptIsAskedForEachTime() {
    try (SimulatedMount mount = SimulatedMount.mount(MountSetup.forEver().timeout(0));
        SimFile file = changedBehind(mount)) {
      assertThat(file.size()).isEqualTo(NEW.length);
      assertThat(file.readAll()).isEqualTo(NEW);
      assertThat(mount.drive().list("\\")).containsExactlyInAnyOrder("file", "another");
    }
  }

  @Test
  void whatIsKeptForEverIsNotAskedForAgain() {
    try (SimulatedMount mount = SimulatedMount.mount(MountSetup.forEver())) {
      try (SimFile file = changedBehind(mount)) {
        mount.windows().clock().advance(1L << 40);
        assertThat(file.size()).isEqualTo(OLD.length);
        assertThat(file.readAll()).isEqualTo(OLD);
      }
    }
  }

  @Test
  void notificationsDoNotWaitForTimeouts() {
    try (SimulatedMount mount = SimulatedMount.mount(MountSetup.forEver().notifying());
        SimFile file = changedBehind(mount)) {
      assertThat(file.size()).isEqualTo(NEW.length);
      assertThat(file.readAll()).isEqualTo(NEW);
      assertThat(mount.drive().list("\\")).containsExactlyInAnyOrder("file", "another");
    }
  }

  /** A file that the kernel knows all about, and that another view has changed since. */
  private static SimFile changedBehind(SimulatedMount mount) {
    SimVolume drive = mount.drive();
    drive.expectOutsideChanges();
    drive.writeFile("\\file", OLD);
    drive.drain();
    // What the kernel keeps of the root ends with the root's last Close.
    drive.holdCloses(true);
    SimFile file = drive.openFile("\\file");
    assertThat(file.readAll()).isEqualTo(OLD);
    assertThat(file.size()).isEqualTo(OLD.length);
    assertThat(drive.list("\\")).containsExactly("file");
    VolumeClient other = new VolumeClient(mount.volume());
    other.write("file", NEW);
    other.write("another", NEW);
    mount.awaitNotified(other);
    return file;
  }
}
