// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.ArrayDeque;

/**
 * Memory that ends at a page nobody may touch, and that nobody may touch itself after its use: the
 * hardware watches, and the JVM dies. Linux only.
 */
final class GuardedMemory implements Lender {
  // sys/mman.h
  private static final int PROT_NONE = 0;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  private static final long PAGE = 4096;
  private static final int KEPT = 1024;

  private static final MethodHandle MMAP =
      function(
          "mmap",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle MPROTECT =
      function("mprotect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle MUNMAP =
      function("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));

  private record Mapping(long at, long size) {}

  private final ArrayDeque<Mapping> quarantine = new ArrayDeque<>();

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  /** Where the memory's mapping begins: its end is aligned to 8, and the guard page follows. */
  private static Mapping mapping(long address, long size) {
    long at = address & -PAGE;
    return new Mapping(at, pages(size) + PAGE);
  }

  private static long pages(long size) {
    return Math.max((size + PAGE - 1) & -PAGE, PAGE);
  }

  @Override
  public long take(long size) {
    long pages = pages(size);
    try {
      long at =
          (long) MMAP.invokeExact(0L, pages + PAGE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
      int failed = (int) MPROTECT.invokeExact(at + pages, PAGE, PROT_NONE);
      if (at == -1 || failed != 0) {
        throw new OutOfMemoryError("mmap");
      }
      return at + (size == 0 ? 0 : (pages - size) & -8);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void giveBack(long address, long size, String what) {
    Mapping mapping = mapping(address, size);
    try {
      int failed = (int) MPROTECT.invokeExact(mapping.at, mapping.size, PROT_NONE);
      if (failed != 0) {
        throw new OutOfMemoryError("mprotect");
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    keep(mapping);
  }

  private synchronized void keep(Mapping mapping) {
    quarantine.add(mapping);
    if (quarantine.size() > KEPT) {
      unmap(quarantine.remove());
    }
  }

  private static void unmap(Mapping mapping) {
    try {
      int _ = (int) MUNMAP.invokeExact(mapping.at, mapping.size);
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
