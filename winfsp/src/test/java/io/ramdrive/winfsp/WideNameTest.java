// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WideNameTest {
  private static byte[] encode(String name) {
    MemorySegment units = MemorySegment.ofArray(name.toCharArray());
    byte[] into = new byte[3 * name.length() + 4];
    int length = WideName.encode(units, 0, name.length(), into, true);
    return Arrays.copyOf(into, length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name.txt",
        "\u00e4\u00df\u4e00\ud83d\ude00",
        "lone \ud83d high",
        "lone low \ude00",
        "\ud83d",
        "\ud83d\ud83d\ude00",
        "\uf0e9 \uf03a\uf02a"
      })
  void nameOfWindowsComesBack(String name) {
    byte[] stored = encode(name);
    assertThat(WideName.decode(stored)).isEqualTo(name);
    if (name.chars().noneMatch(c -> Character.isSurrogate((char) c) || c >= 0xF000)) {
      assertThat(stored).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void nameThatWindowsCannotSayIsShownWithStandIns() {
    byte[] name = {'a', ':', (byte) 0xE9, '?', (byte) 0xE4, (byte) 0xB8, '\\', 7};
    assertThat(WideName.decode(name)).isEqualTo("a\uf03a\uf0e9\uf03f\uf0e4\uf0b8\uf05c\uf007");
    assertThat(encode(WideName.decode(name))).isEqualTo(name);
  }

  @Test
  void nameThatIsTooLongIsToldFromOthers() {
    MemorySegment units = MemorySegment.ofArray("abcdef".toCharArray());
    assertThat(units.get(ValueLayout.JAVA_CHAR_UNALIGNED, 0)).isEqualTo('a');
    assertThat(WideName.encode(units, 0, 6, new byte[6], true)).isEqualTo(-1);
  }
}
