// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * One chunk of two pages whose token goes round. What an operation returns says nothing; at rest
 * the chunk must be found where its free pages say.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public final class ChunkListsLincheckTest {
  private static final int PAGES = 2;

  /** Lincheck numbers the two threads 1 and 2. */
  private static final int THREADS = 3;

  /** Whatever the threads do, nothing is wrong. */
  public static class Model {
    public void take(int thread) {}

    public void free(int thread) {}

    public void move() {}
  }

  private final PageBitmap bitmap = new PageBitmap(PAGES, PAGES);
  private final ChunkLists lists = new ChunkLists(1, bitmap, true);
  private final int[][] pages = new int[THREADS][PAGES];
  private final int[] held = new int[THREADS];

  /** One page is free; the second thread holds the other. */
  public ChunkListsLincheckTest() {
    take(2);
  }

  @Operation
  public void take(@Param(name = "thread") int thread) {
    int chunk = lists.pickUp(0, false);
    if (chunk != ChunkLists.NONE) {
      held[thread] += bitmap.take(chunk, pages[thread], held[thread], 1);
      lists.putDown(chunk);
    }
  }

  @Operation
  public void free(@Param(name = "thread") int thread) {
    if (held[thread] > 0) {
      bitmap.free(0, bitmap.mask(pages[thread][--held[thread]]));
      lists.freed(0);
    }
  }

  @Operation
  public void move() {
    int chunk = lists.pickUp(0, false);
    if (chunk != ChunkLists.NONE) {
      lists.putDown(chunk);
    }
  }

  /** At rest a chunk with free pages is found, and without owners it is found idle. */
  @Validate
  public void theChunkIsWhereItBelongs() {
    int chunk = bitmap.isWhollyFree(0) ? lists.pickUpIdle() : lists.pickUp(0, false);
    if (bitmap.hasFree(0) != (chunk != ChunkLists.NONE)) {
      throw new AssertionError("the chunk is in the wrong place");
    }
    if (chunk != ChunkLists.NONE) {
      lists.putDown(chunk);
    }
  }

  @Test
  void modelChecked() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .iterations(30)
        .invocationsPerIteration(60)
        .sequentialSpecification(Model.class)
        .check(ChunkListsLincheckTest.class);
  }
}
