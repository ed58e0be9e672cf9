// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds inodes by id, and keeps their number within the volume's limit.
 *
 * <p>An id is a slot of this table in its low 31 bits, and above that how often the slot was used
 * before: so an id is never used twice, and finding an inode is one array access without a lock.
 * Slots are used again in the order in which they became free.
 *
 * <p>The limit counts <em>units</em> of Java heap. An inode and its name take 220 to 250 bytes of
 * it, and 270 more with the longest name; the 768 that make a unit leave room for the collector.
 * One is for each inode, one for each further hard link, and one for each 512 bytes, begun by more
 * than 127, of extended attributes, symlink target or reparse data, and of each security
 * descriptor, however many inodes have it.
 */
final class InodeTable {
  private static final int SLOT_BITS = 31;
  private static final int SLOT_MASK = Integer.MAX_VALUE;
  private static final int SEGMENT_BITS = 10;
  private static final int SEGMENT_SIZE = 1 << SEGMENT_BITS;
  private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(Inode[].class);

  private final long maxUnits;
  private final AtomicLong units = new AtomicLong();

  /** Replaced by a longer copy to grow; the segments themselves stay. */
  private volatile Inode[][] segments = new Inode[0][];

  // Guarded by this: the allocation of slots.
  private int[][] uses = new int[0][];
  private int nextNewSlot = 1;
  private final SlotQueue freeSlots = new SlotQueue();

  InodeTable(long maxUnits) {
    this.maxUnits = maxUnits;
  }

  static int slotOf(long id) {
    return (int) id & SLOT_MASK;
  }

  long maxUnits() {
    return maxUnits;
  }

  long units() {
    return units.get();
  }

  /** Takes units; false, with nothing taken, when there are not so many. */
  boolean charge(long count) {
    long current = units.get();
    while (current + count <= maxUnits) {
      long seen = units.compareAndExchange(current, current + count);
      if (seen == current) {
        return true;
      }
      current = seen;
    }
    return false;
  }

  void uncharge(long count) {
    units.addAndGet(-count);
  }

  /** A new id. The first one is {@link Volume#ROOT_ID}. The unit for it has been charged. */
  synchronized long newId() {
    int slot = freeSlots.isEmpty() ? nextNewSlot++ : freeSlots.remove();
    int segment = slot >>> SEGMENT_BITS;
    if (segment == uses.length) {
      Inode[][] longer = Arrays.copyOf(segments, segment + 1);
      longer[segment] = new Inode[SEGMENT_SIZE];
      uses = Arrays.copyOf(uses, segment + 1);
      uses[segment] = new int[SEGMENT_SIZE];
      segments = longer;
    }
    long use = Integer.toUnsignedLong(uses[segment][slot & (SEGMENT_SIZE - 1)]++);
    return (use << SLOT_BITS) | slot;
  }

  /** Makes the inode findable. */
  void put(Inode inode) {
    int slot = inode.slot();
    ENTRY.setRelease(segments[slot >>> SEGMENT_BITS], slot & (SEGMENT_SIZE - 1), inode);
  }

  /** The inode with this id, or null when there is none (any more). */
  @Nullable Inode get(long id) {
    int slot = slotOf(id);
    int segment = slot >>> SEGMENT_BITS;
    Inode[][] current = segments;
    if (segment >= current.length) {
      return null;
    }
    Inode inode = (Inode) ENTRY.getAcquire(current[segment], slot & (SEGMENT_SIZE - 1));
    return inode != null && inode.id() == id ? inode : null;
  }

  /** Gives all inodes to {@code visitor}; perhaps some that are put or removed meanwhile. */
  void forEach(Consumer<Inode> visitor) {
    for (Inode[] segment : segments) {
      for (int i = 0; i < SEGMENT_SIZE; i++) {
        Inode inode = (Inode) ENTRY.getAcquire(segment, i);
        if (inode != null) {
          visitor.accept(inode);
        }
      }
    }
  }

  /** Forgets an inode that has been freed. */
  void remove(Inode inode) {
    int slot = inode.slot();
    ENTRY.setRelease(segments[slot >>> SEGMENT_BITS], slot & (SEGMENT_SIZE - 1), null);
    synchronized (this) {
      freeSlots.add(slot);
    }
  }
}
