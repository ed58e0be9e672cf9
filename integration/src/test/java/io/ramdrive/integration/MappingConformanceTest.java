// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.MAP_PRIVATE;
import static io.ramdrive.integration.LinuxFlags.MAP_SHARED;
import static io.ramdrive.integration.LinuxFlags.MS_SYNC;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_DIRECT;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.PROT_READ;
import static io.ramdrive.integration.LinuxFlags.PROT_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files in memory, and read and write beside them: mmap(2), msync(2). */
class MappingConformanceTest {
  private static final int SIZE = 1 << 20;

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  private Path file;
  private int fd;

  @BeforeEach
  void makeFile() {
    file = DRIVE.directory().resolve("file");
    fd = Posix.open(file, O_RDWR | O_CREAT, 0644);
    Posix.write(fd, Pattern.bytes(1, 0, SIZE));
  }

  private Mapping map(int flags) {
    return Mapping.of(fd, 0, SIZE, PROT_READ | PROT_WRITE, flags);
  }

  private byte[] direct() {
    int direct = Posix.open(file, O_RDONLY | O_DIRECT);
    byte[] content = Posix.pread(direct, SIZE, 0);
    Posix.close(direct);
    return content;
  }

  @Test
  void sharedWritesAreRead() {
    try (Mapping mapping = map(MAP_SHARED)) {
      Pattern.check("mapped", 1, 0, SIZE, mapping.get(0, SIZE));
      mapping.put(0, Pattern.bytes(2, 0, SIZE));
      Pattern.check("read", 2, 0, SIZE, Posix.pread(fd, SIZE, 0));
      mapping.sync(MS_SYNC);
      Pattern.check("direct", 2, 0, SIZE, direct());
    }
    Pattern.check("unmapped", 2, 0, SIZE, Content.read(file));
  }

  @Test
  void writesAreSeenInMemory() {
    try (Mapping mapping = map(MAP_SHARED)) {
      Posix.pwrite(fd, Pattern.bytes(3, 5000, 100_000), 5000);
      Pattern.check("mapped", 3, 5000, 100_000, mapping.get(5000, 100_000));
      Pattern.check("mapped before it", 1, 0, 5000, mapping.get(0, 5000));
      int direct = Posix.open(file, O_RDWR | O_DIRECT);
      Posix.pwrite(direct, Pattern.bytes(4, 65536, 65536), 65536);
      Posix.close(direct);
      Pattern.check("mapped after O_DIRECT", 4, 65536, 65536, mapping.get(65536, 65536));
    }
  }

  @Test
  void memoryAndCallsInTurn() {
    Random random = new Random(Tasks.SEED);
    byte[] model = Pattern.bytes(1, 0, SIZE);
    try (Mapping mapping = map(MAP_SHARED)) {
      for (int round = 0; round < 300; round++) {
        byte[] data = new byte[1 + random.nextInt(20_000)];
        random.nextBytes(data);
        int offset = random.nextInt(SIZE - data.length);
        if (random.nextBoolean()) {
          mapping.put(offset, data);
        } else {
          Posix.pwrite(fd, data, offset);
        }
        System.arraycopy(data, 0, model, offset, data.length);
        int at = random.nextInt(SIZE - 5000);
        byte[] expected = Arrays.copyOfRange(model, at, at + 5000);
        byte[] actual = random.nextBoolean() ? mapping.get(at, 5000) : Posix.pread(fd, 5000, at);
        assertThat(actual)
            .as("at %d, round %d, seed %d", at, round, Tasks.SEED)
            .isEqualTo(expected);
        if (round % 50 == 0) {
          mapping.sync(MS_SYNC);
          assertThat(direct()).as("direct, round %d, seed %d", round, Tasks.SEED).isEqualTo(model);
        }
      }
    }
    assertThat(Content.read(file)).isEqualTo(model);
  }

  @Test
  void privateWritesStayPrivate() {
    try (Mapping mapping = map(MAP_PRIVATE)) {
      mapping.put(100, Pattern.bytes(5, 0, 50_000));
      Pattern.check("private", 5, 0, 50_000, mapping.get(100, 50_000));
    }
    Pattern.check("file", 1, 0, SIZE, Content.read(file));
  }

  @Test
  void memoryBehindTheEndIsNotWritten() {
    Posix.ftruncate(fd, SIZE - 3000);
    try (Mapping mapping = map(MAP_SHARED)) {
      Pattern.checkZeros("behind the end", SIZE - 3000, 3000, mapping.get(SIZE - 3000, 3000));
      mapping.put(SIZE - 3000, Pattern.bytes(6, 0, 3000));
      mapping.sync(MS_SYNC);
    }
    assertThat(Posix.stat(file).size()).isEqualTo(SIZE - 3000);
    Pattern.check("file", 1, 0, SIZE - 3000, Content.read(file));
  }

  @Test
  void truncatedPartReadsAsZerosAgain() {
    try (Mapping mapping = map(MAP_SHARED)) {
      Pattern.check("mapped", 1, 0, SIZE, mapping.get(0, SIZE));
      Posix.ftruncate(fd, 10_000);
      Posix.ftruncate(fd, SIZE);
      Pattern.check("kept", 1, 0, 10_000, mapping.get(0, 10_000));
      Pattern.checkZeros("cut", 10_000, SIZE - 10_000, mapping.get(10_000, SIZE - 10_000));
    }
  }

  @Test
  void mappingOutlivesNameAndFileDescriptor() {
    try (Mapping mapping = map(MAP_SHARED)) {
      Posix.close(fd);
      Posix.unlink(file);
      Pattern.check("deleted", 1, 0, SIZE, mapping.get(0, SIZE));
      mapping.put(0, Pattern.bytes(7, 0, SIZE));
      mapping.sync(MS_SYNC);
      Pattern.check("deleted", 7, 0, SIZE, mapping.get(0, SIZE));
    }
  }

  @Test
  void twoMappingsAreOne() {
    int second = Posix.open(file, O_RDWR);
    try (Mapping one = map(MAP_SHARED);
        Mapping two = Mapping.of(second, 0, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED)) {
      one.put(0, Pattern.bytes(8, 0, SIZE / 2));
      two.put(SIZE / 2, Pattern.bytes(8, SIZE / 2, SIZE / 2));
      Pattern.check("one", 8, 0, SIZE, one.get(0, SIZE));
      Pattern.check("two", 8, 0, SIZE, two.get(0, SIZE));
    }
    Posix.close(second);
  }

  @Test
  void holeIsFilledThroughMemory() {
    Posix.ftruncate(fd, 0);
    Posix.ftruncate(fd, SIZE);
    try (Mapping mapping = map(MAP_SHARED)) {
      Pattern.checkZeros("hole", 0, SIZE, mapping.get(0, SIZE));
      mapping.put(300_000, Pattern.bytes(9, 0, 10_000));
      mapping.sync(MS_SYNC);
    }
    Pattern.check("filled", 9, 0, 10_000, Posix.pread(fd, 10_000, 300_000));
    if (!TestDrive.onPeer()) { // tmpfs allocates what is only looked at
      assertThat(Posix.stat(file).blocks() * 512).isBetween(10_000L, 20_000L);
    }
  }
}
