// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingMountTest {
  @TempDir Path directory;

  @Test
  void requestsComeThroughRings() throws Exception {
    FuseOptions options = FuseOptions.builder().transport(FuseOptions.Transport.RING).build();
    try (Volume volume = LiveMount.volume();
        RingSwitch on = RingSwitch.on();
        FuseMount mount = FuseMount.mount(volume, directory, options)) {
      on.close();
      System.err.println(mount.negotiation());
      Files.writeString(directory.resolve("file"), "content");
      assertThat(directory.resolve("file")).hasContent("content");
    }
    assertThat(LiveMount.threads()).isEmpty();
    assertThat(LiveMount.openDevices()).isZero();
  }
}
