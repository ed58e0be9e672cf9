// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.NtAssertions.assertStatus;
import static io.ramdrive.winfsp.binding.WinNt.DACL_SECURITY_INFORMATION;
import static io.ramdrive.winfsp.binding.WinNt.FILE_CREATE;
import static io.ramdrive.winfsp.binding.WinNt.FILE_NON_DIRECTORY_FILE;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_ALL_ACCESS;
import static io.ramdrive.winfsp.sim.FileAccess.FILE_GENERIC_READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.sim.Caller;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;

/** The group "security" of winfsp-tests. */
class SecurityTest {
  @OnEveryMount
  void aDescriptorIsChangedInParts(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      byte[] before = drive.securityDescriptor("\\file");
      try (SimFile file = drive.open("\\file", FILE_ALL_ACCESS)) {
        file.setSecurity(DACL_SECURITY_INFORMATION, Descriptors.onlySystem());
        assertThat(SecurityText.entries(file.security())).containsExactly("(A;;FA;;;SY)");
      }
      byte[] after = drive.securityDescriptor(mount.again("\\file"));
      assertThat(SecurityText.entries(after)).containsExactly("(A;;FA;;;SY)");
      assertThat(SecurityText.owner(after)).isEqualTo(SecurityText.owner(before));
    }
  }

  @OnEveryMount
  void whoIsNotNamedIsKeptOut(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive
          .createFile(
              "\\file",
              FILE_ALL_ACCESS,
              0,
              FILE_CREATE,
              FILE_NON_DIRECTORY_FILE,
              0,
              Descriptors.onlySystem(),
              0)
          .close();
      SimVolume user = drive.as(Caller.USER);
      assertStatus(
          NtStatus.STATUS_ACCESS_DENIED, () -> user.open(mount.again("\\file"), FILE_GENERIC_READ));
      assertThat(user.list("\\")).containsExactly("file");
    }
  }

  /** Longer than the 1024 bytes that WinFsp tries first. */
  @OnEveryMount
  void longDescriptorsComeBackWhole(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      for (int entries : new int[] {1, 48, 49, 50, 51, 200}) {
        String path = "\\file" + entries;
        drive.writeFile(path, new byte[1]);
        try (SimFile file = drive.open(path, FILE_ALL_ACCESS)) {
          file.setSecurity(DACL_SECURITY_INFORMATION, Descriptors.everybody(entries));
        }
        assertThat(SecurityText.entries(drive.securityDescriptor(path))).hasSize(entries);
        assertThat(drive.as(Caller.USER).readAllBytes(path)).hasSize(1);
      }
    }
  }

  @OnEveryMount
  void aDescriptorMovesWithItsFile(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.writeFile("\\file", new byte[1]);
      try (SimFile file = drive.open("\\file", FILE_ALL_ACCESS)) {
        file.setSecurity(DACL_SECURITY_INFORMATION, Descriptors.everybody(3));
      }
      drive.rename("\\file", "\\moved");
      drive.writeFile("\\file", new byte[1]);
      assertThat(SecurityText.entries(drive.securityDescriptor("\\moved")))
          .containsExactly("(A;;FA;;;WD)", "(A;;FA;;;WD)", "(A;;FA;;;WD)");
      assertThat(SecurityText.entries(drive.securityDescriptor("\\file"))).contains("(A;;FA;;;WD)");
    }
  }
}
