// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** What a DLL exports. Linking takes some milliseconds for each distinct signature. */
final class Exports {
  private final SymbolLookup lookup;

  Exports(SymbolLookup lookup) {
    this.lookup = lookup;
  }

  boolean has(WinFspFunction function) {
    return lookup.find(function.name()).isPresent();
  }

  long address(WinFspFunction function) throws WinFspException {
    return symbol(function).address();
  }

  MethodHandle link(WinFspFunction function) throws WinFspException {
    return Linker.nativeLinker().downcallHandle(symbol(function), function.descriptor());
  }

  private MemorySegment symbol(WinFspFunction function) throws WinFspException {
    MemorySegment symbol = lookup.find(function.name()).orElse(MemorySegment.NULL);
    if (symbol.address() == Pointer.NULL) {
      throw new WinFspException(NtStatus.STATUS_DLL_NOT_FOUND, StartFailure.missing(function));
    }
    return symbol;
  }
}
