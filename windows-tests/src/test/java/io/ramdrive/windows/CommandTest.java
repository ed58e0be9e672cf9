// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The commands about a drive that another process serves. */
class CommandTest {
  @Test
  void aDriveIsListedAndDescribed() throws Exception {
    try (WindowsDrive drive = WindowsDrive.mount("--volume-label", "Scratch")) {
      String root = drive.root().toString();
      assertThat(drive.run("list")).contains(root, "Scratch", "512 MiB");
      assertThat(drive.run("list", "--json")).contains("\"answers\": true");
      assertThat(drive.run("status", root))
          .contains("Size", "512 MiB", "file-info-timeout-ms = 4294967295");
      assertThat(drive.run("doctor")).contains("WinFsp", "A drive can be mounted.");
    }
  }
}
