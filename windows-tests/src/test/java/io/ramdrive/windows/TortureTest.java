// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many programs' worth of work at once. */
class TortureTest {
  private static final int MEBIBYTE = 1 << 20;

  @ParameterizedTest
  @EnumSource(names = {"FOR_EVER", "NONE"})
  void largeFilesKeepTheirBytes(KernelTimeout timeout) throws Exception {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("large");
      Workers.run(
          5,
          worker -> {
            Path file = directory.resolve("file" + worker);
            byte[] content = random(worker, 10 * MEBIBYTE);
            Files.write(file, content);
            assertThat(Arrays.equals(Files.readAllBytes(file), content)).isTrue();
          });
      for (int worker = 0; worker < 5; worker++) {
        byte[] stored =
            Win32.readFile(directory.resolve("file" + worker), Win32.FILE_FLAG_NO_BUFFERING);
        assertThat(Arrays.equals(stored, random(worker, 10 * MEBIBYTE)))
            .as("file %d past the cache", worker)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FOR_EVER", "NONE"})
  void randomOffsets(KernelTimeout timeout) throws Exception {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("offsets");
      Workers.run(
          4,
          worker -> {
            byte[] model = new byte[MEBIBYTE];
            Random random = new Random(worker);
            Path file = directory.resolve("file" + worker);
            Files.write(file, model);
            try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
              for (int i = 0; i < 1000; i++) {
                int at = random.nextInt(model.length);
                byte[] bytes = new byte[Math.min(random.nextInt(20_000), model.length - at)];
                random.nextBytes(bytes);
                System.arraycopy(bytes, 0, model, at, bytes.length);
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                  channel.write(buffer, at + buffer.position());
                }
              }
            }
            assertThat(Arrays.equals(Files.readAllBytes(file), model)).isTrue();
          });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FOR_EVER", "NONE"})
  void appendsOfOneProgramGoOneBehindTheOther(KernelTimeout timeout) throws Exception {
    int workers = 10;
    int records = 200;
    int length = 512;
    try (WindowsDrive drive = timeout.mount()) {
      Path file = drive.directory("append").resolve("log");
      Files.createFile(file);
      Workers.run(
          workers,
          worker -> {
            byte[] record = new byte[length];
            Arrays.fill(record, (byte) ('A' + worker));
            for (int i = 0; i < records; i++) {
              Files.write(file, record, StandardOpenOption.APPEND);
            }
          });
      byte[] all = Files.readAllBytes(file);
      assertThat(all).hasSize(workers * records * length);
      int[] counts = new int[workers];
      for (int at = 0; at < all.length; at += length) {
        byte[] record = Arrays.copyOfRange(all, at, at + length);
        for (byte each : record) {
          assertThat(each).isEqualTo(record[0]);
        }
        counts[record[0] - 'A']++;
      }
      assertThat(counts).containsOnly(records);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FOR_EVER", "NONE"})
  void filesComeAndGo(KernelTimeout timeout) throws Exception {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("churn");
      Workers.run(
          10,
          worker -> {
            for (int i = 0; i < 100; i++) {
              Path file = directory.resolve(worker + "-" + i);
              Files.write(file, random(i, 100 + i));
              assertThat(Files.size(file)).isEqualTo(100 + i);
              Files.delete(file);
            }
          });
      assertThat(directory).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FOR_EVER", "NONE"})
  void treesGrowAndFall(KernelTimeout timeout) throws Exception {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("trees");
      Workers.run(
          5,
          worker -> {
            Path tree = Files.createDirectory(directory.resolve("tree" + worker));
            grow(tree, 3);
            try (Stream<Path> all = Files.walk(tree)) {
              // 1 + 3 + 9 + 27 directories, each of the upper 13 with 3 files.
              assertThat(all).hasSize(40 + 39);
            }
            fell(tree);
          });
      assertThat(directory).isEmptyDirectory();
    }
  }

  private static void grow(Path directory, int depth) throws IOException {
    for (int i = 0; depth > 0 && i < 3; i++) {
      Files.write(directory.resolve("file" + i), random(i, 1000 * i));
      grow(Files.createDirectory(directory.resolve("directory" + i)), depth - 1);
    }
  }

  private static void fell(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted((a, b) -> b.getNameCount() - a.getNameCount()).toList()) {
        Files.delete(path);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FOR_EVER", "NONE"})
  void renamesUnderLoad(KernelTimeout timeout) throws Exception {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("renames");
      Workers.run(
          8,
          worker -> {
            Path name = directory.resolve(worker + "-0");
            Files.write(name, random(worker, 5000));
            for (int i = 1; i <= 50; i++) {
              Path next = directory.resolve(worker + "-" + i);
              Files.move(name, next, StandardCopyOption.ATOMIC_MOVE);
              assertThat(name).doesNotExist();
              name = next;
            }
            assertThat(Files.readAllBytes(name)).isEqualTo(random(worker, 5000));
          });
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files).hasSize(8);
      }
    }
  }

  /** A program is told at once, and what it was not told of is stored. */
  @ParameterizedTest
  @EnumSource(names = {"FOR_EVER", "NONE"})
  void aFullDriveSaysSo(KernelTimeout timeout) throws Exception {
    try (WindowsDrive drive = timeout.mount("--size", "32m")) {
      Path directory = drive.directory("full");
      Path fits = directory.resolve("fits");
      Files.write(fits, random(1, 28 * MEBIBYTE));
      Path over = directory.resolve("over");
      long handle =
          Win32.open(over, Win32.GENERIC_WRITE, Win32.CREATE_NEW, Win32.FILE_ATTRIBUTE_NORMAL);
      try {
        Win32.write(handle, random(2, 8 * MEBIBYTE));
        throw new AssertionError("8 MiB were written where 4 are left");
      } catch (Win32Exception e) {
        assertThat(e.error()).isEqualTo(Win32.ERROR_DISK_FULL);
      } finally {
        Win32.close(handle);
      }
      Files.delete(over);
      byte[] stored = Win32.readFile(fits, Win32.FILE_FLAG_NO_BUFFERING);
      assertThat(Arrays.equals(stored, random(1, 28 * MEBIBYTE))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FOR_EVER", "NONE"})
  void operationsMayBeCancelled(KernelTimeout timeout) throws Exception {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("cancel");
      Workers.run(
          4,
          worker -> {
            Path file = directory.resolve("file" + worker);
            for (int i = 0; i < 20; i++) {
              try (AsynchronousFileChannel channel =
                  AsynchronousFileChannel.open(
                      file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                Future<Integer> write = channel.write(ByteBuffer.wrap(random(i, MEBIBYTE)), 0);
                write.cancel(true);
              }
            }
            byte[] last = random(worker, 3000);
            Files.write(file, last);
            assertThat(Files.readAllBytes(file)).isEqualTo(last);
          });
    }
  }

  private static byte[] random(long seed, int size) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }
}
