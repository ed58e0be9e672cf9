// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The functions of kernel32.dll that deal with memory. Addresses are plain numbers. */
final class Kernel32 {
  /** What GetCurrentProcess always returns. */
  private static final long CURRENT_PROCESS = -1;

  private static final int ERROR_SUCCESS = 0;

  private final MethodHandle virtualAlloc;
  private final MethodHandle virtualFree;
  private final MethodHandle discardVirtualMemory;
  private final MethodHandle queryWorkingSetEx;
  private final MethodHandle globalMemoryStatusEx;

  Kernel32(SymbolLookup exports) {
    virtualAlloc =
        link(
            exports,
            "VirtualAlloc",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT));
    virtualFree =
        link(
            exports,
            "VirtualFree",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    discardVirtualMemory =
        link(
            exports, "DiscardVirtualMemory", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    queryWorkingSetEx =
        link(
            exports,
            "K32QueryWorkingSetEx",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    globalMemoryStatusEx =
        link(exports, "GlobalMemoryStatusEx", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  }

  /**
   * That of the running system.
   *
   * @throws IllegalCallerException if this Java may not make native calls
   */
  static Kernel32 ofThisSystem() {
    return new Kernel32(SymbolLookup.libraryLookup("kernel32.dll", Arena.global()));
  }

  private static MethodHandle link(
      SymbolLookup exports, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(exports.findOrThrow(name), descriptor);
  }

  /** The address, or 0. */
  long virtualAlloc(long address, long size, int allocationType, int protect) {
    try {
      return (long) virtualAlloc.invokeExact(address, size, allocationType, protect);
    } catch (Throwable cannotHappen) {
      throw new AssertionError(cannotHappen);
    }
  }

  boolean virtualFree(long address, long size, int freeType) {
    try {
      return (int) virtualFree.invokeExact(address, size, freeType) != 0;
    } catch (Throwable cannotHappen) {
      throw new AssertionError(cannotHappen);
    }
  }

  /** Unlike the others it returns an error code. */
  boolean discardVirtualMemory(long address, long size) {
    try {
      return (int) discardVirtualMemory.invokeExact(address, size) == ERROR_SUCCESS;
    } catch (Throwable cannotHappen) {
      throw new AssertionError(cannotHappen);
    }
  }

  boolean queryWorkingSetEx(long entries, int size) {
    try {
      return (int) queryWorkingSetEx.invokeExact(CURRENT_PROCESS, entries, size) != 0;
    } catch (Throwable cannotHappen) {
      throw new AssertionError(cannotHappen);
    }
  }

  boolean globalMemoryStatusEx(long status) {
    try {
      return (int) globalMemoryStatusEx.invokeExact(status) != 0;
    } catch (Throwable cannotHappen) {
      throw new AssertionError(cannotHappen);
    }
  }
}
