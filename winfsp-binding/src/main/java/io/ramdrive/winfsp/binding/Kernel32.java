// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static io.ramdrive.winfsp.binding.Signature.INT;
import static io.ramdrive.winfsp.binding.Signature.POINTER;
import static io.ramdrive.winfsp.binding.Signature.returning;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** What is needed of kernel32.dll. */
final class Kernel32 {
  /** STD_ERROR_HANDLE of winbase.h. */
  private static final int STD_ERROR_HANDLE = -12;

  private final MethodHandle getStdHandle;

  Kernel32(SymbolLookup exports) {
    getStdHandle =
        Linker.nativeLinker()
            .downcallHandle(exports.findOrThrow("GetStdHandle"), returning(POINTER, INT));
  }

  static Kernel32 ofWindows() {
    return new Kernel32(SymbolLookup.libraryLookup("kernel32.dll", Arena.global()));
  }

  long standardErrorHandle() {
    try {
      return (long) getStdHandle.invokeExact(STD_ERROR_HANDLE);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }
}
