// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountTableTest {
  private static final String TEXT =
      """
      22 28 0:20 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw
      36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 propagate_from:2 - ext3 /dev/root rw,errors=continue
      63 43 0:39 / /tmp/a\\040b\\134\\011c rw,relatime - fuse.ramdrive ramdrive rw,user_id=0
      64 43 0:40 / /stack rw - tmpfs none rw
      65 64 0:41 / /stack rw - fuse.ramdrive ramdrive rw
      a line that is none
      """;

  private final MountTable table = MountTable.parse(TEXT);

  @Test
  void findsAMountByItsPath() {
    assertThat(table.at("/mnt2")).contains(new MountTable.Entry("98:0", "/mnt2", "ext3"));
  }

  @Test
  void knowsNothingOfOtherPaths() {
    assertThat(table.at("/mnt")).isEmpty();
    assertThat(table.at("/mnt1")).isEmpty();
  }

  @Test
  void undoesOctalEscapes() {
    assertThat(table.at("/tmp/a b\\\tc").map(MountTable.Entry::type)).contains("fuse.ramdrive");
  }

  @Test
  void prefersTheMountOnTop() {
    assertThat(table.at("/stack").map(MountTable.Entry::device)).contains("0:41");
  }

  @Test
  void readsTheTableOfThisProcess() throws MountException {
    assertThat(MountTable.read().at("/proc").map(MountTable.Entry::type)).contains("proc");
  }
}
