// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** VirtualAlloc and its family. */
final class WindowsPages implements Pages {
  // memoryapi.h, winnt.h
  private static final int MEM_COMMIT_RESERVE = 0x3000;
  private static final int MEM_RELEASE = 0x8000;
  private static final int PAGE_NOACCESS = 1;
  private static final int PAGE_READWRITE = 4;

  private static final SymbolLookup LIBRARY =
      SymbolLookup.libraryLookup("kernel32", Arena.global());
  private static final MethodHandle VIRTUAL_ALLOC =
      Pages.function(
          LIBRARY,
          "VirtualAlloc",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT));
  private static final MethodHandle VIRTUAL_PROTECT =
      Pages.function(
          LIBRARY,
          "VirtualProtect",
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG));
  private static final MethodHandle VIRTUAL_FREE =
      Pages.function(
          LIBRARY, "VirtualFree", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

  private final MemorySegment oldProtection = Arena.ofAuto().allocate(JAVA_INT);

  @Override
  public long map(long size) throws Throwable {
    long at = (long) VIRTUAL_ALLOC.invokeExact(0L, size, MEM_COMMIT_RESERVE, PAGE_READWRITE);
    Pages.require(at != 0, "VirtualAlloc");
    return at;
  }

  @Override
  public void close(long at, long size) throws Throwable {
    long old = oldProtection.address();
    int done = (int) VIRTUAL_PROTECT.invokeExact(at, size, PAGE_NOACCESS, old);
    Pages.require(done != 0, "VirtualProtect");
  }

  @Override
  public void unmap(long at, long size) throws Throwable {
    Pages.require((int) VIRTUAL_FREE.invokeExact(at, 0L, MEM_RELEASE) != 0, "VirtualFree");
  }
}
