// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static java.lang.foreign.ValueLayout.JAVA_CHAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.NameMatching;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The rule by which a drive finds names is that of Windows' driver, or the driver would refuse the
 * spelling that a drive tells it. Characters that this Windows does not know yet may differ.
 */
class UpperCaseTest {
  @Test
  void isThatOfThisWindows() throws Throwable {
    // wdm.h: WCHAR RtlUpcaseUnicodeChar(WCHAR).
    MethodHandle rtlUpcaseUnicodeChar =
        Linker.nativeLinker()
            .downcallHandle(
                SymbolLookup.libraryLookup("ntdll", Arena.global())
                    .findOrThrow("RtlUpcaseUnicodeChar"),
                FunctionDescriptor.of(JAVA_CHAR, JAVA_CHAR));
    List<String> differences = new ArrayList<>();
    for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
      char windows = (char) rtlUpcaseUnicodeChar.invokeExact((char) unit);
      char ours = NameMatching.upperCase((char) unit);
      // What Windows has folded together a drive has to fold together, and nothing else where it
      // leaves letters alone that it does know.
      if (windows != ours && (windows != unit || knownToWindows(rtlUpcaseUnicodeChar, ours))) {
        differences.add("U+%04X: U+%04X, not U+%04X".formatted(unit, (int) ours, (int) windows));
      }
    }
    assertThat(differences).isEmpty();
  }

  /** Whether any character is in lower case what {@code upper} is in upper case. */
  private static boolean knownToWindows(MethodHandle rtlUpcaseUnicodeChar, char upper)
      throws Throwable {
    for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
      if (unit != upper && (char) rtlUpcaseUnicodeChar.invokeExact((char) unit) == upper) {
        return true;
      }
    }
    return false;
  }
}
