// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountedDriveTest {
  @Test
  void findsDrivesAmongOtherMounts() {
    String table =
        """
        22 1 254:0 / / rw,relatime - ext4 /dev/root rw
        31 22 0:51 / /mnt/ram rw,nosuid,nodev,relatime shared:7 - fuse.ramdrive RamDrive rw,user_id=0
        32 22 0:52 / /mnt/fuse.ramdrive rw - tmpfs fuse.ramdrive rw
        33 22 0:53 / /mnt/my\\040disk\\134x rw - fuse.ramdrive My\\040Label rw
        34 22 0:54 / /mnt/\u00c3\u00bc rw - fuse.ramdrive L rw
        35 22 0:55 / /mnt/other rw - fuse.ramdrive2 L rw\
        """;
    assertThat(MountedDrive.parse(table))
        .containsExactly(
            new MountedDrive(Path.of("/mnt/ram"), "RamDrive"),
            new MountedDrive(Path.of("/mnt/my disk\\x"), "My Label"),
            new MountedDrive(Path.of("/mnt/ü"), "L"));
  }

  @Test
  void readsTheTableOfThisMachine() throws Exception {
    assertThat(MountedDrive.all()).doesNotContainNull();
    assertThat(MountedDrive.at(Path.of("/proc"))).isEmpty();
  }
}
