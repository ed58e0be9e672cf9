// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import io.ramdrive.volume.VolumeStatistics;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two files of which parts are mapped, written, copied to each other, punched and cut, at random:
 * the mappings always have what the files have, and in the end no page is missing.
 */
class RandomMappingTest {
  private static final int PAGE = 4096;
  private static final int MAX_SIZE = 40 * PAGE;
  private static final int OPERATIONS = 3000;

  /** A file, what it should hold, and its mappings. */
  private static final class Mapped {
    final FileChannel channel;
    byte[] expected = new byte[0];
    final List<Mapping> mappings = new ArrayList<>();

    Mapped(FileChannel channel) {
      this.channel = channel;
    }

    void write(int at, byte[] bytes) {
      expected = Arrays.copyOf(expected, Math.max(expected.length, at + bytes.length));
      System.arraycopy(bytes, 0, expected, at, bytes.length);
    }
  }

  private record Mapping(Arena arena, MemorySegment memory, int offset) {}

  private final Volume volume =
      Volume.create(new VolumeOptions(4 << 20, PAGE, 100, false, 0, 0, 0755));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void mappingsHaveWhatTheFilesHave(long seed) throws Exception {
    Random random = new Random(seed);
    int mapped = 0;
    try (RamDriveFileSystem drive = RamDriveFileSystem.over(volume, "random", 0, 0);
        FileChannel one = FileChannel.open(drive.getPath("/one"), READ, WRITE, CREATE);
        FileChannel two = FileChannel.open(drive.getPath("/two"), READ, WRITE, CREATE)) {
      Mapped[] files = {new Mapped(one), new Mapped(two)};
      for (int i = 0; i < OPERATIONS; i++) {
        int choice = random.nextInt(2);
        mapped += step(drive, random, files[choice], files[1 - choice]);
        for (Mapped file : files) {
          check(file, "seed " + seed + ", operation " + i);
        }
      }
      for (Mapped file : files) {
        file.mappings.forEach(mapping -> mapping.arena.close());
      }
      Files.delete(drive.getPath("/one"));
      Files.delete(drive.getPath("/two"));
    }
    VolumeStatistics statistics = new VolumeStatistics();
    volume.statistics(statistics);
    assertThat(statistics.used()).isZero();
    assertThat(mapped).isGreaterThan(50);
    volume.close();
  }

  private int step(RamDriveFileSystem drive, Random random, Mapped file, Mapped other)
      throws Exception {
    int at = random.nextInt(MAX_SIZE / 2);
    int length = 1 + random.nextInt(random.nextBoolean() ? 10 * PAGE : 100);
    int size = file.expected.length;
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        file.channel.write(ByteBuffer.wrap(bytes), at);
        file.write(at, bytes);
      }
      case 2 -> {
        int from = at / PAGE * PAGE;
        int count = Math.min(length, Math.max(0, other.expected.length - from));
        int to = random.nextInt(20) * PAGE;
        file.channel.position(to);
        assertThat(other.channel.transferTo(from, count, file.channel)).isEqualTo(count);
        if (count > 0) {
          file.write(to, Arrays.copyOfRange(other.expected, from, from + count));
        }
      }
      case 3 -> {
        int mode =
            random.nextBoolean()
                ? Volume.FALLOC_FL_PUNCH_HOLE | Volume.FALLOC_FL_KEEP_SIZE
                : Volume.FALLOC_FL_ZERO_RANGE | Volume.FALLOC_FL_KEEP_SIZE;
        fallocate(drive, file, mode, at, length);
        if (at < size) {
          Arrays.fill(file.expected, at, Math.min(size, at + length), (byte) 0);
        }
      }
      case 4 -> {
        if (random.nextInt(10) == 0) {
          // What is cut off is not the file's any more: who has it mapped is not looked at again.
          file.mappings.forEach(mapping -> mapping.arena.close());
          file.mappings.clear();
          file.channel.truncate(at);
          file.expected = Arrays.copyOf(file.expected, Math.min(at, size));
        }
      }
      case 5 -> {
        if (!file.mappings.isEmpty()) {
          file.mappings.remove(random.nextInt(file.mappings.size())).arena.close();
        }
      }
      case 6 -> {
        if (!file.mappings.isEmpty()) {
          Mapping mapping = file.mappings.get(random.nextInt(file.mappings.size()));
          int index = random.nextInt((int) mapping.memory.byteSize());
          mapping.memory.set(JAVA_BYTE, index, (byte) at);
          file.expected[mapping.offset + index] = (byte) at;
        }
      }
      default -> {
        if (at < size) {
          return map(file, at, Math.min(length, size - at));
        }
      }
    }
    return 0;
  }

  private static int map(Mapped file, int at, int length) {
    Arena arena = Arena.ofShared();
    try {
      MemorySegment memory = file.channel.map(MapMode.READ_WRITE, at, length, arena);
      file.mappings.add(new Mapping(arena, memory, at));
      return 1;
    } catch (IOException e) {
      arena.close();
      assertThat(e).hasMessageContaining("in one piece");
      return 0;
    }
  }

  private static void fallocate(RamDriveFileSystem drive, Mapped file, int mode, int at, int length)
      throws Exception {
    try (Operation operation = drive.begin()) {
      Inode inode = ((RamDriveFileChannel) file.channel).file();
      operation.volume().fallocate(operation.changing(), inode, mode, at, length);
    }
  }

  private static void check(Mapped file, String when) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(file.expected.length);
    assertThat(file.channel.size()).as(when).isEqualTo(file.expected.length);
    while (content.hasRemaining() && file.channel.read(content, content.position()) >= 0) {}
    if (!Arrays.equals(content.array(), file.expected)) {
      assertThat(Arrays.mismatch(content.array(), file.expected)).as(when).isEqualTo(-1);
    }
    for (Mapping mapping : file.mappings) {
      long mismatch =
          mapping.memory.mismatch(
              MemorySegment.ofArray(file.expected)
                  .asSlice(mapping.offset, mapping.memory.byteSize()));
      if (mismatch >= 0) {
        assertThat(mismatch).as("mapping, %s", when).isEqualTo(-1);
      }
    }
  }
}
