// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.scale;

import io.ramdrive.bench.scale.Population.Client;
import io.ramdrive.volume.ExtentSink;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;

/** Reading and writing one file, by its size. */
final class FileCurve {
  private static final int PAGE = 4096;
  private static final int BLOCK = 1 << 20;
  private static final MemorySegment ALL = MemorySegment.ofAddress(0).reinterpret(Long.MAX_VALUE);

  private final Report report;
  private final Timing timing;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Client client = new Client();
  private final MemorySegment buffer = Arena.ofAuto().allocate(BLOCK);
  private final ExtentSink sink = new Copying();

  FileCurve(Report report, Timing timing) {
    this.report = report;
    this.timing = timing;
  }

  /** Copies what it is given, as a view without a kernel does. */
  private final class Copying implements ExtentSink {
    private long length;

    @Override
    public void extent(long address, long bytes) {
      MemorySegment.copy(ALL, address, buffer, length, bytes);
      length += bytes;
    }

    @Override
    public void transfer(long bytes) {
      length = 0;
    }
  }

  /** Measures at 10 MiB, at ten times as much, and so on up to {@code maxMebibytes}. */
  void measure(int maxMebibytes) throws Exception {
    long capacity = (long) maxMebibytes << 20;
    VolumeOptions options = new VolumeOptions(capacity, PAGE, 1000, false, 0, 0, 0755);
    try (Volume volume = Volume.create(options)) {
      client.name('f', 0);
      Population.check(volume.create(client.call, volume.root(), 0100644, 0));
      Inode file = client.call.inode();
      long written = 0;
      for (int mebibytes = 10; mebibytes <= maxMebibytes; mebibytes *= 10) {
        long start = System.nanoTime();
        long before = written;
        for (; written < (long) mebibytes << 20; written += BLOCK) {
          write(volume, file, written, BLOCK);
        }
        double nanos = System.nanoTime() - start;
        report.add(
            "file", mebibytes, "first write, 1 MiB: ns per 4 KiB", nanos / pages(written - before));
        measureAt(volume, file, mebibytes);
      }
    }
  }

  private void measureAt(Volume volume, Inode file, int mebibytes) throws Exception {
    int blocks = (int) (((long) mebibytes << 20) / BLOCK);
    int pages = (int) pages((long) mebibytes << 20);
    double each = pages(BLOCK);
    report.add(
        "file",
        mebibytes,
        "read, 1 MiB in a row: ns per 4 KiB",
        timing.nanos(i -> read(volume, file, (long) (i % blocks) * BLOCK, BLOCK)) / each);
    report.add(
        "file",
        mebibytes,
        "write, 1 MiB in a row: ns per 4 KiB",
        timing.nanos(i -> write(volume, file, (long) (i % blocks) * BLOCK, BLOCK)) / each);
    report.add(
        "file",
        mebibytes,
        "read, 4 KiB anywhere: ns",
        timing.nanos(i -> read(volume, file, (long) random.nextInt(pages) * PAGE, PAGE)));
    report.add(
        "file",
        mebibytes,
        "write, 4 KiB anywhere: ns",
        timing.nanos(i -> write(volume, file, (long) random.nextInt(pages) * PAGE, PAGE)));
  }

  private static long pages(long bytes) {
    return bytes / PAGE;
  }

  private void read(Volume volume, Inode file, long offset, int length) {
    Population.check(volume.read(client.call, file, offset, length, sink));
  }

  private void write(Volume volume, Inode file, long offset, int length) {
    Population.check(volume.write(client.call, file, offset, buffer, 0, length, false));
    if (client.call.count() != length) {
      throw new IllegalStateException("the volume is full");
    }
  }
}
