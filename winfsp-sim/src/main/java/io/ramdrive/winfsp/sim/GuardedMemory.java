// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.ArrayDeque;

/**
 * Memory that ends at a page nobody may touch, and that nobody may touch itself after its use: the
 * hardware watches, and the JVM dies.
 */
final class GuardedMemory implements Lender {
  private static final long PAGE = 4096;
  private static final int KEPT = 1024;

  private record Mapping(long at, long size) {}

  private final Pages system = Pages.ofThisPlatform();
  private final ArrayDeque<Mapping> quarantine = new ArrayDeque<>();

  private static long pages(long size) {
    return Math.max((size + PAGE - 1) & -PAGE, PAGE);
  }

  @Override
  public long take(long size) {
    long pages = pages(size);
    try {
      long at = system.map(pages + PAGE);
      system.close(at + pages, PAGE);
      return at + (size == 0 ? 0 : (pages - size) & -8);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public synchronized void giveBack(long address, long size, String what) {
    Mapping mapping = new Mapping(address & -PAGE, pages(size) + PAGE);
    try {
      system.close(mapping.at, mapping.size);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    quarantine.add(mapping);
    if (quarantine.size() > KEPT) {
      unmap(quarantine.remove());
    }
  }

  private void unmap(Mapping mapping) {
    try {
      system.unmap(mapping.at, mapping.size);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void check() {}

  @Override
  public synchronized void close() {
    while (!quarantine.isEmpty()) {
      unmap(quarantine.remove());
    }
  }
}
