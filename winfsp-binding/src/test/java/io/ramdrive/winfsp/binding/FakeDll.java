// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A DLL whose functions are methods of a subclass, by the header's names with a small first letter;
 * a function without a method answers 0. All calls of methods are told to {@link #calls}.
 */
class FakeDll implements SymbolLookup {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, MemorySegment> symbols = new ConcurrentHashMap<>();
  private final Set<WinFspFunction> missing = new HashSet<>();
  private int version = 0x0002_0001;

  FakeDll without(WinFspFunction function) {
    missing.add(function);
    return this;
  }

  FakeDll version(int major, int minor) {
    version = major << 16 | minor;
    return this;
  }

  WinFspLibrary library() {
    try {
      return WinFspLibrary.of(this);
    } catch (WinFspException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Optional<MemorySegment> find(String name) {
    for (WinFspFunction function : WinFspFunction.values()) {
      if (function.name().equals(name) && !missing.contains(function)) {
        return Optional.of(symbols.computeIfAbsent(name, _ -> stub(function)));
      }
    }
    return Optional.empty();
  }

  private MemorySegment stub(WinFspFunction function) {
    MethodType type = function.descriptor().toMethodType();
    String method = Character.toLowerCase(function.name().charAt(0)) + function.name().substring(1);
    MethodHandle target;
    try {
      target = LOOKUP.findVirtual(getClass(), method, type).bindTo(this);
    } catch (NoSuchMethodException none) {
      target = MethodHandles.empty(type);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    return Linker.nativeLinker().upcallStub(target, function.descriptor(), Arena.ofAuto());
  }

  int fspVersion(long pVersion) {
    Pointer.MEMORY.set(JAVA_INT, pVersion, version);
    return NtStatus.STATUS_SUCCESS;
  }

  /** Calls a function pointer. */
  static MethodHandle call(long function, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(MemorySegment.ofAddress(function), descriptor);
  }

  static long pointerAt(long address) {
    return Pointer.MEMORY.get(JAVA_LONG, address);
  }
}
