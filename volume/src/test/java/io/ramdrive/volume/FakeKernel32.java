// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Windows' functions for memory, over Linux' own: what they are called with, and what Windows
 * leaves open as unfriendly as it may be.
 */
final class FakeKernel32 implements SymbolLookup, AutoCloseable {
  /** Windows aligns reservations to this, and no better. */
  static final long GRANULARITY = 64 << 10;

  private static final int ALIGNMENT = 2 << 20;

  final List<String> calls = new ArrayList<>();
  boolean reserves = true;
  boolean commits = true;
  boolean discards = true;
  boolean resets = true;
  long available = Long.MAX_VALUE;

  private final Arena arena = Arena.ofShared();
  private final NativeMemory linux = NativeMemory.ofThisPlatform();
  private final Map<Long, Long> ranges = new HashMap<>();
  private final Map<String, MemorySegment> functions = new HashMap<>();

  FakeKernel32() {
    export("VirtualAlloc", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT);
    export("VirtualFree", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    export("DiscardVirtualMemory", JAVA_INT, JAVA_LONG, JAVA_LONG);
    export("K32QueryWorkingSetEx", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    export("GlobalMemoryStatusEx", JAVA_INT, JAVA_LONG);
  }

  private void export(String name, MemoryLayout result, MemoryLayout... arguments) {
    FunctionDescriptor descriptor = FunctionDescriptor.of(result, arguments);
    MethodType type = descriptor.toMethodType();
    String method = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    try {
      functions.put(
          name,
          Linker.nativeLinker()
              .upcallStub(MethodHandles.lookup().bind(this, method, type), descriptor, arena));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Override
  public Optional<MemorySegment> find(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  /** How many ranges are not freed. */
  int ranges() {
    return ranges.size();
  }

  @SuppressWarnings("unused") // by its name
  long virtualAlloc(long address, long size, int type, int protect) {
    calls.add("VirtualAlloc %x %x %x %x".formatted(address == 0 ? 0 : 1, size, type, protect));
    boolean granted =
        ((type & WindowsNativeMemory.MEM_RESERVE) == 0 || reserves)
            && ((type & WindowsNativeMemory.MEM_COMMIT) == 0 || commits)
            && ((type & WindowsNativeMemory.MEM_RESET) == 0 || resets);
    if (!granted) {
      return 0;
    }
    if (address != 0) {
      return address;
    }
    long aligned = linux.reserve(size + ALIGNMENT, ALIGNMENT);
    ranges.put(aligned + GRANULARITY, size + ALIGNMENT);
    return aligned + GRANULARITY;
  }

  @SuppressWarnings("unused") // by its name
  int virtualFree(long address, long size, int type) {
    Long length = ranges.remove(address);
    calls.add("VirtualFree %s %x %x".formatted(length == null ? "?" : "range", size, type));
    if (length != null) {
      linux.unmap(address - GRANULARITY, length);
    }
    return length == null ? 0 : 1;
  }

  /** Leaves anything in memory. */
  @SuppressWarnings("unused") // by its name
  int discardVirtualMemory(long address, long size) {
    calls.add("DiscardVirtualMemory 1 %x".formatted(size));
    if (discards) {
      MemorySegment.ofAddress(address).reinterpret(size).fill((byte) 0xDD);
    }
    return discards ? 0 : 87;
  }

  /** Every other page is resident. */
  @SuppressWarnings("unused") // by its name
  int k32QueryWorkingSetEx(long process, long entries, int size) {
    calls.add("K32QueryWorkingSetEx %d %x".formatted(process, size));
    MemorySegment table = MemorySegment.ofAddress(entries).reinterpret(size);
    for (int at = 0; at < size; at += 16) {
      long page = table.get(JAVA_LONG, at) / 4096;
      table.set(JAVA_LONG, at + 8, page % 2 == 0 ? 0x1001 : 0x8000);
    }
    return 1;
  }

  @SuppressWarnings("unused") // by its name
  int globalMemoryStatusEx(long status) {
    MemorySegment memory = MemorySegment.ofAddress(status).reinterpret(64);
    calls.add("GlobalMemoryStatusEx %d".formatted(memory.get(JAVA_INT, 0)));
    memory.asSlice(4).fill((byte) 0x11);
    memory.set(JAVA_LONG, 16, available);
    return 1;
  }

  /** The byte at an address. */
  static byte at(long address) {
    return MemorySegment.ofAddress(address).reinterpret(1).get(JAVA_BYTE, 0);
  }

  @Override
  public void close() {
    arena.close();
  }
}
