// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * One chunk of two pages, used by some threads while others give it back. What an operation returns
 * says nothing; each checks that what it uses is its own and as zero as it is said to be.
 */
public class PageBitmapLincheckTest {
  private static final int PAGES = 2;

  /** Whatever the threads do, nothing is wrong. */
  public static class Model {
    public void use() {}

    public void useAll() {}

    public void giveBack() {}
  }

  private final PageBitmap bitmap = new PageBitmap(PAGES, PAGES);
  private final AtomicIntegerArray owned = new AtomicIntegerArray(PAGES);
  private final AtomicIntegerArray written = new AtomicIntegerArray(PAGES);

  @Operation
  public void use() {
    use(1);
  }

  @Operation
  public void useAll() {
    use(PAGES);
  }

  private void use(int count) {
    int[] pages = new int[PAGES];
    int got = bitmap.take(0, pages, 0, count);
    long mask = 0;
    for (int i = 0; i < got; i++) {
      int page = pages[i];
      check(owned.compareAndSet(page, 0, 1), "a page has two owners");
      check(bitmap.isRecycled(page) || written.get(page) == 0, "a page is not zero");
      written.set(page, 1);
      mask |= bitmap.mask(page);
    }
    for (int i = 0; i < got; i++) {
      check(owned.compareAndSet(pages[i], 1, 0), "a page has lost its owner");
    }
    if (got > 0) {
      bitmap.free(0, mask);
    }
  }

  @Operation
  public void giveBack() {
    if (bitmap.claim(0)) {
      for (int page = 0; page < PAGES; page++) {
        check(owned.get(page) == 0, "memory in use was given back");
        written.set(page, 0);
      }
      bitmap.unclaim(0, true);
    }
  }

  @Test
  void modelChecked() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(30)
        .invocationsPerIteration(60)
        .sequentialSpecification(Model.class)
        .check(PageBitmapLincheckTest.class);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
