// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Writers are alone, readers see no half of what they wrote, and nobody waits for ever. */
public class InodeLockLincheckTest {
  private final Guarded guarded = new Guarded();

  private static final class Guarded extends InodeLock {
    int one;
    int two;
  }

  @Operation
  public int write() {
    guarded.lockWrite();
    int next = guarded.one + 1;
    guarded.one = next;
    guarded.two++;
    guarded.unlockWrite();
    return next;
  }

  @Operation
  public String read() {
    guarded.lockRead();
    String seen = guarded.one + " " + guarded.two;
    guarded.unlockRead();
    return seen;
  }

  @Test
  void linearizableUnderStress() {
    new StressOptions()
        .threads(3)
        .actorsPerThread(3)
        .iterations(4)
        .invocationsPerIteration(200)
        .check(InodeLockLincheckTest.class);
  }

  @Test
  void linearizableUnderEveryInterleavingTried() {
    new ModelCheckingOptions()
        .threads(3)
        .actorsPerThread(2)
        .iterations(4)
        .invocationsPerIteration(60)
        .check(InodeLockLincheckTest.class);
  }
}
