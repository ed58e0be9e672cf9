// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class WideStringTest {
  /** With a pair of surrogates, and with two that have no partner. */
  private static final String TEXT = "aß\uD83D\uDE00\uDC00\uD800z";

  @Test
  void textSurvives() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = WideString.allocate(arena, TEXT);

      assertThat(copy.byteSize()).isEqualTo(2 * TEXT.length() + 2);
      assertThat(WideString.length(copy, 0)).isEqualTo(TEXT.length());
      assertThat(WideString.read(copy, 0)).isEqualTo(TEXT);
      assertThat(WideString.read(copy.address())).isEqualTo(TEXT);
      assertThat(WideString.read(copy, 2, 2)).isEqualTo(TEXT.substring(1, 3));
      assertThat(WideString.charAt(copy, 2, 1)).isEqualTo('\uD83D');
    }
  }

  @Test
  void theNullPointerIsEmpty() {
    assertThat(WideString.read(Pointer.NULL)).isEmpty();
  }

  @Test
  void theByteOrderIsLittleAndNothingFollows() {
    byte[] bytes = {9, 9, 9, 9, 9, 9};
    MemorySegment memory = MemorySegment.ofArray(bytes);

    assertThat(WideString.write(memory, 1, "\u0102B")).isEqualTo(4);
    assertThat(bytes).containsExactly(9, 2, 1, 'B', 0, 9);
    assertThat(WideString.writeUpperCase(memory, 1, "xä")).isEqualTo(4);
    assertThat(bytes).containsExactly(9, 'X', 0, 'Ä', 0, 9);
  }

  @Test
  void caseIsFoldedUnitByUnitAndNeverIntoAscii() {
    for (int c = 0; c < 0x10000; c++) {
      char upper = WideString.toUpperCase((char) c);
      if (c < 0x80) {
        assertThat(upper).isEqualTo(c >= 'a' && c <= 'z' ? (char) (c - 32) : (char) c);
      } else {
        assertThat((int) upper).isGreaterThanOrEqualTo(0x80);
      }
    }
    assertThat(WideString.toUpperCase('ß')).isEqualTo('ß');
    assertThat(WideString.toUpperCase('ÿ')).isEqualTo('Ÿ');
    assertThat(WideString.toUpperCase('ı')).isEqualTo('ı');
    assertThat(WideString.toUpperCase('ſ')).isEqualTo('ſ');
    assertThat(WideString.toUpperCase('µ')).isEqualTo('µ');
    assertThat(WideString.toUpperCase('ǅ')).isEqualTo('ǅ');
    assertThat(WideString.toUpperCase('ς')).isEqualTo('Σ');
    assertThat(WideString.toUpperCase('\uDC28')).isEqualTo('\uDC28');
  }
}
