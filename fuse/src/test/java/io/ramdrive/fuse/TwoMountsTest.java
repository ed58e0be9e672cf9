// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two mounts of one volume whose kernel may believe everything for ever. */
class TwoMountsTest {
  private static final FuseOptions FOR_EVER =
      FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).build();

  @TempDir Path scratch;
  private final Volume volume = LiveMount.volume();

  @AfterEach
  void nothingIsLeft() {
    volume.close();
    assertThat(LiveMount.openDevices()).as("open files of the device").isZero();
    assertThat(LiveMount.threads()).as("threads").isEmpty();
  }

  @Test
  void oneSeesWhatTheOtherDoes() throws Exception {
    try (FuseMount one = mount("a", FOR_EVER);
        FuseMount other = mount("b", FOR_EVER)) {
      Path a = one.mountPoint();
      Path b = other.mountPoint();
      assertThat(b.resolve("CURRENT")).doesNotExist();
      Files.writeString(a.resolve("dbtmp"), "MANIFEST-1");
      Files.move(a.resolve("dbtmp"), a.resolve("CURRENT"));
      await();
      assertThat(b.resolve("CURRENT")).hasContent("MANIFEST-1");
      assertThat(b.resolve("dbtmp")).doesNotExist();
      Files.writeString(b.resolve("dbtmp"), "MANIFEST-22");
      Files.move(b.resolve("dbtmp"), b.resolve("CURRENT"), StandardCopyOption.REPLACE_EXISTING);
      await();
      assertThat(a.resolve("CURRENT")).hasContent("MANIFEST-22").hasSize(11);
      Files.writeString(a.resolve("CURRENT"), "+", StandardOpenOption.APPEND);
      await();
      assertThat(b.resolve("CURRENT")).hasContent("MANIFEST-22+");
      Files.delete(b.resolve("CURRENT"));
      await();
      assertThat(a.resolve("CURRENT")).doesNotExist();
      assertThat(a).isEmptyDirectory();
      assertThat(one.notifications().sent()).isPositive();
      assertThat(one.notifications().failed()).isZero();
    }
  }

  @Test
  void anExclusiveMountIsTheOnlyView() throws Exception {
    FuseOptions exclusive = FuseOptions.builder().exclusive(true).build();
    try (FuseMount one = mount("a", exclusive)) {
      assertThat(one.isMounted()).isTrue();
      assertThatThrownBy(() -> mount("b", FOR_EVER))
          .isInstanceOf(MountException.class)
          .hasMessageStartingWith("The volume is seen by the mount at " + scratch.resolve("a"));
      assertThat(scratch.resolve("b")).isEmptyDirectory();
    }
    try (FuseMount one = mount("a", FOR_EVER)) {
      assertThat(one.isMounted()).isTrue();
      assertThatThrownBy(() -> mount("b", exclusive))
          .isInstanceOf(MountException.class)
          .hasMessageStartingWith(
              "An exclusive view must be the only one, but the volume is seen by the mount at "
                  + scratch.resolve("a"));
    }
  }

  private void await() {
    assertThat(volume.awaitDelivered(null, System.nanoTime() + 10_000_000_000L)).isTrue();
  }

  private FuseMount mount(String name, FuseOptions options) throws Exception {
    return FuseMount.mount(volume, Files.createDirectories(scratch.resolve(name)), options);
  }
}
