// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Needs /dev/fuse and the right to mount, and for rings root. */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
class FuseMountTest {
  /** MNT_DETACH of linux/fs.h. */
  private static final int MNT_DETACH = 2;

  @TempDir Path directory;
  @Parameter FuseOptions.Transport transport;
  private RingSwitch rings;
  private Volume volume;

  @BeforeEach
  void create() {
    rings = RingSwitch.on();
    volume = LiveMount.volume();
  }

  @AfterEach
  void nothingIsLeft() throws MountException {
    rings.close();
    volume.close();
    boolean mounted = LiveMount.isMounted(directory);
    if (mounted) {
      LiveMount.unmount(directory, MNT_DETACH);
    }
    assertThat(mounted).as("mounted").isFalse();
    assertThat(LiveMount.openDevices()).as("open files of the device").isZero();
    assertThat(LiveMount.threads()).as("threads").isEmpty();
  }

  @Test
  void aMountIsADirectoryUntilClosed() throws IOException {
    try (FuseMount mount = mount()) {
      assertThat(mount.isMounted()).isTrue();
      assertThat(mount.mountPoint()).isEqualTo(directory.toRealPath());
      Files.writeString(directory.resolve("file"), "content");
      assertThat(directory.resolve("file")).hasContent("content");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theVolumeOutlivesItsMounts() throws IOException {
    try (FuseMount first = mount()) {
      assertThat(first.isMounted()).isTrue();
      Files.writeString(directory.resolve("file"), "content");
    }
    try (FuseMount second = mount()) {
      assertThat(second.isMounted()).isTrue();
      assertThat(directory.resolve("file")).hasContent("content");
    }
  }

  @Test
  void closingTwiceDoesNothing() throws IOException {
    FuseMount mount = mount();
    mount.close();
    mount.close();
    assertThat(mount.isMounted()).isFalse();
  }

  @Test
  void theKernelKnowsItsLabelAndType() throws IOException {
    try (FuseMount mount =
        FuseMount.mount(volume, directory, options().label("my label, \\it").build())) {
      assertThat(mount.isMounted()).isTrue();
      assertThat(Path.of("/proc/self/mountinfo"))
          .content()
          .contains(directory + " rw,relatime - fuse.ramdrive my\\040label,\\040\\134it rw,");
    }
  }

  @Test
  void aMountOnAMountIsRefused() throws IOException {
    try (FuseMount mount = mount()) {
      assertThat(mount.isMounted()).isTrue();
      assertThatThrownBy(this::mount)
          .isInstanceOf(MountException.class)
          .hasMessageStartingWith(directory + " is the mount point of a running RamDrive");
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void whatADeadServerLeftIsTakenAway() throws IOException {
    for (int i = 0; i < 2; i++) {
      OptionalInt fd = DirectMount.mount(new MountPoint(directory), options().build());
      new Syscalls().close(fd.orElseThrow());
    }
    assertThatThrownBy(() -> Files.readAttributes(directory, "*"))
        .hasMessageContaining("Transport endpoint is not connected");
    try (FuseMount mount = mount()) {
      assertThat(mount.isMounted()).isTrue();
      assertThat(directory).isEmptyDirectory();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anybodyMayUnmountIt() throws Exception {
    FuseMount mount = mount();
    Files.writeString(directory.resolve("file"), "content");
    assertThat(LiveMount.unmount(directory, 0)).isZero();
    mount.awaitUnmounted();
    assertThat(mount.isMounted()).isFalse();
    mount.close();
  }

  @Test
  void closingLeavesAloneWhatIsMountedThereNow() throws Exception {
    FuseMount mount = mount();
    FileChannel open = open("file");
    // Detached, but served while the file is open: so not ended when the next one comes.
    assertThat(LiveMount.unmount(directory, MNT_DETACH)).isZero();
    assertThat(mount.isMounted()).isTrue();
    try (Volume other = LiveMount.volume();
        FuseMount next = FuseMount.mount(other, directory, options().build())) {
      Files.writeString(directory.resolve("next"), "content");
      open.close();
      mount.close();
      assertThat(next.isMounted()).isTrue();
      assertThat(directory.resolve("next")).hasContent("content");
    }
  }

  @Test
  void closingWaitsForOpenFiles() throws Exception {
    FuseMount mount =
        FuseMount.mount(volume, directory, options().unmountTimeout(Duration.ofMinutes(1)).build());
    FileChannel open = open("file");
    Thread closer = Thread.ofPlatform().start(mount::close);
    while (LiveMount.isMounted(directory)) {
      assertThat(Thread.interrupted()).as("timed out").isFalse();
    }
    assertThat(open.write(ByteBuffer.allocate(10_000), 0)).isEqualTo(10_000);
    open.close();
    closer.join();
    assertThat(mount.isMounted()).isFalse();
  }

  @Test
  void openFilesAreTakenAwayWhenTheTimeIsUp() throws Exception {
    FuseMount mount =
        FuseMount.mount(volume, directory, options().unmountTimeout(Duration.ZERO).build());
    FileChannel open = open("file");
    mount.close();
    assertThat(mount.isMounted()).isFalse();
    assertThatThrownBy(() -> open.write(ByteBuffer.allocate(10), 0))
        .hasMessage("Transport endpoint is not connected");
    // close(2) asks the server too (FLUSH), and so fails as well, but it does close.
    assertThatThrownBy(open::close).hasMessage("Transport endpoint is not connected");
  }

  @Test
  void nothingLeaksFromManyMounts() throws Exception {
    mountAndUnmount(20);
    long before = virtualSizeKib();
    mountAndUnmount(80);
    // Each mount maps two buffers of a megabyte for each of two or more dispatchers.
    assertThat(virtualSizeKib() - before).as("KiB of address space").isLessThan(80 * 4 * 1024 / 2);
  }

  @Test
  void nothingHoldsAMountThatHasEnded() throws Exception {
    WeakReference<FuseMount> mount = mountedAndClosed();
    for (int i = 0; i < 100 && mount.get() != null; i++) {
      System.gc();
    }
    assertThat(mount.get()).isNull();
  }

  private WeakReference<FuseMount> mountedAndClosed() throws MountException {
    try (FuseMount mount = mount()) {
      return new WeakReference<>(mount);
    }
  }

  private void mountAndUnmount(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (FuseMount mount = mount()) {
        Files.writeString(directory.resolve("file"), "content " + i);
        assertThat(mount.isMounted()).isTrue();
      }
    }
  }

  private static long virtualSizeKib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmSize:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmSize in /proc/self/status");
  }

  private FuseOptions.Builder options() {
    return FuseOptions.builder().transport(transport);
  }

  private FuseMount mount() throws MountException {
    return FuseMount.mount(volume, directory, options().build());
  }

  private FileChannel open(String name) throws IOException {
    return FileChannel.open(
        directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
