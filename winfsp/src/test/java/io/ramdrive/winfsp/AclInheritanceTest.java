// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.sim.Caller;
import io.ramdrive.winfsp.sim.FileAccess;
import io.ramdrive.winfsp.sim.SimFile;
import io.ramdrive.winfsp.sim.SimVolume;

/** New files belong to everybody, as the root says: without that their creators are locked out. */
class AclInheritanceTest {
  @WithEveryTimeout
  void aNewFileIsReopenedByItsCreator(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume user = mount.drive().as(Caller.USER);
      user.writeFile("\\file", "content".getBytes(UTF_8));
      try (SimFile file = user.open("\\file", FileAccess.FILE_ALL_ACCESS)) {
        assertThat(file.readAll()).isEqualTo("content".getBytes(UTF_8));
      }
    }
  }

  @WithEveryTimeout
  void aNewDirectoryIsListedByItsCreator(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume user = mount.drive().as(Caller.USER);
      user.createDirectory("\\directory");
      user.createDirectory("\\directory\\inner");
      user.writeFile("\\directory\\inner\\file", new byte[1]);
      assertThat(user.list("\\directory")).containsExactly("inner");
      assertThat(user.list("\\directory\\inner")).containsExactly("file");
    }
  }

  @WithEveryTimeout
  void everybodyHasFullControlOfWhatIsNew(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.createDirectory("\\directory");
      drive.writeFile("\\directory\\file", new byte[1]);

      assertThat(SecurityText.entries(drive.securityDescriptor("\\directory")))
          .containsExactlyInAnyOrder("(A;OICI;FA;;;SY)", "(A;OICI;FA;;;BA)", "(A;OICI;FA;;;WD)");
      assertThat(SecurityText.entries(drive.securityDescriptor("\\directory\\file")))
          .containsExactlyInAnyOrder("(A;;FA;;;SY)", "(A;;FA;;;BA)", "(A;;FA;;;WD)");
    }
  }

  /** Made by another view, before the mount or after: no caller has given it a descriptor. */
  @WithEveryTimeout
  void whatAnotherViewHasMadeInheritsToo(MountSetup setup) {
    try (SimulatedMount mount = SimulatedMount.mount(setup)) {
      SimVolume drive = mount.drive();
      drive.expectOutsideChanges();
      VolumeClient other = new VolumeClient(mount.volume());
      other.createDirectory("directory");
      other.write("directory/file", "content".getBytes(UTF_8));
      other.awaitDelivered();

      SimVolume user = drive.as(Caller.USER);
      assertThat(user.readAllBytes("\\directory\\file")).isEqualTo("content".getBytes(UTF_8));
      assertThat(SecurityText.entries(drive.securityDescriptor("\\directory\\file")))
          .hasSize(3)
          .allSatisfy(entry -> assertThat(entry).matches("\\(A;;FA;;;(SY|BA|WD)\\)"));
      user.writeFile("\\directory\\another", new byte[1]);
      assertThat(user.readAllBytes("\\directory\\another")).hasSize(1);
    }
  }
}
