// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table that WinFsp calls, called as WinFsp does: through its pointers. */
class InterfaceTableTest {
  private static final long FILE_SYSTEM = 77;

  private final Arena arena = Arena.ofConfined();
  private final List<Object> received = new ArrayList<>();
  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void free() {
    arena.close();
    log.close();
  }

  /** Operations whose every method notes its name and arguments, and answers what it is given. */
  private Operations operations(Set<InterfaceSlot> slots, Supplier<Object> answer) {
    return (Operations)
        Proxy.newProxyInstance(
            Operations.class.getClassLoader(),
            new Class<?>[] {Operations.class},
            (_, method, arguments) -> {
              if (method.getName().equals("slots")) {
                return slots;
              }
              received.add(method.getName());
              received.addAll(List.of(arguments));
              Object result = answer.get();
              return method.getReturnType() == void.class ? null : result;
            });
  }

  private MemorySegment table(Set<InterfaceSlot> slots, Supplier<Object> answer) {
    Operations operations = operations(slots, answer);
    return InterfaceTable.allocate(arena, operations, new DispatcherEnd(operations));
  }

  private static Object call(MemorySegment table, InterfaceSlot slot, List<Object> arguments) {
    try {
      return FakeDll.call(table.get(JAVA_LONG, slot.offset()), slot.descriptor())
          .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Arguments that all differ, each of its C type. */
  private static List<Object> arguments(InterfaceSlot slot) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(FILE_SYSTEM);
    List<Class<?>> types = slot.descriptor().toMethodType().parameterList();
    for (int i = 1; i < types.size(); i++) {
      Class<?> type = types.get(i);
      if (type == byte.class) {
        arguments.add((byte) (i % 2 == 0 ? 2 : 0));
      } else {
        arguments.add(type == int.class ? (Object) (1000 + i) : (Object) (0x1_0000_0000L + i));
      }
    }
    return arguments;
  }

  @ParameterizedTest
  @EnumSource(InterfaceSlot.class)
  void aSlotCallsItsMethodWithWhatItWasGiven(InterfaceSlot slot) {
    List<Object> arguments = arguments(slot);

    Object answer = call(table(EnumSet.of(slot), () -> 42), slot, arguments);

    List<Object> expected = new ArrayList<>();
    expected.add(slot.name().substring(0, 1).toLowerCase(Locale.ROOT) + slot.name().substring(1));
    for (Object argument : arguments.subList(1, arguments.size())) {
      expected.add(argument instanceof Byte flag ? (Object) (flag != 0) : argument);
    }
    assertThat(received).isEqualTo(expected);
    assertThat(answer).isEqualTo(isVoid(slot) ? null : 42);
  }

  /** A caller may leave anything in the rest of the register that a BOOLEAN comes in. */
  @Test
  void ofABooleanOnlyTheLowByteCounts() throws Throwable {
    MemorySegment table = table(EnumSet.of(InterfaceSlot.SetDelete), () -> 0);
    FunctionDescriptor wide =
        FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    MethodHandle setDelete =
        FakeDll.call(table.get(JAVA_LONG, InterfaceSlot.SetDelete.offset()), wide);
    for (int value : new int[] {0xABCD_EF00, 0x0000_0101, 0xFFFF_FF80, 0x100}) {
      assertThat((int) setDelete.invokeExact(FILE_SYSTEM, 1L, 2L, value)).isZero();
    }

    assertThat(received.stream().filter(Boolean.class::isInstance))
        .containsExactly(false, true, true, false);
  }

  @ParameterizedTest
  @EnumSource(InterfaceSlot.class)
  void anExceptionBecomesAStatus(InterfaceSlot slot) {
    Supplier<Object> failing =
        () -> {
          throw new IllegalStateException("thrown by the test");
        };

    Object answer = call(table(EnumSet.of(slot), failing), slot, arguments(slot));

    assertThat(answer).isEqualTo(isVoid(slot) ? null : NtStatus.STATUS_INTERNAL_ERROR);
    assertThat(log.messages()).containsExactly("The file system's " + slot + " failed.");
  }

  @Test
  void outOfMemoryIsToldApart() {
    Supplier<Object> failing =
        () -> {
          throw new OutOfMemoryError("thrown by the test");
        };
    InterfaceSlot slot = InterfaceSlot.Create;

    assertThat(call(table(EnumSet.of(slot), failing), slot, arguments(slot)))
        .isEqualTo(NtStatus.STATUS_INSUFFICIENT_RESOURCES);
  }

  @Test
  void aStackThatOverflowsBecomesAStatus() {
    InterfaceSlot slot = InterfaceSlot.Flush;

    assertThat(call(table(EnumSet.of(slot), InterfaceTableTest::overflow), slot, arguments(slot)))
        .isEqualTo(NtStatus.STATUS_INTERNAL_ERROR);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Object overflow() {
    return overflow();
  }

  @Test
  void justTheIntendedSlotsAreFilledIn() {
    Set<InterfaceSlot> slots = EnumSet.of(InterfaceSlot.Open, InterfaceSlot.SetDelete);

    MemorySegment table = table(slots, () -> 0);

    assertThat(table.byteSize()).isEqualTo(512);
    for (long offset = 0; offset < table.byteSize(); offset += 8) {
      boolean intended =
          offset == InterfaceSlot.Open.offset() || offset == InterfaceSlot.SetDelete.offset();
      assertThat(table.get(JAVA_LONG, offset) != 0).as("at %d", offset).isEqualTo(intended);
    }
  }

  @Test
  void allSlotsAreThirtyTwoAndTheObsoleteAndReservedOnesStayZero() {
    MemorySegment table = table(EnumSet.allOf(InterfaceSlot.class), () -> 0);

    List<Long> empty = new ArrayList<>();
    for (long slot = 0; slot < 64; slot++) {
      if (table.get(JAVA_LONG, 8 * slot) == 0) {
        empty.add(slot);
      }
    }
    assertThat(empty).hasSize(32).startsWith(31L, 33L).endsWith(63L);
  }

  private static boolean isVoid(InterfaceSlot slot) {
    return slot.descriptor().returnLayout().isEmpty();
  }
}
