// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The paths that programs use all the time allocate nothing on the Java heap, from the system call
 * that takes the request to the one that sends the reply. The mount lets the kernel keep nothing,
 * so that each operation comes through.
 */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
class MountAllocationTest {
  /** In a round; five rounds in a row must allocate nothing. */
  private static final int OPERATIONS =
      Integer.getInteger("ramdrive.allocation.operations", 20_000);

  private static final int SIZE = 16_384;
  private static final int LARGE = 64 << 10;

  private final Volume volume =
      Volume.create(new VolumeOptions(64 << 20, 4096, 1000, false, 0, 0, 0755));

  @TempDir private Path dir;
  @Parameter private FuseOptions.Transport transport;
  private FuseMount mount;
  private Path file;

  @BeforeEach
  void mount() throws IOException {
    FuseOptions options =
        FuseOptions.builder().transport(transport).enableKernelCache(false).build();
    try (RingSwitch _ = RingSwitch.on()) {
      mount = FuseMount.mount(volume, dir, options);
    }
    file = Files.write(dir.resolve("file"), new byte[2 * SIZE]);
  }

  @AfterEach
  void unmount() {
    mount.close();
    volume.close();
  }

  @Test
  void reads() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
      assertNoAllocation(i -> assertThat(channel.read(buffer.clear(), i % SIZE)).isEqualTo(SIZE));
    }
  }

  @Test
  void writes() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
      assertNoAllocation(i -> assertThat(channel.write(buffer.clear(), i % SIZE)).isEqualTo(SIZE));
    }
  }

  /** Of so much that pages are exchanged instead of copied. */
  @Test
  void largeWrites() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(LARGE);
      assertNoAllocation(
          OPERATIONS / 10,
          i -> assertThat(channel.write(buffer.clear(), (long) i % 16 * LARGE)).isEqualTo(LARGE));
    }
  }

  /** LOOKUP and GETATTR. */
  @Test
  void attributesOfAName() {
    assertNoAllocation(i -> assertThat(Files.size(file)).isEqualTo(2 * SIZE));
  }

  /** LOOKUP of what is not there, and GETATTR of the directory. */
  @Test
  void absentNames() {
    Path absent = dir.resolve("absent");
    assertThatThrownBy(() -> Files.size(absent)).isInstanceOf(NoSuchFileException.class);
    assertNoAllocation(i -> assertThat(Files.exists(absent)).isFalse());
  }

  private interface Operation {
    void run(int number) throws IOException;
  }

  private void assertNoAllocation(Operation operation) {
    assertNoAllocation(OPERATIONS, operation);
  }

  private static void assertNoAllocation(int operations, Operation operation) {
    List<Thread> dispatchers =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("ramdrive-fuse-"))
            .toList();
    assertThat(dispatchers).isNotEmpty();
    AllocatedBytes.assertNoneOnceCompiled(
        dispatchers,
        () -> {
          for (int i = 0; i < operations; i++) {
            try {
              operation.run(i);
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          }
        });
  }
}
