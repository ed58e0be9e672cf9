// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.sim.SimVolume;

/** O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;WD) is the root's descriptor. */
class RootSecurityTest {
  @WithEveryTimeout
  void everyEntryIsInheritedByFilesAndDirectories(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      assertThat(SecurityText.entries(mount.drive().securityDescriptor("\\")))
          .isNotEmpty()
          .allSatisfy(entry -> assertThat(entry).startsWith("(A;OICI;"));
    }
  }

  @WithEveryTimeout
  void theSystemAdministratorsAndEverybodyHaveFullControl(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      byte[] descriptor = drive.securityDescriptor("\\");
      assertThat(SecurityText.entries(descriptor))
          .containsExactly("(A;OICI;FA;;;SY)", "(A;OICI;FA;;;BA)", "(A;OICI;FA;;;WD)");
      assertThat(SecurityText.owner(descriptor)).isEqualTo("BA");
      assertThat(SecurityText.group(descriptor)).isEqualTo("BA");
      assertThat(SecurityText.isProtected(descriptor)).isTrue();
    }
  }
}
