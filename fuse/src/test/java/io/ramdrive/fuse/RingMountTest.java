// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about mounts whose requests come through rings. */
class RingMountTest {
  private static final int SIZE = 4 << 20;

  @TempDir Path directory;

  @Test
  void theyAreTakenWhereTheKernelOffersThem() throws Exception {
    try (Volume volume = LiveMount.volume();
        FuseMount mount = mount(volume, FuseOptions.builder())) {
      assertThat(mount.negotiation()).startsWith("FUSE 7.45 by io_uring,");
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("ramdrive-fuse-ring-"))
          .hasSize(Processors.possible());
    }
  }

  @Test
  void autoTakesTheDeviceWhenTheKernelRefusesThem() throws Exception {
    try (Volume volume = LiveMount.volume();
        FuseMount mount = mountRefused(volume, FuseOptions.Transport.AUTO)) {
      assertThat(mount.negotiation())
          .startsWith("FUSE 7.45 by /dev/fuse,")
          .containsPattern(
              "(?m)^OVER_IO_URING +yes +no +off: the kernel refused the queue of processor \\d+"
                  + " \\(FUSE_IO_URING_CMD_REGISTER\\) with EOPNOTSUPP");
      Files.writeString(directory.resolve("file"), "content");
      assertThat(directory.resolve("file")).hasContent("content");
    }
    assertThat(LiveMount.threads()).isEmpty();
    assertThat(LiveMount.openDevices()).isZero();
  }

  @Test
  void withoutThemNothingIsMountedWhereNothingElseWillDo() throws Exception {
    try (Volume volume = LiveMount.volume()) {
      assertThatThrownBy(() -> mountRefused(volume, FuseOptions.Transport.RING))
          .isInstanceOf(MountException.class)
          .hasMessageMatching(
              "Requests cannot come through io_uring \\(transport 'ring'\\): the kernel refused .+"
                  + "\\. Let the transport be 'auto', which takes /dev/fuse then\\.");
    }
    assertThat(LiveMount.isMounted(directory)).isFalse();
    assertThat(LiveMount.threads()).isEmpty();
    assertThat(LiveMount.openDevices()).isZero();
  }

  /** A full drive has room again when a file has been removed and the last program closes it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatARemovedFileHeldIsFreeForTheNext(boolean cache) throws Exception {
    VolumeOptions options = new VolumeOptions(SIZE, 4096, 1000, false, 0, 0, 0755);
    try (Volume volume = Volume.create(options);
        FuseMount mount = mount(volume, FuseOptions.builder().enableKernelCache(cache))) {
      ByteBuffer data = ByteBuffer.allocateDirect(SIZE);
      for (int i = 0; i < 200; i++) {
        Path file = mount.mountPoint().resolve("file" + i);
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          assertThat(channel.write(data.clear())).as("round %d", i).isEqualTo(SIZE);
        }
        Files.delete(file);
      }
    }
  }

  @Test
  void severalMountsOfAVolumeEachHaveTheirOwn() throws Exception {
    Path one = Files.createDirectory(directory.resolve("one"));
    Path two = Files.createDirectory(directory.resolve("two"));
    FuseOptions.Builder options = FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER);
    try (Volume volume = LiveMount.volume();
        FuseMount first = mount(volume, one, options);
        FuseMount second = mount(volume, two, options)) {
      for (int i = 0; i < 100; i++) {
        Files.writeString(first.mountPoint().resolve("file"), "content " + i);
        assertThat(volume.awaitDelivered(null, System.nanoTime() + 20_000_000_000L)).isTrue();
        assertThat(second.mountPoint().resolve("file")).hasContent("content " + i);
      }
    }
    assertThat(LiveMount.threads()).isEmpty();
    assertThat(LiveMount.openDevices()).isZero();
  }

  /** The kernel takes back its offer before the rings are registered. */
  private FuseMount mountRefused(Volume volume, FuseOptions.Transport transport)
      throws MountException {
    try (RingSwitch on = RingSwitch.on()) {
      return FuseMount.mount(
          directory,
          FuseOptions.builder().transport(transport).build(),
          volume.nameMatching(),
          (connected, negotiation) -> {
            assertThat(negotiation.rings()).isTrue();
            try (Rings rings = new Rings(connected, transport)) {
              rings.turnOff();
            }
            on.restore();
            return VolumeServer.start(
                volume, "a mount", connected, negotiation, CoherenceSettings.DEFAULT);
          });
    }
  }

  private FuseMount mount(Volume volume, FuseOptions.Builder options) throws MountException {
    return mount(volume, directory, options);
  }

  private static FuseMount mount(Volume volume, Path directory, FuseOptions.Builder options)
      throws MountException {
    try (RingSwitch _ = RingSwitch.on()) {
      return FuseMount.mount(
          volume, directory, options.transport(FuseOptions.Transport.RING).build());
    }
  }
}
