// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A file name where it lies: bytes in a request buffer or in an array, neither copied nor decoded.
 * A name is one byte or more without {@code /} and NUL, and has a {@linkplain
 * NameMatching#maxBytes() largest length}; the volume checks that. Mutable and reused: one thread
 * at a time.
 */
public final class Name {
  /** The largest number of bytes in a name where case matters: NAME_MAX of linux/limits.h. */
  public static final int MAX_LENGTH = 255;

  private MemorySegment memory = MemorySegment.NULL;
  private long offset;
  private int length;

  /** Points this name at {@code length} bytes of {@code memory} and returns it. */
  public Name wrap(MemorySegment memory, long offset, int length) {
    this.memory = memory;
    this.offset = offset;
    this.length = length;
    return this;
  }

  /** Points this name at all of {@code bytes} and returns it. */
  public Name wrap(byte[] bytes) {
    return wrap(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  /** The number of bytes. */
  public int length() {
    return length;
  }

  /** The byte at {@code index}. */
  public byte at(int index) {
    return memory.get(ValueLayout.JAVA_BYTE, offset + index);
  }

  /** Whether this name has these bytes. */
  boolean isSameAs(byte[] bytes) {
    if (bytes.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[i] != at(i)) {
        return false;
      }
    }
    return true;
  }

  /** Points this name at {@code bytes} unless it has these already. */
  void spell(byte[] bytes) {
    if (!isSameAs(bytes)) {
      wrap(bytes);
    }
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[length];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
    return bytes;
  }
}
