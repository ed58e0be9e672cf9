// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The registry behind a RegGetValueW that behaves as Windows' does. */
class WindowsRegistryTest {
  private static final int ERROR_FILE_NOT_FOUND = 2;
  private static final int ERROR_MORE_DATA = 234;

  private final List<String> asked = new ArrayList<>();
  private String content = "";
  private int error;

  int regGetValueW(
      long key, long subkey, long value, int flags, long pType, long data, long pSize) {
    asked.add(
        "%x %s %s %d %d"
            .formatted(key, WideString.read(subkey), WideString.read(value), flags, pType));
    if (error != 0) {
      return error;
    }
    int room = Pointer.MEMORY.get(JAVA_INT, pSize);
    int needed = 2 * content.length() + 2;
    Pointer.MEMORY.set(JAVA_INT, pSize, needed);
    if (room < needed) {
      return ERROR_MORE_DATA;
    }
    WideString.write(Pointer.MEMORY, data, content + "\0");
    return 0;
  }

  private Registry registry() throws ReflectiveOperationException {
    FunctionDescriptor descriptor =
        FunctionDescriptor.of(
            JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG);
    MemorySegment stub =
        Linker.nativeLinker()
            .upcallStub(
                MethodHandles.lookup().bind(this, "regGetValueW", descriptor.toMethodType()),
                descriptor,
                Arena.ofAuto());
    SymbolLookup advapi32 =
        name -> name.equals("RegGetValueW") ? Optional.of(stub) : Optional.empty();
    return new WindowsRegistry(advapi32);
  }

  @Test
  void aTextIsRead() throws Exception {
    content = "C:\\Program Files (x86)\\WinFsp\\";

    assertThat(registry().text("SOFTWARE\\WinFsp", "InstallDir")).hasValue(content);
    assertThat(asked).containsExactly("ffffffff80000002 SOFTWARE\\WinFsp InstallDir 2 0");
  }

  @Test
  void aLongTextIsAskedForTwice() throws Exception {
    content = "x".repeat(5000);

    assertThat(registry().text("KEY", "VALUE")).hasValue(content);
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatIsAbsentIsNothing() throws Exception {
    error = ERROR_FILE_NOT_FOUND;

    assertThat(registry().text("KEY", "VALUE")).isEmpty();
  }
}
