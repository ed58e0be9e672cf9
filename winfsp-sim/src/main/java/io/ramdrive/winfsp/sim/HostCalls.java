// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file system's FSP_FILE_SYSTEM_INTERFACE. Like the DLL it keeps the address only, and reads
 * the pointer again for each call; unlike the DLL it knows what the table looked like.
 */
final class HostCalls {
  private static final Map<InterfaceSlot, MethodHandle> CALLS = calls();

  private final long table;
  private final byte[] original;
  private final Violations violations;
  private volatile boolean closed;

  HostCalls(long table, Violations violations) {
    this.table = table;
    this.violations = violations;
    this.original = content(table);
  }

  private static Map<InterfaceSlot, MethodHandle> calls() {
    Map<InterfaceSlot, MethodHandle> calls = new EnumMap<>(InterfaceSlot.class);
    for (InterfaceSlot slot : InterfaceSlot.values()) {
      MethodHandle call = Linker.nativeLinker().downcallHandle(slot.descriptor());
      int arguments = slot.descriptor().argumentLayouts().size();
      call = call.asSpreader(Object[].class, arguments);
      calls.put(slot, call.asType(call.type().changeReturnType(Object.class)));
    }
    return calls;
  }

  private static byte[] content(long table) {
    return Pointer.MEMORY.asSlice(table, InterfaceSlot.INTERFACE_SIZE).toArray(JAVA_BYTE);
  }

  boolean has(InterfaceSlot slot) {
    return pointer(slot) != 0;
  }

  private long pointer(InterfaceSlot slot) {
    checkTable();
    return Pointer.MEMORY.get(Pointer.LAYOUT, table + slot.offset());
  }

  /** The file system is deleted: nothing may be called, nor looked at. */
  void close() {
    closed = true;
  }

  /** The table has to stay where it is, and as it is, until the file system is deleted. */
  void checkTable() {
    if (closed) {
      throw new InvariantViolation(Invariant.STOP, "a callback after Delete");
    }
    if (!Arrays.equals(content(table), original)) {
      InvariantViolation violation =
          new InvariantViolation(
              Invariant.MEMORY, "FSP_FILE_SYSTEM_INTERFACE changed or was freed before Delete");
      violations.report(violation);
      throw violation;
    }
  }

  /** Calls a slot; null from one that returns nothing. */
  @Nullable Object call(InterfaceSlot slot, Object... arguments) {
    MemorySegment function = MemorySegment.ofAddress(pointer(slot));
    try {
      return (Object) Objects.requireNonNull(CALLS.get(slot)).invokeExact(function, arguments);
    } catch (Throwable e) {
      throw new AssertionError("cannot call " + slot, e);
    }
  }
}
