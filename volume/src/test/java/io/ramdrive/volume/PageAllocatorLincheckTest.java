// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * The allocator against a model that only counts. It has four pages in two chunks, so that the brim
 * is always near, and gives back every chunk that becomes idle. Beyond the counts each operation
 * checks that no page gets two owners, that no owner loses its memory, and that a page which is
 * said to be zero was not written to.
 *
 * <p>One page begins with two owners, the first two threads.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
@Param(name = "count", gen = IntGen.class, conf = "1:3")
public class PageAllocatorLincheckTest {
  private static final int PAGES = 4;
  private static final int PAGES_PER_CHUNK = 2;

  /** What Lincheck does before is numbered 0, the threads follow, and then what it does behind. */
  private static final int THREADS = 5;

  /** What may be seen of the allocator, one operation at a time. */
  public static class Model {
    private final int[] held = new int[THREADS];
    private final boolean[] sharing = {false, true, true, false, false};
    private int free = PAGES - 1;

    public int allocate(int thread, int count) {
      int got = Math.min(free, count);
      free -= got;
      held[thread] += got;
      return got;
    }

    public boolean release(int thread) {
      if (held[thread] == 0) {
        return false;
      }
      held[thread]--;
      free++;
      return true;
    }

    public int releaseAll(int thread) {
      int count = held[thread];
      held[thread] = 0;
      free += count;
      return count;
    }

    public boolean dropShared(int thread) {
      if (!sharing[thread]) {
        return false;
      }
      if (!isShared(thread)) {
        free++;
      }
      sharing[thread] = false;
      return true;
    }

    public boolean isShared(int thread) {
      return sharing[thread] && sharing[1] && sharing[2];
    }

    public void trim() {}
  }

  private final AtomicIntegerArray owner = new AtomicIntegerArray(PAGES);
  private final boolean[] sharing = {false, true, true, false, false};
  private final AtomicIntegerArray written = new AtomicIntegerArray(PAGES);
  private final AtomicInteger sharers = new AtomicInteger(2);
  private final int[][] pages = new int[THREADS][PAGES];
  private final int[] held = new int[THREADS];
  private final PageAllocator allocator =
      new PageAllocator(PAGES, PAGES_PER_CHUNK, 2, 0, 0, false, this::discard);
  private final int shared;

  /** Leaves one page with two owners. */
  public PageAllocatorLincheckTest() {
    int[] one = new int[1];
    check(allocator.allocate(0, one, 0, 1) == 1, "four pages are free");
    shared = one[0];
    allocator.publish(1);
    allocator.share(shared);
    owner.set(shared, -1);
    written.set(shared, 1);
  }

  private boolean discard(int chunk) {
    for (int page = chunk * PAGES_PER_CHUNK; page < (chunk + 1) * PAGES_PER_CHUNK; page++) {
      check(owner.get(page) == 0, "memory in use was discarded");
      written.set(page, 0);
    }
    return true;
  }

  @Operation
  public int allocate(@Param(name = "thread") int thread, @Param(name = "count") int count) {
    int got = allocator.allocate(thread / 3, pages[thread], held[thread], count);
    for (int i = 0; i < got; i++) {
      int page = pages[thread][held[thread]++];
      check(owner.compareAndSet(page, 0, thread + 1), "a page has two owners");
      check(!allocator.isZero(page) || written.get(page) == 0, "a page is not zero");
      written.set(page, 1);
    }
    allocator.publish(got);
    return got;
  }

  @Operation
  public boolean release(@Param(name = "thread") int thread) {
    if (held[thread] == 0) {
      return false;
    }
    int page = pages[thread][--held[thread]];
    check(owner.compareAndSet(page, thread + 1, 0), "a page has lost its owner");
    allocator.release(page);
    return true;
  }

  @Operation
  public int releaseAll(@Param(name = "thread") int thread) {
    int count = held[thread];
    held[thread] = 0;
    for (int i = 0; i < count; i++) {
      check(owner.compareAndSet(pages[thread][i], thread + 1, 0), "a page has lost its owner");
    }
    allocator.release(pages[thread], 0, count, true);
    return count;
  }

  @Operation
  public boolean dropShared(@Param(name = "thread") int thread) {
    if (!sharing[thread]) {
      return false;
    }
    sharing[thread] = false;
    if (sharers.decrementAndGet() == 0) {
      owner.set(shared, 0);
    }
    allocator.release(shared);
    return true;
  }

  @Operation
  public boolean isShared(@Param(name = "thread") int thread) {
    return sharing[thread] && allocator.isShared(shared);
  }

  @Operation
  public void trim() {
    allocator.trim();
  }

  /**
   * At rest each page has an owner or can be had (a lost one would be sought for ever), and memory
   * without an owner can be given back.
   */
  @Validate
  public void everyPageIsAccountedFor() {
    int unowned = 0;
    for (int page = 0; page < PAGES; page++) {
      unowned += owner.get(page) == 0 ? 1 : 0;
    }
    int[] rest = new int[PAGES];
    check(allocator.allocate(0, rest, 0, PAGES) == unowned, "a page is lost");
    allocator.release(rest, 0, unowned, false);
    check(allocator.used() == PAGES - unowned, "the pages in use were miscounted");
    allocator.trim();
    for (int page = 0; page < PAGES; page += PAGES_PER_CHUNK) {
      if (owner.get(page) == 0 && owner.get(page + 1) == 0) {
        check(written.get(page) + written.get(page + 1) == 0, "idle memory was kept");
      }
    }
  }

  @Test
  void modelChecked() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(2)
        .iterations(20)
        .invocationsPerIteration(80)
        .sequentialSpecification(Model.class)
        .check(PageAllocatorLincheckTest.class);
  }

  @Test
  void stressed() {
    new StressOptions()
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(3)
        .iterations(20)
        .invocationsPerIteration(200)
        .sequentialSpecification(Model.class)
        .check(PageAllocatorLincheckTest.class);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
