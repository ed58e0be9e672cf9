// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;

/**
 * File content that says where it belongs: the byte at an offset follows from a seed and the offset
 * alone, so that any piece of a file can be made and checked without the rest.
 */
final class Pattern {
  private Pattern() {}

  /** {@code length} bytes of the file that {@code seed} stands for, from {@code offset} on. */
  static byte[] bytes(long seed, long offset, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = at(seed, offset + i);
    }
    return bytes;
  }

  /** The byte at {@code offset}. */
  static byte at(long seed, long offset) {
    // The finaliser of SplitMix64: neighbouring words of eight bytes have nothing in common.
    long z = (seed + (offset >>> 3)) * 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return (byte) ((z ^ z >>> 31) >>> ((offset & 7) * 8));
  }

  /** Fails at the first byte of {@code actual} that is not the one at {@code offset}. */
  static void check(String what, long seed, long offset, byte[] actual) {
    for (int i = 0; i < actual.length; i++) {
      byte expected = at(seed, offset + i);
      if (actual[i] != expected) {
        fail(
            "%s: byte at %d is 0x%02x, not 0x%02x (seed %d, piece of %d bytes at %d)",
            what, offset + i, actual[i], expected, seed, actual.length, offset);
      }
    }
  }

  /** Fails when {@code actual} is not exactly {@code length} bytes of {@code seed}'s file. */
  static void check(String what, long seed, long offset, int length, byte[] actual) {
    if (actual.length != length) {
      fail("%s: %d bytes at %d instead of %d (seed %d)", what, actual.length, offset, length, seed);
    }
    check(what, seed, offset, actual);
  }

  /** Fails when {@code actual} is not exactly {@code length} zeros. */
  static void checkZeros(String what, long offset, int length, byte[] actual) {
    if (actual.length != length) {
      fail("%s: %d bytes at %d instead of %d zeros", what, actual.length, offset, length);
    }
    int at = Arrays.mismatch(actual, new byte[length]);
    if (at >= 0) {
      fail("%s: byte at %d is 0x%02x, not 0", what, offset + at, actual[at]);
    }
  }
}
