// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static io.ramdrive.volume.TestVolume.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * Writers against truncate, delete and copy, in a volume that is nearly always full. Each write
 * fills its whole range with one byte, so a reader that sees two different bytes in one page, or
 * something other than what any writer writes, has seen a torn write or somebody else's page.
 */
final class WriteProtocolStressTest {
  private static final int FILES = 4;
  private static final int ROUNDS = 4_000;
  private static final int PAGES = 32;

  /** No file holds it: what a spare page does before its data arrive. */
  private static final byte SPARE = 120;

  private final TestVolume test = new TestVolume(PAGES, 100);

  @Test
  void nothingIsTornMixedUpOrLost() throws Exception {
    try (test;
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Worker worker = new Worker();
        running.add(threads.submit((Callable<?>) worker));
      }
      for (Future<?> one : running) {
        one.get();
      }
      Call call = new Call(Inode::retain);
      for (int i = 0; i < FILES; i++) {
        call.name().wrap(new byte[] {(byte) ('a' + i)});
        test.volume.unlink(call, test.root());
      }
      assertThat(test.usedPages()).isZero();
      assertThat(test.inodes()).isEqualTo(1);
      assertThat(test.volume.orphans()).isZero();
    }
  }

  private final class Worker implements Callable<Void>, ExtentSink {
    private final Call call = new Call(Inode::retain);
    private final AttributeChange change = new AttributeChange();
    private final VolumeStatistics statistics = new VolumeStatistics();
    private final SparePages spare = SparePages.of(test.volume, PAGE).orElseThrow();
    private final byte[] buffer = new byte[4 * PAGE];
    private final byte[] seen = new byte[8 * PAGE];
    private int length;

    @Override
    public Void call() {
      for (int round = 0; round < ROUNDS; round++) {
        Inode file = open((byte) ('a' + random().nextInt(FILES)));
        if (file != null) {
          use(file);
          file.release();
        }
        test.volume.statistics(statistics);
        assertThat(statistics.used()).isBetween(0L, (long) PAGES * PAGE);
      }
      spare.close();
      return null;
    }

    private ThreadLocalRandom random() {
      return ThreadLocalRandom.current();
    }

    private Inode open(byte name) {
      call.name().wrap(new byte[] {name});
      Status status = test.volume.lookup(call, test.root());
      if (status == Status.NOT_FOUND) {
        status = test.volume.create(call, test.root(), Mode.S_IFREG | 0644, 0);
      }
      return status == Status.OK ? call.inode() : null;
    }

    private void use(Inode file) {
      int pages = 1 + random().nextInt(4);
      long offset = (long) random().nextInt(4) * PAGE;
      switch (random().nextInt(10)) {
        case 0, 1, 2 -> {
          MemorySegment.ofArray(buffer).fill((byte) random().nextInt(1, 100));
          MemorySegment source = MemorySegment.ofArray(buffer);
          Status status = test.volume.write(call, file, offset, source, 0, pages * PAGE, false);
          assertThat(status).isIn(Status.OK, Status.NO_SPACE);
          assertThat(call.count() % PAGE).isZero();
        }
        case 8, 9 -> {
          MemorySegment page = MemorySegment.ofAddress(spare.address(0)).reinterpret(PAGE);
          page.fill(SPARE);
          page.fill((byte) random().nextInt(1, 100));
          call.arrivedIn(spare);
          Status status = test.volume.write(call, file, offset, MemorySegment.NULL, 0, PAGE, false);
          call.arrivedIn(null);
          assertThat(status).isIn(Status.OK, Status.NO_SPACE);
        }
        case 3 -> test.volume.setattr(call, file, change.clear().size(offset));
        case 4 -> test.volume.unlink(call, test.root());
        case 5 -> {
          Inode target = open((byte) ('a' + random().nextInt(FILES)));
          if (target != null) {
            if (target != file) {
              test.volume.copyRange(call, file, offset, target, 0, (long) pages * PAGE);
            }
            target.release();
          }
        }
        default -> check(file);
      }
    }

    private void check(Inode file) {
      length = 0;
      assertThat(test.volume.read(call, file, 0, seen.length, this)).isEqualTo(Status.OK);
      for (int page = 0; page < length / PAGE; page++) {
        byte first = seen[page * PAGE];
        assertThat(first).isBetween((byte) 0, (byte) 99);
        for (int i = 1; i < PAGE; i++) {
          if (seen[page * PAGE + i] != first) {
            throw new AssertionError("page " + page + " is torn at byte " + i);
          }
        }
      }
    }

    @Override
    public void extent(long address, long run) {
      MemorySegment memory = MemorySegment.ofAddress(address).reinterpret(run);
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, seen, length, (int) run);
      length += (int) run;
    }

    @Override
    public void transfer(long total) {
      assertThat(total).isEqualTo(length);
    }
  }
}
