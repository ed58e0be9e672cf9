// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel keeps written data, sizes and times to itself for a while. Nothing may be lost. */
class ExclusiveMountTest {
  private static final FuseOptions EXCLUSIVE =
      FuseOptions.builder().exclusive(true).fileInfoTimeoutMs(FuseOptions.FOR_EVER).build();

  // lseek(2), linux/fs.h
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  @TempDir Path directory;
  private final Volume volume = LiveMount.volume();
  private final OtherView afterwards = new OtherView(volume);
  private FuseMount mount;
  private Path file;

  @BeforeEach
  void mount() throws MountException {
    mount = FuseMount.mount(volume, directory, EXCLUSIVE);
    file = mount.mountPoint().resolve("f");
  }

  @AfterEach
  void unmount() {
    mount.close();
    volume.close();
  }

  @Test
  void whatTheKernelKeptBackIsInTheVolumeWhenTheMountEnds() throws Exception {
    Files.writeString(file, "content");
    Files.writeString(file, ", more of it", StandardOpenOption.APPEND);
    mount.close();
    mount = FuseMount.mount(volume, directory, FuseOptions.defaults());
    assertThat(file).hasContent("content, more of it");
  }

  /** The kernel does not tell a time again that has not changed by its coarse clock. */
  @Test
  void timesOfWritesAreTheKernels() throws Exception {
    for (int i = 0; i < 50; i++) {
      Files.writeString(file, "content");
      Files.writeString(file, ", more of it", StandardOpenOption.APPEND);
      assertThat(afterwards.modified("f")).isEqualTo(Files.getLastModifiedTime(file));
      Files.delete(file);
    }
  }

  @Test
  void sizesAreTheKernelsWhileItWrites() throws Exception {
    try (FileChannel open =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 1; i <= 100; i++) {
        open.write(ByteBuffer.allocate(1000));
        assertThat(Files.size(file)).isEqualTo(1000L * i);
      }
      open.truncate(50);
      assertThat(Files.size(file)).isEqualTo(50);
      open.write(ByteBuffer.wrap(new byte[] {'x'}), 9999);
      assertThat(Files.size(file)).isEqualTo(10_000);
      open.force(true);
      assertThat(Files.size(file)).isEqualTo(10_000);
    }
    assertThat(Files.readAllBytes(file)).hasSize(10_000).endsWith((byte) 'x');
  }

  @Test
  void timesThatAProgramSetsStay() throws Exception {
    Files.writeString(file, "content");
    FileTime time = FileTime.fromMillis(1_000_000_000_123L);
    Files.setLastModifiedTime(file, time);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
    mount.close();
    assertThat(afterwards.modified("f")).isEqualTo(time);
  }

  /** What the kernel has not written yet must not seem to be a hole to who skips holes. */
  @Test
  void keptBackDataIsNoHole() throws Exception {
    try (Arena arena = Arena.ofConfined();
        FileChannel open =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      open.write(ByteBuffer.wrap("x".repeat(100_000).getBytes(UTF_8)), 0);
      int fd = new Syscalls().open(arena.allocateFrom(file.toString()).address(), 0);
      assertThat(new LibcFunction("lseek").call(fd, 0, SEEK_DATA)).isZero();
      assertThat(new LibcFunction("lseek").call(fd, 0, SEEK_HOLE)).isEqualTo(100_000);
      new Syscalls().close(fd);
    }
  }

  @Test
  void manyFilesWrittenInPieces() throws Exception {
    for (int i = 0; i < 50; i++) {
      Path part = file.resolveSibling("part" + i);
      try (FileChannel open =
          FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        for (int j = 0; j < 100; j++) {
          open.write(ByteBuffer.wrap(("line " + j + " of " + i + "\n").getBytes(UTF_8)));
        }
      }
      Files.move(part, file.resolveSibling("whole" + i));
    }
    mount.close();
    mount = FuseMount.mount(volume, directory, FuseOptions.defaults());
    for (int i = 0; i < 50; i++) {
      assertThat(Files.readAllLines(file.resolveSibling("whole" + i)))
          .hasSize(100)
          .endsWith("line 99 of " + i);
    }
  }
}
