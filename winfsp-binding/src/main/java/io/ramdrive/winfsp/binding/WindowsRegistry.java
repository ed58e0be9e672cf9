// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static io.ramdrive.winfsp.binding.Signature.INT;
import static io.ramdrive.winfsp.binding.Signature.POINTER;
import static io.ramdrive.winfsp.binding.Signature.returning;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The registry through advapi32.dll. */
final class WindowsRegistry implements Registry {
  /** HKEY_LOCAL_MACHINE of winreg.h, with its sign extended as C does it. */
  private static final long HKEY_LOCAL_MACHINE = 0xFFFF_FFFF_8000_0002L;

  /** RRF_RT_REG_SZ of winreg.h: nothing but text, always ended by NUL. */
  private static final int RRF_RT_REG_SZ = 0x2;

  private static final int ERROR_SUCCESS = 0;
  private static final int ERROR_MORE_DATA = 234;

  /** Ample for a folder, in bytes. */
  private static final int FIRST_GUESS = 1024;

  private final MethodHandle regGetValue;

  WindowsRegistry(SymbolLookup advapi32) {
    regGetValue =
        Linker.nativeLinker()
            .downcallHandle(
                advapi32.findOrThrow("RegGetValueW"),
                returning(INT, POINTER, POINTER, POINTER, INT, POINTER, POINTER, POINTER));
  }

  static WindowsRegistry ofWindows() {
    return new WindowsRegistry(SymbolLookup.libraryLookup("advapi32.dll", Arena.global()));
  }

  @Override
  public Optional<String> text(String key, String value) {
    try (Arena arena = Arena.ofConfined()) {
      long keyText = WideString.allocate(arena, key).address();
      long valueText = WideString.allocate(arena, value).address();
      MemorySegment size = arena.allocateFrom(JAVA_INT, FIRST_GUESS);
      MemorySegment data = arena.allocate(FIRST_GUESS, 2);
      int error = get(keyText, valueText, data.address(), size.address());
      if (error == ERROR_MORE_DATA) {
        data = arena.allocate(Integer.toUnsignedLong(size.get(JAVA_INT, 0)), 2);
        error = get(keyText, valueText, data.address(), size.address());
      }
      return error == ERROR_SUCCESS ? Optional.of(WideString.read(data, 0)) : Optional.empty();
    }
  }

  private int get(long key, long value, long data, long size) {
    try {
      return (int)
          regGetValue.invokeExact(
              HKEY_LOCAL_MACHINE, key, value, RRF_RT_REG_SZ, Pointer.NULL, data, size);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }
}
