// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Inode;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Another view changes a file while programs rename, open and close it: the kernel, which knows
 * files by names only, learns of each change all the same, and nobody waits for anybody for ever.
 */
class NotifyRaceTest {
  private static final int ROUNDS = 60;

  static Stream<MountSetup> setups() {
    MountSetup setup = MountSetup.forEver().notifying().crowded().threads(4);
    return Stream.of(setup, setup.newer(), setup.seed(2), setup.newer().seed(2));
  }

  /** notify_rename_race of winfsp-tests. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("setups")
  void aFileThatIsRenamedMeanwhile(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      VolumeClient other = prepare(mount);
      Inode inode = other.inode("d/a");
      try (SimFile holder = drive.openFile("\\d\\a")) {
        assertThat(holder.readAll()).isEqualTo(number(0));
        Workers.run(
            2,
            worker -> {
              for (int i = 1; i <= ROUNDS; i++) {
                if (worker == 0) {
                  drive.rename(i % 2 == 0 ? "\\d\\b" : "\\d\\a", i % 2 == 0 ? "\\d\\a" : "\\d\\b");
                } else {
                  other.write(inode, number(i));
                  holder.readAll();
                }
              }
            });
        mount.awaitNotified(other);
        assertThat(holder.readAll()).isEqualTo(number(ROUNDS));
        assertThat(drive.readAllBytes("\\d\\a")).isEqualTo(number(ROUNDS));
      }
    }
  }

  /** The directory above it is what is renamed. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("setups")
  void aFileThatIsMovedWithItsDirectoryMeanwhile(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      VolumeClient other = prepare(mount);
      Inode inode = other.inode("d/a");
      drive.holdCloses(true);
      assertThat(drive.readAllBytes("\\d\\a")).isEqualTo(number(0));
      Workers.run(
          2,
          worker -> {
            for (int i = 1; i <= ROUNDS; i++) {
              if (worker == 0) {
                drive.rename(i % 2 == 0 ? "\\e" : "\\d", i % 2 == 0 ? "\\d" : "\\e");
                drive.readAllBytes(i % 2 == 0 ? "\\d\\a" : "\\e\\a");
              } else {
                other.write(inode, number(i));
              }
            }
          });
      mount.awaitNotified(other);
      assertThat(drive.readAllBytes("\\d\\a")).isEqualTo(number(ROUNDS));
      drive.holdCloses(false);
    }
  }

  /** notify_open_change of winfsp-tests, again and again. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("setups")
  void aFileThatIsOpenedAndClosedMeanwhile(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      VolumeClient other = prepare(mount);
      Inode inode = other.inode("d/a");
      Workers.run(
          3,
          worker -> {
            for (int i = 1; i <= ROUNDS; i++) {
              if (worker == 0) {
                other.write(inode, number(i));
              } else {
                assertThat(drive.readAllBytes("\\d\\a")).hasSize(Long.BYTES);
              }
            }
          });
      mount.awaitNotified(other);
      assertThat(drive.readAllBytes("\\d\\a")).isEqualTo(number(ROUNDS));
    }
  }

  private static VolumeClient prepare(SimulatedMount mount) {
    mount.drive().expectOutsideChanges();
    VolumeClient other = new VolumeClient(mount.volume());
    other.createDirectory("d");
    other.write("d/a", number(0));
    mount.awaitNotified(other);
    return other;
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
