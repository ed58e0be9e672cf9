// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.FutureTask;
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

  @Test
  void aMountThatIsUsedAndToldOfChangesEndsAtOnce() throws Exception {
    FuseOptions impatient =
        FuseOptions.builder()
            .fileInfoTimeoutMs(FuseOptions.FOR_EVER)
            .dispatchers(1)
            .unmountTimeout(Duration.ZERO)
            .build();
    OtherView other = new OtherView(volume);
    for (int i = 0; i < 20; i++) {
      FuseMount mount = mount("a", impatient);
      Path directory = mount.mountPoint();
      Path held = Files.createFile(directory.resolve("held"));
      try (FileChannel open = FileChannel.open(held, StandardOpenOption.WRITE)) {
        FutureTask<Void> program =
            new FutureTask<>(
                () -> {
                  while (true) {
                    Files.deleteIfExists(directory.resolve("name"));
                    Files.writeString(directory.resolve("name"), "content");
                    open.write(ByteBuffer.allocate(100), 0);
                  }
                });
        Thread.ofPlatform().daemon().start(program);
        FutureTask<Void> java =
            new FutureTask<>(
                () -> {
                  while (!program.isDone()) {
                    other.write("held", 0, "other");
                    other.chmod("held", 0644);
                  }
                  return null;
                });
        Thread.ofPlatform().daemon().start(java);
        while (mount.notifications().sent() < 100) {
          assertThat(mount.isMounted()).isTrue();
        }
        mount.close();
        assertThat(mount.isMounted()).isFalse();
        // The directory below the mount is a directory still.
        assertThatThrownBy(program::get).hasCauseInstanceOf(IOException.class);
        java.get();
      } catch (IOException taken) {
        assertThat(taken).hasMessageContaining("Transport endpoint is not connected");
      }
      other.unlink("held");
      Files.deleteIfExists(directory.resolve("name"));
    }
  }

  private void await() {
    assertThat(volume.awaitDelivered(null, System.nanoTime() + 10_000_000_000L)).isTrue();
  }

  private FuseMount mount(String name, FuseOptions options) throws Exception {
    return FuseMount.mount(volume, Files.createDirectories(scratch.resolve(name)), options);
  }
}
