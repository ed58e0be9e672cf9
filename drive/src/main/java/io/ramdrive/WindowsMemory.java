// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Asks Windows how much memory there is: {@code GlobalMemoryStatusEx} of sysinfoapi.h. */
final class WindowsMemory {
  /** The structure MEMORYSTATUSEX. */
  static final int SIZE = 64;

  static final int DW_LENGTH = 0;
  static final int ULL_TOTAL_PHYS = 8;
  static final int ULL_AVAIL_PHYS = 16;

  /** The commit limit: physical memory and page files. */
  static final int ULL_TOTAL_PAGE_FILE = 24;

  private WindowsMemory() {}

  static HostMemory read() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(SIZE, Long.BYTES);
      status.set(ValueLayout.JAVA_INT, DW_LENGTH, SIZE);
      MethodHandle globalMemoryStatusEx =
          Linker.nativeLinker()
              .downcallHandle(
                  SymbolLookup.libraryLookup("kernel32", arena).findOrThrow("GlobalMemoryStatusEx"),
                  FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
      if ((int) globalMemoryStatusEx.invokeExact(status) == 0) {
        throw new IllegalStateException("Windows does not tell how much memory there is.");
      }
      return parse(status);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static HostMemory parse(MemorySegment status) {
    long total = status.get(ValueLayout.JAVA_LONG, ULL_TOTAL_PHYS);
    return new HostMemory(
        total,
        status.get(ValueLayout.JAVA_LONG, ULL_AVAIL_PHYS),
        Math.max(0, status.get(ValueLayout.JAVA_LONG, ULL_TOTAL_PAGE_FILE) - total));
  }
}
