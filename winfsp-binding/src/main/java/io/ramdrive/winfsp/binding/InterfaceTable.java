// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** FSP_FILE_SYSTEM_INTERFACE for {@link Operations}: a pointer to a stub of each of their slots. */
final class InterfaceTable {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle IS_TRUE = find("isTrue", methodType(boolean.class, byte.class));

  private InterfaceTable() {}

  /**
   * Makes the table and its stubs. WinFsp keeps pointers to all of it: {@code arena} has to live
   * until FspFileSystemDelete has returned.
   */
  static MemorySegment allocate(Arena arena, Operations operations, DispatcherEnd end) {
    MemorySegment table = arena.allocate(InterfaceSlot.INTERFACE_SIZE, 8);
    for (InterfaceSlot slot : operations.slots()) {
      Object receiver = slot == InterfaceSlot.DispatcherStopped ? end : operations;
      table.set(JAVA_LONG, slot.offset(), stub(arena, slot, receiver).address());
    }
    return table;
  }

  private static MemorySegment stub(Arena arena, InterfaceSlot slot, Object receiver) {
    MethodHandle target = target(slot, receiver);
    MethodHandle failed =
        target.type().returnType() == void.class
            ? find("failed", methodType(void.class, String.class, Throwable.class))
            : find("answerFailed", methodType(int.class, String.class, Throwable.class));
    MethodHandle safe =
        MethodHandles.catchException(
            target, Throwable.class, MethodHandles.insertArguments(failed, 0, slot.name()));
    return Linker.nativeLinker().upcallStub(safe, slot.descriptor(), arena);
  }

  /** The method of the slot, as C calls it: with the file system first, and bytes for booleans. */
  private static MethodHandle target(InterfaceSlot slot, Object receiver) {
    MethodType arguments = slot.descriptor().toMethodType().dropParameterTypes(0, 1);
    MethodType java = arguments;
    for (int i = 0; i < java.parameterCount(); i++) {
      if (java.parameterType(i) == byte.class) {
        java = java.changeParameterType(i, boolean.class);
      }
    }
    MethodHandle method = method(slot, receiver, java);
    for (int i = 0; i < arguments.parameterCount(); i++) {
      if (arguments.parameterType(i) == byte.class) {
        method = MethodHandles.filterArguments(method, i, IS_TRUE);
      }
    }
    return MethodHandles.dropArguments(method, 0, long.class);
  }

  private static MethodHandle method(InterfaceSlot slot, Object receiver, MethodType type) {
    Class<?> owner = receiver instanceof DispatcherEnd ? DispatcherEnd.class : Operations.class;
    try {
      return LOOKUP.findVirtual(owner, slot.methodName(), type).bindTo(receiver);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static MethodHandle find(String name, MethodType type) {
    try {
      return LOOKUP.findStatic(Upcall.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
