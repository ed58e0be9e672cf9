// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagePoolTest {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {4 * KIB, 16 * KIB, 64 * KIB, MIB, 2 * MIB})
  void everyPageIsHandedOutOnce(int pageSize) {
    // Not a whole number of chunks, except with pages of 2 MiB.
    long capacity = 10L * MIB + (pageSize < 2 * MIB ? pageSize : 0);
    try (PagePool pool = new PagePool(capacity, pageSize, false)) {
      int pages = (int) pool.pages();
      assertThat((long) pages * pageSize).isEqualTo(capacity);
      int[] got = new int[pages + 1];
      assertThat(pool.allocate(got, 0, got.length)).isEqualTo(pages);
      int[] sorted = Arrays.copyOf(got, pages);
      Arrays.sort(sorted);
      for (int i = 0; i < pages; i++) {
        assertThat(sorted[i]).isEqualTo(i);
      }
      assertThat(pool.allocate(got, 0, 1)).isZero();
      pool.release(got, 0, pages);
      assertThat(pool.allocate(got, 0, got.length)).isEqualTo(pages);
    }
  }

  @Test
  void theLastPageIsFoundWhereverItIs() {
    try (PagePool pool = new PagePool(64 * MIB, 4 * KIB, false)) {
      int[] all = new int[(int) pool.pages()];
      assertThat(pool.allocate(all, 0, all.length)).isEqualTo(all.length);
      int[] one = new int[1];
      for (int page = 0; page < all.length; page += 37) {
        pool.release(page);
        assertThat(pool.allocate(one, 0, 1)).isEqualTo(1);
        assertThat(one[0]).isEqualTo(page);
        assertThat(pool.allocate(one, 0, 1)).isZero();
      }
    }
  }

  /**
   * Threads hold as many pages together as the pool has and exchange them all the time: each of
   * them must always get its share, and no page may have two owners.
   */
  @ParameterizedTest
  @ValueSource(ints = {4 * KIB, 64 * KIB, 2 * MIB})
  void capacityIsExactUnderThreads(int pageSize) throws Exception {
    int threads = 4;
    long capacity = 8L * MIB * threads;
    try (PagePool pool = new PagePool(capacity, pageSize, false);
        ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      int share = (int) (pool.pages() / threads);
      AtomicBoolean stop = new AtomicBoolean();
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int mark = thread + 1;
        all.add(
            executor.submit(
                () -> {
                  try {
                    exchange(pool, share, mark, stop);
                  } finally {
                    stop.set(true);
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      int[] rest = new int[(int) pool.pages()];
      assertThat(pool.allocate(rest, 0, rest.length)).isEqualTo(rest.length);
    }
  }

  private static void exchange(PagePool pool, int share, int mark, AtomicBoolean stop) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int[] mine = new int[share];
    int held = 0;
    for (int round = 0; round < 300 && !stop.get(); round++) {
      int want = random.nextInt(share - held + 1);
      assertThat(pool.allocate(mine, held, want)).isEqualTo(want);
      for (int i = held; i < held + want; i++) {
        long at = (long) mine[i] << pool.pageShift();
        if (pool.isZero(mine[i])) {
          assertThat(pool.memory().get(JAVA_LONG, at)).isZero();
        }
        pool.memory().set(JAVA_LONG, at, mark);
      }
      held += want;
      int back = random.nextInt(held + 1);
      for (int i = held - back; i < held; i++) {
        long at = (long) mine[i] << pool.pageShift();
        assertThat(pool.memory().get(JAVA_LONG, at)).isEqualTo(mark);
      }
      pool.release(mine, held - back, back);
      held -= back;
      if (random.nextInt(100) == 0) {
        pool.trim();
      }
    }
    pool.release(mine, 0, held);
  }

  @Test
  void manyPagesComeInOneRun() {
    try (PagePool pool = new PagePool(64L * MIB, 4 * KIB, false)) {
      int[] pages = new int[4096];
      assertThat(pool.allocate(pages, 0, 4096)).isEqualTo(4096);
      assertRun(pages, 0, 4096);
    }
  }

  @Test
  void pagesTakenOneByOneAreNeighbours() {
    try (PagePool pool = new PagePool(64L * MIB, 4 * KIB, false)) {
      int[] pages = new int[2000];
      for (int i = 0; i < pages.length; i++) {
        assertThat(pool.allocate(pages, i, 1)).isEqualTo(1);
      }
      assertRun(pages, 0, pages.length);
    }
  }

  @Test
  void aRunIsNotMadeOfGapsWhileThereIsRoomInOnePiece() {
    try (PagePool pool = new PagePool(8L * MIB, 4 * KIB, false)) {
      int[] pages = new int[512 + 128];
      assertThat(pool.allocate(pages, 0, pages.length)).isEqualTo(pages.length);
      for (int i = 0; i < 512; i += 2) {
        pool.release(pages[i]);
      }
      int[] run = new int[64];
      assertThat(pool.allocate(run, 0, 64)).isEqualTo(64);
      assertRun(run, 0, 64);
    }
  }

  private static void assertRun(int[] pages, int from, int count) {
    for (int i = from + 1; i < from + count; i++) {
      assertThat(pages[i]).isEqualTo(pages[i - 1] + 1);
    }
  }

  @Test
  void aPageIsZeroUntilItWasUsed() {
    try (PagePool pool = new PagePool(2L * MIB, 64 * KIB, false)) {
      int[] pages = new int[32];
      assertThat(pool.allocate(pages, 0, 32)).isEqualTo(32);
      for (int page : pages) {
        assertThat(pool.isZero(page)).isTrue();
        assertThat(pool.memory().get(JAVA_BYTE, (long) page << 16)).isZero();
      }
      pool.release(5);
      assertThat(pool.allocate(pages, 0, 1)).isEqualTo(1);
      assertThat(pages[0]).isEqualTo(5);
      assertThat(pool.isZero(5)).isFalse();
      assertThat(pool.isZero(6)).isTrue();
    }
  }

  @Test
  void whatTheSystemTookBackIsZeroAgain() {
    try (PagePool pool = new PagePool(2L * MIB, 64 * KIB, false)) {
      int[] pages = new int[32];
      assertThat(pool.allocate(pages, 0, 32)).isEqualTo(32);
      pool.memory().fill((byte) 1);
      pool.release(pages, 0, 32);
      pool.trim();
      assertThat(pool.residentBytes()).isZero();
      assertThat(pool.allocate(pages, 0, 32)).isEqualTo(32);
      for (int page : pages) {
        assertThat(pool.isZero(page)).isTrue();
      }
      assertThat(pool.memory().mismatch(MemorySegment.ofArray(new byte[2 * MIB]))).isEqualTo(-1);
    }
  }

  @Test
  void memoryGoesBackWhenABigFileGoes() throws Exception {
    int size = 128 * MIB;
    try (PagePool pool = new PagePool(2L * size, 4 * KIB, false)) {
      int[] pages = new int[size / (4 * KIB)];
      long before = Smaps.rss(pool.memory());
      assertThat(before).isZero();
      assertThat(pool.allocate(pages, 0, pages.length)).isEqualTo(pages.length);
      for (int page : pages) {
        pool.memory().set(JAVA_BYTE, (long) page << 12, (byte) 1);
      }
      assertThat(Smaps.rss(pool.memory())).isGreaterThanOrEqualTo(size);
      assertThat(pool.residentBytes()).isEqualTo(Smaps.rss(pool.memory()));
      pool.release(pages, 0, pages.length);
      // Without being asked all goes but the slack of an empty pool.
      assertThat(Smaps.rss(pool.memory())).isEqualTo(64 * MIB);
      assertThat(pool.residentBytes()).isEqualTo(64 * MIB);
      pool.trim();
      assertThat(Smaps.rss(pool.memory())).isZero();
    }
  }

  @Test
  void memoryInUseIsNotTakenAway() {
    try (PagePool pool = new PagePool(256L * MIB, 4 * KIB, false)) {
      int[] pages = new int[(int) pool.pages()];
      assertThat(pool.allocate(pages, 0, pages.length)).isEqualTo(pages.length);
      for (int page : pages) {
        pool.memory().set(JAVA_LONG, (long) page << 12, page + 1L);
      }
      for (int page = 0; page < pages.length; page++) {
        // One page stays in every fourth chunk.
        if (page % 2048 != 77) {
          pool.release(page);
        }
      }
      pool.trim();
      assertThat(pool.residentBytes()).isEqualTo(256L / 4 * MIB);
      for (int page = 77; page < pages.length; page += 2048) {
        assertThat(pool.memory().get(JAVA_LONG, (long) page << 12)).isEqualTo(page + 1L);
      }
    }
  }

  @Test
  void preallocatedMemoryIsThereAndStays() {
    try (PagePool pool = new PagePool(128L * MIB, 64 * KIB, true)) {
      assertThat(pool.residentBytes()).isEqualTo(128L * MIB);
      int[] pages = new int[(int) pool.pages()];
      assertThat(pool.allocate(pages, 0, pages.length)).isEqualTo(pages.length);
      assertThat(pool.isZero(pages[0])).isTrue();
      pool.release(pages, 0, pages.length);
      pool.trim();
      assertThat(pool.residentBytes()).isEqualTo(128L * MIB);
    }
  }

  @Test
  void aPreallocationThatCannotBeSaysWhatToDo() {
    assertThatThrownBy(() -> new PagePool(4L << 40, 64 * KIB, true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot preallocate 4194304 MiB")
        .hasMessageContaining("choose a smaller capacity");
  }

  @Test
  void anAddressRangeThatCannotBeSaysWhatToDo() {
    NativeMemory memory = NativeMemory.ofThisPlatform();
    assertThatThrownBy(() -> memory.reserve(1L << 60, 4096))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("errno 12")
        .hasMessageContaining("choose a smaller capacity");
  }

  @Test
  void aSharedPageIsFreedByItsLastOwner() {
    try (PagePool pool = new PagePool(8 * KIB, 4 * KIB, false)) {
      int[] pages = new int[2];
      assertThat(pool.allocate(pages, 0, 2)).isEqualTo(2);
      assertThat(pool.isShared(0)).isFalse();
      pool.share(0);
      pool.share(0);
      assertThat(pool.isShared(0)).isTrue();
      assertThat(pool.isShared(1)).isFalse();
      pool.release(0);
      assertThat(pool.isShared(0)).isTrue();
      pool.release(new int[] {0}, 0, 1);
      assertThat(pool.isShared(0)).isFalse();
      assertThat(pool.allocate(new int[1], 0, 1)).isZero();
      pool.release(0);
      assertThat(pool.allocate(pages, 0, 2)).isEqualTo(1);
      assertThat(pages[0]).isZero();
    }
  }

  @Test
  void releasingWhatIsFreeIsADefect() {
    try (PagePool pool = new PagePool(64 * KIB, 4 * KIB, false)) {
      assertThat(pool.allocate(new int[16], 0, 16)).isEqualTo(16);
      pool.release(3);
      assertThatThrownBy(() -> pool.release(3)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> pool.release(new int[] {4, 4}, 0, 2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("page 4");
    }
  }

  @Test
  void zerosAreZero() {
    try (PagePool pool = new PagePool(4 * KIB, 4 * KIB, false)) {
      assertThat(pool.zeroLength()).isGreaterThanOrEqualTo(MIB);
      MemorySegment zeros =
          MemorySegment.ofAddress(pool.zeroAddress()).reinterpret(pool.zeroLength());
      byte[] expected = new byte[pool.zeroLength()];
      assertThat(zeros.mismatch(MemorySegment.ofArray(expected))).isEqualTo(-1);
    }
  }

  @Test
  void whatWasNotPublishedIsNotSeen() {
    try (PagePool pool = new PagePool(MIB, 4 * KIB, false)) {
      int[] pages = new int[9];
      assertThat(pool.allocate(pages, 0, 9)).isEqualTo(9);
      assertThat(pool.used()).isZero();
      pool.publish(7);
      assertThat(pool.used()).isEqualTo(7);
      pool.giveBack(pages, 7, 2);
      assertThat(pool.used()).isEqualTo(7);
      pool.share(pages[0]);
      pool.release(pages, 0, 7);
      assertThat(pool.used()).isEqualTo(1);
      pool.release(pages[0]);
      assertThat(pool.used()).isZero();
      assertThat(pool.allocate(new int[256], 0, 256)).isEqualTo(256);
    }
  }

  @Test
  void memoryOfAClosedPoolIsOutOfReach() {
    PagePool pool = new PagePool(MIB, 4 * KIB, false);
    pool.close();
    pool.close();
    assertThatThrownBy(() -> pool.memory().get(JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingIsAllocatedOnTheHeapInTheLongRun() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (PagePool pool = new PagePool(16L * MIB, 4 * KIB, false)) {
      int[] pages = new int[600];
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 50 && least > 0; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 2000; i++) {
          int got = pool.allocate(pages, 0, 600);
          pool.share(pages[7]);
          pool.release(pages[7]);
          pool.release(pages, 0, got);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }
}
