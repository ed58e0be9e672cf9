// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel is told of more than its queue holds, of what it refuses, or of nothing for a while.
 */
class OverflowTest {
  private static final long SECOND = 1_000_000_000;
  private static final int FILES = 300;

  @TempDir Path directory;
  private final Volume volume = LiveMount.volume();
  private final OtherView other = new OtherView(volume);
  private final Stall stall = new Stall();

  @AfterEach
  void close() {
    volume.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsStaleAfterAnOverflow(boolean epochs) throws Exception {
    QueueLimits tiny = new QueueLimits(epochs ? 1024 : 1 << 20, 4);
    CoherenceSettings settings =
        new CoherenceSettings(
            NotificationMatrix.COMPLETE, epochs, any -> tiny, stall::before, RequestHook.NONE);
    other.directory("d");
    for (int i = 0; i < FILES; i++) {
      other.file("d/old" + i, "old");
    }
    try (FuseMount mount = mount(settings)) {
      Path d = mount.mountPoint().resolve("d");
      for (int i = 0; i < FILES; i++) {
        assertThat(d.resolve("old" + i)).hasContent("old");
        assertThat(d.resolve("new" + i)).doesNotExist();
      }
      assertThat(d.toFile().list()).hasSize(FILES);
      stall.close();
      for (int i = 0; i < FILES; i++) {
        other.file("d/new" + i, "new");
        if (i % 2 == 0) {
          other.unlink("d/old" + i);
        } else {
          other.write("d/old" + i, 0, "changed");
        }
      }
      stall.open();
      assertThat(volume.awaitDelivered(null, System.nanoTime() + 20 * SECOND)).isTrue();
      assertThat(mount.notifications().overflows()).isPositive();
      assertThat(d.toFile().list()).hasSize(FILES + FILES / 2);
      for (int i = 0; i < FILES; i++) {
        assertThat(d.resolve("new" + i)).hasContent("new");
        if (i % 2 == 0) {
          assertThat(d.resolve("old" + i)).doesNotExist();
        } else {
          assertThat(d.resolve("old" + i)).hasContent("changed");
        }
      }
      assertThat(mount.notifications().failed()).isZero();
    }
  }

  @Test
  void aRefusedNotificationFailsNothing() throws Exception {
    UnaryOperator<KernelNotifier> refusing =
        notifier ->
            new KernelNotifier() {
              @Override
              public int send(long address, int length) {
                return -Errno.EIO;
              }

              @Override
              public void close() {
                notifier.close();
              }
            };
    CoherenceSettings settings =
        new CoherenceSettings(
            NotificationMatrix.COMPLETE, true, QueueLimits::of, refusing, RequestHook.NONE);
    try (FuseMount mount = mount(settings)) {
      other.file("f", "content");
      assertThat(volume.awaitDelivered(null, System.nanoTime() + 20 * SECOND)).isTrue();
      assertThat(mount.notifications().failed()).isPositive();
      assertThat(mount.mountPoint().resolve("f")).hasContent("content");
    }
  }

  @Test
  void whoWaitsForAKernelThatTakesNoNoticeGoesOn() throws Exception {
    CoherenceSettings settings =
        new CoherenceSettings(
            NotificationMatrix.COMPLETE, true, QueueLimits::of, stall::before, RequestHook.NONE);
    try (FuseMount mount = mount(settings)) {
      stall.close();
      other.file("f", "content");
      assertThat(volume.awaitDelivered(null, System.nanoTime() + SECOND / 10)).isFalse();
      stall.open();
      assertThat(volume.awaitDelivered(null, System.nanoTime() + 20 * SECOND)).isTrue();
      assertThat(mount.mountPoint().resolve("f")).hasContent("content");
    }
  }

  @Test
  void aMountEndsWhileItIsBeingTold() throws Exception {
    CoherenceSettings settings =
        new CoherenceSettings(
            NotificationMatrix.COMPLETE, true, QueueLimits::of, stall::before, RequestHook.NONE);
    FuseMount mount = mount(settings);
    stall.close();
    other.file("f", "content");
    stall.awaitArrival();
    Thread opener = Thread.ofPlatform().unstarted(stall::open);
    assertThat(LiveMount.unmount(directory, 0)).isZero();
    opener.start();
    mount.close();
    assertThat(volume.awaitDelivered(null, System.nanoTime() + 20 * SECOND)).isTrue();
    assertThat(LiveMount.threads()).isEmpty();
    assertThat(LiveMount.openDevices()).isZero();
  }

  private FuseMount mount(CoherenceSettings settings) throws MountException {
    FuseOptions options = FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).build();
    return FuseMount.mount(volume, directory, options, settings);
  }
}
