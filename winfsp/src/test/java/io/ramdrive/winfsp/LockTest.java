// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NON_DIRECTORY_FILE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NO_INTERMEDIATE_BUFFERING;
import static io.ramdrive.winfsp.binding.WinNt.FILE_OPEN;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_ALL_ACCESS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_SHARE_ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;

/** The group "lock" of winfsp-tests: the driver's byte-range locks hold on this drive. */
class LockTest {
  @OnEveryMount
  void lockedRangesAreTheirOwnersOnly(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[8192]);
      for (int mode : new int[] {0, FILE_NO_INTERMEDIATE_BUFFERING}) {
        try (SimFile owner = open(drive, "\\file", mode);
            SimFile other = open(drive, mount.again("\\file"), mode)) {
          owner.lock(0, 4096, true);
          assertStatus(NtStatus.STATUS_LOCK_NOT_GRANTED, () -> other.lock(0, 1, false));
          assertStatus(NtStatus.STATUS_FILE_LOCK_CONFLICT, () -> other.read(0, 4096));
          assertStatus(NtStatus.STATUS_FILE_LOCK_CONFLICT, () -> other.write(0, new byte[4096]));
          other.write(4096, Content.of(mode, 4096));
          owner.write(0, Content.of(mode + 1, 4096));
          owner.unlock(0, 4096);
          assertThat(other.read(0, 8192))
              .isEqualTo(Content.joined(Content.of(mode + 1, 4096), Content.of(mode, 4096)));
        }
      }
    }
  }

  @OnEveryMount
  void aClosedHandleHoldsNoLock(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[10]);
      try (SimFile owner = open(drive, "\\file", 0)) {
        owner.lock(0, 10, true);
      }
      try (SimFile other = open(drive, "\\file", 0)) {
        other.lock(0, 10, true);
      }
    }
  }

  private static SimFile open(SimVolume drive, String path, int mode) {
    return drive.createFile(
        path, FILE_ALL_ACCESS, FILE_SHARE_ALL, FILE_OPEN, FILE_NON_DIRECTORY_FILE | mode);
  }
}
