// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

/** A first-in first-out queue of ints in a ring. Not thread-safe. */
final class SlotQueue {
  private int[] ring = new int[16];
  private int head;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(int slot) {
    if (size == ring.length) {
      int[] longer = new int[2 * size];
      int untilEnd = size - head;
      System.arraycopy(ring, head, longer, 0, untilEnd);
      System.arraycopy(ring, 0, longer, untilEnd, head);
      ring = longer;
      head = 0;
    }
    ring[(head + size) & (ring.length - 1)] = slot;
    size++;
  }

  int remove() {
    int slot = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    return slot;
  }
}
