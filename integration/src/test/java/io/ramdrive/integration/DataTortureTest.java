// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_APPEND;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_DIRECT;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static io.ramdrive.integration.LinuxFlags.POSIX_FADV_DONTNEED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** File content under load: not one byte may be lost, torn, doubled or out of place. */
class DataTortureTest {
  private static final int MIB = 1 << 20;

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  @Test
  void sequentialWriteAndRead() {
    int size = 12 * MIB + 4321;
    Tasks.run(
        4,
        (index, random) -> {
          Path path = DRIVE.directory().resolve("file" + index);
          for (int round = 0; round < Tasks.rounds(2); round++) {
            long seed = random.nextLong();
            writeInPieces(path, seed, size, random);
            int fd = Posix.open(path, O_RDONLY);
            readInPieces(path, fd, seed, size, random);
            Posix.fadvise(fd, POSIX_FADV_DONTNEED);
            readInPieces(path, fd, seed, size, random);
            Posix.close(fd);
          }
        });
  }

  private static void writeInPieces(Path path, long seed, int size, Random random) {
    int fd = Posix.open(path, O_WRONLY | O_CREAT, 0644);
    int largest = 1 << (10 + random.nextInt(12));
    for (int at = 0; at < size; ) {
      int length = Math.min(size - at, 1 + random.nextInt(largest));
      assertThat(Posix.write(fd, Pattern.bytes(seed, at, length)))
          .as("%s: write of %d at %d", path, length, at)
          .isEqualTo(length);
      at += length;
    }
    Posix.close(fd);
    assertThat(Posix.stat(path).size()).isEqualTo(size);
  }

  private static void readInPieces(Path path, int fd, long seed, int size, Random random) {
    Posix.lseek(fd, 0, LinuxFlags.SEEK_SET);
    int largest = 1 << (12 + random.nextInt(10));
    for (int at = 0; at < size; ) {
      int length = Math.min(size - at, 1 + random.nextInt(largest));
      Pattern.check(path.toString(), seed, at, length, Posix.read(fd, length));
      at += length;
    }
    assertThat(Posix.read(fd, 1)).as("%s: behind the end", path).isEmpty();
  }

  @Test
  void randomReadAndWrite() {
    Tasks.run(
        4,
        (index, random) -> {
          Path path = DRIVE.directory().resolve("file" + index);
          try (ModelledFile file = new ModelledFile(path, MIB, random)) {
            for (int round = 0; round < Tasks.rounds(400); round++) {
              file.write();
              file.overwrite();
              file.read();
              file.read();
              if (round % 40 == 0) {
                file.check();
              }
            }
            file.check();
          }
        });
  }

  @Test
  void neighboursWriteOneFile() {
    int record = 1_000;
    int records = 8_000;
    int writers = 4;
    Path path = DRIVE.directory().resolve("shared");
    Posix.close(Posix.open(path, O_WRONLY | O_CREAT, 0644));
    Tasks.run(
        writers,
        (index, random) -> {
          // Half of the writers go past the page cache: the drive itself must keep them apart.
          int fd = Posix.open(path, index % 2 == 0 ? O_RDWR : O_RDWR | O_DIRECT);
          for (int at = index; at < records; at += writers) {
            Posix.pwrite(fd, Pattern.bytes(7, (long) at * record, record), (long) at * record);
          }
          for (int at = index; at < records; at += writers) {
            byte[] actual = Posix.pread(fd, record, (long) at * record);
            Pattern.check("own record " + at, 7, (long) at * record, record, actual);
          }
          Posix.close(fd);
        });
    int fd = Posix.open(path, O_RDONLY);
    Pattern.check("all", 7, 0, record * records, Posix.pread(fd, record * records + 1, 0));
    Posix.close(fd);
  }

  @Test
  void concurrentAppend() throws Exception {
    Path path = DRIVE.directory().resolve("log");
    int records = Tasks.rounds(1_500);
    int threads = 4;
    int processes = 2;
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      children.add(Client.start("append", path, threads + i, records));
    }
    Tasks.run(threads, (index, random) -> append(path, index, records));
    for (Process child : children) {
      Client.await(child);
    }
    checkRecords(path, threads + processes, records);
  }

  /** Appends records that say who wrote them, and when in their writer's order. */
  static void append(Path path, int writer, int records) {
    int fd = Posix.open(path, O_WRONLY | O_APPEND | O_CREAT, 0644);
    for (int i = 0; i < records; i++) {
      int length = 12 + (i * 131 + writer * 17) % 5_000;
      byte[] record = Pattern.bytes(recordSeed(writer, i), 0, length);
      ByteBuffer.wrap(record).putInt(length).putInt(writer).putInt(i);
      assertThat(Posix.write(fd, record)).isEqualTo(length);
    }
    Posix.close(fd);
  }

  private static void checkRecords(Path path, int writers, int records) {
    int fd = Posix.open(path, O_RDONLY);
    int size = Math.toIntExact(Posix.stat(fd).size());
    ByteBuffer all = ByteBuffer.wrap(Posix.pread(fd, size, 0));
    Posix.close(fd);
    assertThat(all.capacity()).as("bytes read of %d", size).isEqualTo(size);
    int[] next = new int[writers];
    while (all.hasRemaining()) {
      int at = all.position();
      int length = all.getInt();
      int writer = all.getInt();
      int number = all.getInt();
      assertThat(writer).as("writer of the record at %d", at).isBetween(0, writers - 1);
      assertThat(number).as("record at %d of writer %d", at, writer).isEqualTo(next[writer]++);
      byte[] payload = new byte[length - 12];
      all.get(payload);
      Pattern.check("record at " + at, recordSeed(writer, number), 12, payload);
    }
    assertThat(next).as("records of each writer").containsOnly(records);
  }

  private static long recordSeed(int writer, int number) {
    return ((long) writer << 32) + number;
  }

  @Test
  void overwriteTruncateAndExtend() {
    Tasks.run(
        4,
        (index, random) -> {
          Path path = DRIVE.directory().resolve("file" + index);
          try (ModelledFile file = new ModelledFile(path, 300_000, random)) {
            for (int round = 0; round < Tasks.rounds(400); round++) {
              switch (random.nextInt(6)) {
                case 0 -> file.truncate();
                case 1 -> file.append();
                case 2 -> file.write();
                case 3 -> file.overwrite();
                case 4 -> file.punch();
                default -> file.zero();
              }
              file.read();
              if (round % 8 == 0) {
                file.check();
              }
            }
            file.check();
            file.remove();
          }
        });
  }
}
