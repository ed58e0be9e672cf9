// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.SparePages;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import io.ramdrive.volume.VolumeStatistics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes whose data arrive in the volume's pages, and what else comes between them. */
class LargeWriteTest {
  private static final int MIB = 1 << 20;
  private static final int CAPACITY = 32 * MIB;

  private final Volume volume =
      Volume.create(new VolumeOptions(CAPACITY, 4096, 1000, false, 0, 0, 0755));

  @TempDir private Path dir;
  private FuseMount mount;

  /** The kernel keeps no data: what is read comes from the volume. */
  @BeforeEach
  void mount() throws IOException {
    FuseOptions options =
        FuseOptions.builder()
            .transport(FuseOptions.Transport.DEVICE)
            .enableKernelCache(false)
            .build();
    mount = FuseMount.mount(volume, dir, options);
  }

  @AfterEach
  void unmount() {
    mount.close();
    volume.close();
  }

  @Test
  void dispatchersTakePages() throws IOException {
    byte[] bytes = random(MIB, 6);
    assertThat(takeAllSpares()).isTrue();
    try (FileChannel to = open(dir.resolve("file"))) {
      for (int i = 0; i < 40; i++) {
        write(to, bytes, 0, MIB);
      }
    }
    assertThat(takeAllSpares()).isFalse();
  }

  /** Whether nobody else has taken any. */
  private boolean takeAllSpares() {
    Optional<SparePages> all = SparePages.of(volume, CAPACITY / 8);
    all.ifPresent(SparePages::close);
    return all.isPresent();
  }

  @Test
  void filesHoldWhatWasWritten() throws IOException {
    byte[] first = random(8 * MIB + 12_345, 1);
    byte[] second = random(8 * MIB + 4096, 2);
    Path a = dir.resolve("a");
    Path b = dir.resolve("b");
    try (FileChannel to = open(a);
        FileChannel other = open(b)) {
      for (int at = 0; at < first.length; at += MIB) { // in turns, over holes and over pages
        write(to, first, at, Math.min(MIB, first.length - at));
        write(other, first, at, Math.min(MIB, first.length - at));
      }
      for (int at = 0; at < second.length; at += MIB / 2) {
        write(other, second, at, Math.min(MIB / 2, second.length - at));
      }
      write(other, second, 100_001, 3 * MIB); // where no page begins
    }
    assertThat(Files.readAllBytes(a)).isEqualTo(first);
    System.arraycopy(second, 0, first, 0, second.length);
    assertThat(Files.readAllBytes(b)).isEqualTo(first);
  }

  /** They are longer than what comes before the data of a write. */
  @Test
  void otherRequestsComeThroughWhole() throws IOException {
    byte[] bytes = random(4 * MIB, 3);
    String name = "a name longer than what a write has before its data, and then some ".repeat(3);
    try (FileChannel to = open(dir.resolve("file"))) {
      for (int i = 0; i < 40; i++) {
        write(to, bytes, i % 4 * MIB, MIB);
        write(to, bytes, i % 4 * MIB, 10_000);
        Path created = Files.createFile(dir.resolve(name + i));
        Path renamed = Files.move(created, dir.resolve(name + "renamed " + i));
        Files.getFileAttributeView(renamed, UserDefinedFileAttributeView.class)
            .write("key", StandardCharsets.UTF_8.encode(name));
        Files.writeString(renamed, name);
      }
    }
    for (int i = 0; i < 40; i++) {
      Path renamed = dir.resolve(name + "renamed " + i);
      assertThat(renamed).hasContent(name);
      ByteBuffer value = ByteBuffer.allocate(1000);
      Files.getFileAttributeView(renamed, UserDefinedFileAttributeView.class).read("key", value);
      assertThat(StandardCharsets.UTF_8.decode(value.flip()).toString()).isEqualTo(name);
    }
    assertThat(Files.readAllBytes(dir.resolve("file"))).isEqualTo(bytes);
  }

  /** The pages that data arrive in come on top of it. */
  @Test
  void theDriveHoldsItsCapacity() throws IOException {
    byte[] bytes = random(MIB, 4);
    Path file = dir.resolve("file");
    try (FileChannel to = open(file)) {
      for (int at = 0; at < CAPACITY; at += MIB) {
        assertThat(to.write(ByteBuffer.wrap(bytes), at)).isEqualTo(MIB);
      }
      assertThatThrownBy(() -> to.write(ByteBuffer.wrap(bytes), (long) CAPACITY))
          .isInstanceOf(IOException.class);
      assertThat(to.write(ByteBuffer.wrap(random(MIB, 5)), 5 * MIB)).isEqualTo(MIB);
      ByteBuffer read = ByteBuffer.allocate(MIB);
      to.read(read, 5 * MIB);
      assertThat(read.array()).isEqualTo(random(MIB, 5));
    }
    VolumeStatistics statistics = new VolumeStatistics();
    volume.statistics(statistics);
    assertThat(statistics.used()).isEqualTo(CAPACITY);
    assertThat(statistics.capacity()).isEqualTo(CAPACITY);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void write(FileChannel to, byte[] bytes, int at, int length) throws IOException {
    ByteBuffer data = ByteBuffer.wrap(bytes, at, length);
    assertThat(to.write(data, at)).isEqualTo(length);
  }

  private static byte[] random(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
