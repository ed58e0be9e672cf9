// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The extended attributes of one inode, in the order in which they were set. Guarded by the inode's
 * lock.
 */
final class ExtendedAttributes {
  private static final byte[] TRUSTED = "trusted.".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] USER = "user.".getBytes(StandardCharsets.US_ASCII);

  private static final class Attribute {
    final byte[] name;
    final byte[] value;

    Attribute(byte[] name, byte[] value) {
      this.name = name;
      this.value = value;
    }

    long bytes() {
      return (long) name.length + value.length;
    }
  }

  private final List<Attribute> attributes = new ArrayList<>(2);
  private int eaSize;

  boolean isEmpty() {
    return attributes.isEmpty();
  }

  /** The value, not to be changed, or null. */
  byte @Nullable [] get(Name name) {
    int index = find(name);
    return index < 0 ? null : attributes.get(index).value;
  }

  byte @Nullable [] get(byte[] name) {
    int index = find(name);
    return index < 0 ? null : attributes.get(index).value;
  }

  void set(byte[] name, byte[] value) {
    Attribute attribute = new Attribute(name, value);
    int index = find(name);
    if (index < 0) {
      attributes.add(attribute);
    } else {
      eaSize -= eaSize(attributes.set(index, attribute));
    }
    eaSize += eaSize(attribute);
  }

  boolean remove(byte[] name) {
    int index = find(name);
    if (index < 0) {
      return false;
    }
    eaSize -= eaSize(attributes.remove(index));
    return true;
  }

  /** The bytes of all that Windows shows as extended attributes. */
  int eaSize() {
    return eaSize;
  }

  /** Names and values together, in bytes. */
  long bytes() {
    long bytes = 0;
    for (Attribute attribute : attributes) {
      bytes += attribute.bytes();
    }
    return bytes;
  }

  /**
   * The size of the list of names, and the list itself when {@code capacity} is enough. The trusted
   * ones are for root's eyes only, as on every Linux file system.
   */
  long list(boolean trusted, MemorySegment into, long offset, int capacity) {
    long size = 0;
    for (Attribute attribute : attributes) {
      byte[] name = attribute.name;
      if (trusted || !startsWith(name, TRUSTED)) {
        size = append(name, into, offset, size, capacity);
      }
    }
    return size;
  }

  /** Adds a name to a list that has {@code size} bytes already, if it fits; the size then. */
  static long append(byte[] name, MemorySegment into, long offset, long size, int capacity) {
    long after = size + name.length + 1;
    if (after <= capacity) {
      MemorySegment.copy(name, 0, into, ValueLayout.JAVA_BYTE, offset + size, name.length);
      into.set(ValueLayout.JAVA_BYTE, offset + after - 1, (byte) 0);
    }
    return after;
  }

  private static int eaSize(Attribute attribute) {
    boolean shown =
        startsWith(attribute.name, USER) && !Arrays.equals(attribute.name, DosAttributes.XATTR);
    return shown ? (int) attribute.bytes() : 0;
  }

  private int find(byte[] name) {
    for (int i = 0; i < attributes.size(); i++) {
      if (Arrays.equals(attributes.get(i).name, name)) {
        return i;
      }
    }
    return -1;
  }

  private int find(Name name) {
    for (int i = 0; i < attributes.size(); i++) {
      if (name.isSameAs(attributes.get(i).name)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] name, byte[] prefix) {
    return name.length >= prefix.length
        && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
  }
}
