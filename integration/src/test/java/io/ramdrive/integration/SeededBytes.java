// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Bytes made from a seed: the same bytes each time, and hardly any of them zero. */
record SeededBytes(long seed, int length) {
  /** The bytes. */
  byte[] bytes() {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  /** Puts the bytes at the start of {@code into}. */
  void copyTo(MemorySegment into) {
    MemorySegment.copy(bytes(), 0, into, JAVA_BYTE, 0, length);
  }

  /** What there is to see of {@code length} bytes: a checksum and where the zeros end and begin. */
  static String summary(MemorySegment data, long length) {
    long first = 0;
    while (first < length && data.get(JAVA_BYTE, first) == 0) {
      first++;
    }
    if (first == length) {
      return length + " zeros";
    }
    long last = length - 1;
    while (data.get(JAVA_BYTE, last) == 0) {
      last--;
    }
    CRC32C checksum = new CRC32C();
    checksum.update(data.asSlice(0, length).asByteBuffer());
    return "%d bytes, crc %08x, not zero in [%d, %d]"
        .formatted(length, checksum.getValue(), first, last);
  }

  @Override
  public String toString() {
    return length + " bytes of seed " + seed;
  }
}
