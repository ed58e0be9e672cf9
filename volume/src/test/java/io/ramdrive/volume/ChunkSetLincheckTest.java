// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Adding and removing is linearizable; a search may overlook what others change at the same time,
 * so it is checked at rest only. The members are in the second word.
 */
@Param(name = "chunk", gen = IntGen.class, conf = "64:65")
public class ChunkSetLincheckTest {
  private final ChunkSet set = new ChunkSet(66);

  @Operation
  public boolean add(@Param(name = "chunk") int chunk) {
    return set.add(chunk);
  }

  @Operation
  public boolean remove(@Param(name = "chunk") int chunk) {
    return set.remove(chunk);
  }

  /** At rest a search finds all members. */
  @Validate
  public void everyMemberIsFound() {
    int members = 0;
    for (int chunk = 64; chunk < 66; chunk++) {
      members += set.contains(chunk) ? 1 : 0;
    }
    int found = 0;
    // From the first word, which is empty: so it is the summary that finds them.
    for (int chunk = set.take(0); chunk != ChunkSet.NONE; chunk = set.take(0)) {
      found++;
    }
    if (found != members) {
      throw new AssertionError("of " + members + " members " + found + " were found");
    }
  }

  @Test
  void modelChecked() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(0)
        .iterations(30)
        .invocationsPerIteration(60)
        .check(ChunkSetLincheckTest.class);
  }
}
