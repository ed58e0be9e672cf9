// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory with something to trample on around it, which is kept back for a while after its use, to
 * see who writes into it still. Works on every platform.
 */
final class PoisonedMemory implements Lender {
  private static final int REDZONE = 64;
  private static final long PATTERN_SIZE = 64 << 10;
  private static final byte AROUND = (byte) 0xFD;
  private static final byte RETURNED = (byte) 0xDD;
  private static final int KEPT_BLOCKS = 256;
  private static final long KEPT_BYTES = 16 << 20;

  private static final MemorySegment ALL_AROUND = Arena.global().allocate(REDZONE).fill(AROUND);
  private static final MemorySegment ALL_RETURNED =
      Arena.global().allocate(PATTERN_SIZE).fill(RETURNED);

  private record Block(long base, long capacity, long size, String what) {}

  private final Violations violations;
  private final Arena arena = Arena.ofShared();
  private final Map<Long, ArrayDeque<Long>> free = new HashMap<>();
  private final ArrayDeque<Block> quarantine = new ArrayDeque<>();
  private long kept;

  PoisonedMemory(Violations violations) {
    this.violations = violations;
  }

  private static long capacity(long size) {
    return Long.highestOneBit(size + 2 * REDZONE - 1) << 1;
  }

  @Override
  public synchronized long take(long size) {
    long capacity = capacity(size);
    ArrayDeque<Long> blocks = free.computeIfAbsent(capacity, _ -> new ArrayDeque<>());
    long base = blocks.isEmpty() ? arena.allocate(capacity, 16).address() : blocks.pop();
    memory(base, REDZONE).fill(AROUND);
    memory(base + REDZONE + size, REDZONE).fill(AROUND);
    return base + REDZONE;
  }

  @Override
  public synchronized void giveBack(long address, long size, String what) {
    if (!holds(address - REDZONE, REDZONE, ALL_AROUND)
        || !holds(address + size, REDZONE, ALL_AROUND)) {
      violations.report(Invariant.MEMORY, what + ": written beyond its " + size + " bytes");
    }
    memory(address, size).fill(RETURNED);
    quarantine.add(new Block(address - REDZONE, capacity(size), size, what));
    kept += size;
    while (quarantine.size() > KEPT_BLOCKS || kept > KEPT_BYTES) {
      release(quarantine.remove());
    }
  }

  private void release(Block block) {
    kept -= block.size;
    if (!holds(block.base + REDZONE, block.size, ALL_RETURNED)) {
      violations.report(Invariant.MEMORY, block.what + ": written after its request was answered");
    }
    free.computeIfAbsent(block.capacity, _ -> new ArrayDeque<>()).push(block.base);
  }

  @Override
  public synchronized void check() {
    while (!quarantine.isEmpty()) {
      release(quarantine.remove());
    }
  }

  @Override
  public synchronized void close() {
    arena.close();
  }

  private static MemorySegment memory(long address, long size) {
    return Pointer.MEMORY.asSlice(address, size);
  }

  private static boolean holds(long address, long size, MemorySegment pattern) {
    for (long at = 0; at < size; at += PATTERN_SIZE) {
      long part = Math.min(PATTERN_SIZE, size - at);
      if (memory(address + at, part).mismatch(pattern.asSlice(0, part)) != -1) {
        return false;
      }
    }
    return true;
  }
}
