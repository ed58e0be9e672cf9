// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Bits in 64-bit words that threads change by atomic read-modify-write only. Every access is
 * volatile: what a thread did before it changed a word happens before what another does that has
 * seen the change, also to memory off the heap.
 *
 * <p>The loops are what the JDK makes of getAndBitwiseOr and getAndBitwiseAnd anyhow; written out,
 * they are seen by Lincheck's model checker, which does not look into those two.
 */
final class AtomicBits {
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] words;

  AtomicBits(int words, long initial) {
    this.words = new long[words];
    Arrays.fill(this.words, initial);
  }

  int words() {
    return words.length;
  }

  long getVolatile(int word) {
    return (long) WORD.getVolatile(words, word);
  }

  boolean compareAndSet(int word, long expected, long value) {
    return WORD.compareAndSet(words, word, expected, value);
  }

  /** Sets the bits of {@code mask}; returns the word from before. */
  long getAndSet(int word, long mask) {
    while (true) {
      long before = getVolatile(word);
      if (compareAndSet(word, before, before | mask)) {
        return before;
      }
    }
  }

  /** Clears the bits of {@code mask}; returns the word from before. */
  long getAndClear(int word, long mask) {
    while (true) {
      long before = getVolatile(word);
      if (compareAndSet(word, before, before & ~mask)) {
        return before;
      }
    }
  }
}
