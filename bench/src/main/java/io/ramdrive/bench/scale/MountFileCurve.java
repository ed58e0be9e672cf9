// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.scale;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * What a program sees of one file on a mounted drive, next to one on a tmpfs, by its size. Both are
 * read and written past the page cache, which would hold a second copy of a drive's file, and only
 * one of the two files is there at a time.
 */
final class MountFileCurve {
  private static final int PAGE = 4096;
  private static final int BLOCK = 1 << 20;
  private static final int PAGES_OF_BLOCK = BLOCK / PAGE;

  private final Report report;
  private final Timing timing;
  private final Path drive;
  private final Path tmpfs;
  private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK + PAGE).alignedSlice(PAGE);
  private final SplittableRandom random = new SplittableRandom(1);

  MountFileCurve(Report report, Timing timing, Path drive, Path tmpfs) {
    this.report = report;
    this.timing = timing;
    this.drive = drive;
    this.tmpfs = tmpfs;
  }

  /** Measures at 10 MiB, at ten times as much, and so on up to {@code maxMebibytes}. */
  void measure(int maxMebibytes) throws Exception {
    for (int mebibytes = 10; mebibytes <= maxMebibytes; mebibytes *= 10) {
      Map<String, Double> onTmpfs = measureOn(tmpfs, mebibytes);
      Map<String, Double> onDrive = measureOn(drive, mebibytes);
      for (var each : onDrive.entrySet()) {
        double other = onTmpfs.getOrDefault(each.getKey(), Double.NaN);
        report.add("mount", mebibytes, each.getKey() + ": us", each.getValue() / 1000);
        report.add("mount", mebibytes, each.getKey() + ": times tmpfs's", each.getValue() / other);
      }
    }
  }

  /** Nanoseconds by what was done. */
  private Map<String, Double> measureOn(Path root, int blocks) throws Exception {
    Map<String, Double> result = new LinkedHashMap<>();
    Path path = root.resolve("file");
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            direct())) {
      long start = System.nanoTime();
      for (int i = 0; i < blocks; i++) {
        write(file, (long) i * BLOCK, BLOCK);
      }
      result.put("first write, 1 MiB", (double) (System.nanoTime() - start) / blocks);
      result.put(
          "read, 1 MiB in a row",
          timing.nanos(i -> read(file, (long) (i % blocks) * BLOCK, BLOCK)));
      result.put(
          "write, 1 MiB in a row",
          timing.nanos(i -> write(file, (long) (i % blocks) * BLOCK, BLOCK)));
      result.put("read, 4 KiB anywhere", timing.nanos(i -> read(file, anywhere(blocks), PAGE)));
      result.put("write, 4 KiB anywhere", timing.nanos(i -> write(file, anywhere(blocks), PAGE)));
    } finally {
      Files.delete(path);
    }
    return result;
  }

  /**
   * {@code O_DIRECT}; javac warns of whoever names its class, with no way to say that it is meant.
   */
  private static OpenOption direct() throws ReflectiveOperationException {
    Object option =
        Class.forName("com.sun.nio.file.ExtendedOpenOption").getField("DIRECT").get(null);
    return (OpenOption) Objects.requireNonNull(option);
  }

  private long anywhere(int blocks) {
    return (long) random.nextInt(blocks * PAGES_OF_BLOCK) * PAGE;
  }

  private void read(FileChannel file, long offset, int length) throws IOException {
    if (file.read(block.clear().limit(length), offset) != length) {
      throw new IOException("a short read at " + offset);
    }
  }

  private void write(FileChannel file, long offset, int length) throws IOException {
    if (file.write(block.clear().limit(length), offset) != length) {
      throw new IOException("a short write at " + offset);
    }
  }
}
