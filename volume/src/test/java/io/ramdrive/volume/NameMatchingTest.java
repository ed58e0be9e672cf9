// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NameMatchingTest {
  @ParameterizedTest
  @CsvSource({
    "readme.txt, README.TXT",
    "mIxEd[`{, MiXeD[`{",
    "straße, STRAßE",
    "ärger, ÄRGER",
    "ÿ, Ÿ",
    "σίσυφος, ΣΊΣΥΦΟΣ",
    "дом, ДОМ",
    "a長b, A長B",
    "𐐨x, 𐐨X",
    "ⅸ, Ⅸ"
  })
  void lettersAreOneInBothCases(String one, String other) {
    assertThat(isOne(utf8(one), utf8(other))).isTrue();
  }

  /** The last of them Java takes for one, and Windows does not. */
  @ParameterizedTest
  @CsvSource({
    "a, b",
    "a, aa",
    "[, {",
    "@, `",
    "straße, STRASSE",
    "𐐨, 𐐀",
    "ä, a",
    "ﬁ, FI",
    "µ, Μ",
    "ϐ, Β",
    "ǅ, Ǆ",
    "ẛ, Ṡ",
    "\u1fbe, Ι",
    "ı, I",
    "ı, i",
    "ſ, S",
    "ſ, s"
  })
  void otherNamesAreNot(String one, String other) {
    assertThat(isOne(utf8(one), utf8(other))).isFalse();
    assertThat(isOne(utf8(other), utf8(one))).isFalse();
  }

  @Test
  void everyUnitIsOneWithItsUpperCase() {
    for (char unit = 1; unit < Character.MAX_VALUE; unit++) {
      char upper = NameMatching.upperCase(unit);
      assertThat(isOne(wtf8(unit), wtf8(upper))).as("%04x", (int) unit).isTrue();
      assertThat(NameMatching.upperCase(upper)).as("%04x", (int) unit).isEqualTo(upper);
      assertThat(Character.toUpperCase(unit) == upper || upper == unit).isTrue();
      assertThat(isOne(wtf8(unit), wtf8((char) (unit ^ 0x8000)))).as("%04x", (int) unit).isFalse();
    }
  }

  /** Where Java's upper case is that of another letter, as Windows has it too: sigma only. */
  @Test
  void twoLettersShareAnUpperCaseOnce() {
    List<Integer> shared = new ArrayList<>();
    for (char unit = 0x80; unit < Character.MAX_VALUE; unit++) {
      char upper = NameMatching.upperCase(unit);
      if (upper != unit && Character.toLowerCase(upper) != unit) {
        shared.add((int) unit);
      }
    }
    assertThat(shared).containsExactly(0x03C2);
  }

  @Test
  void bytesThatAreNoLettersAreThemselves() {
    byte[][] names = {
      bytes(0xff),
      bytes(0xfe),
      bytes(0xc1, 'a'), // 'A' in two bytes, which is not its shortest form
      bytes('a'),
      bytes(0xe2, 0x82), // the beginning of a letter
      bytes(0xe2, 0x82, 0xac),
      bytes(0xc3, 0xa4),
      bytes(0xe4),
      bytes(0xf4, 0x90, 0x80, 0x80), // behind the last letter
      bytes(0xed, 0xa0, 0x80), // a surrogate alone
      bytes(0xed, 0xb0, 0x80),
    };
    for (byte[] one : names) {
      for (byte[] other : names) {
        assertThat(isOne(one, other)).isEqualTo(one == other);
      }
    }
  }

  @Test
  void exactNamesAreBytes() {
    assertThat(NameMatching.EXACT.matches(name(utf8("a")), utf8("a"))).isTrue();
    assertThat(NameMatching.EXACT.matches(name(utf8("a")), utf8("A"))).isFalse();
  }

  @Test
  void lengthIsCountedAsTheSystemCountsIt() {
    NameMatching exact = NameMatching.EXACT;
    assertThat(exact.isTooLong(name(utf8("x".repeat(255))))).isFalse();
    assertThat(exact.isTooLong(name(utf8("x".repeat(256))))).isTrue();
    assertThat(exact.isTooLong(name(utf8("ä".repeat(128))))).isTrue();
    NameMatching windows = NameMatching.CASE_INSENSITIVE;
    assertThat(windows.isTooLong(name(utf8("x".repeat(255))))).isFalse();
    assertThat(windows.isTooLong(name(utf8("x".repeat(256))))).isTrue();
    byte[] longest = utf8("長".repeat(255));
    assertThat(windows.isTooLong(name(longest))).isFalse();
    assertThat(longest).hasSize(windows.maxBytes());
    assertThat(windows.isTooLong(name(utf8("長".repeat(255) + "x")))).isTrue();
    assertThat(windows.isTooLong(name(utf8("𐐨".repeat(127) + "x")))).isFalse();
    assertThat(windows.isTooLong(name(utf8("𐐨".repeat(128))))).isTrue();
  }

  /** Whether they match, which they do both ways and only with one hash. */
  private static boolean isOne(byte[] one, byte[] other) {
    NameMatching matching = NameMatching.CASE_INSENSITIVE;
    boolean same = matching.matches(name(one), other);
    assertThat(matching.matches(name(other), one)).isEqualTo(same);
    if (same) {
      assertThat(matching.hash(name(one))).isEqualTo(matching.hash(name(other)));
    }
    return same;
  }

  private static Name name(byte[] bytes) {
    return new Name().wrap(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  /** A surrogate is three bytes, too. */
  private static byte[] wtf8(char unit) {
    if (!Character.isSurrogate(unit)) {
      return utf8(String.valueOf(unit));
    }
    return bytes(0xe0 | unit >> 12, 0x80 | (unit >> 6 & 0x3f), 0x80 | (unit & 0x3f));
  }

  private static byte[] bytes(int... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int value : values) {
      bytes.write(value);
    }
    return bytes.toByteArray();
  }
}
