// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "65536, 65536",
    "64k, 65536",
    "64K, 65536",
    "512m, 536870912",
    "2g, 2147483648",
    "3T, 3298534883328",
    "9223372036854775807, 9223372036854775807"
  })
  void readsUnitsAsPowersOf1024(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }

  @Test
  void takesPercentOfTheMemory() {
    assertThat(ByteSize.percent("50%", 1000)).isEqualTo(500);
    assertThat(ByteSize.percent("150%", 1000)).isEqualTo(1500);
    long half = ByteSize.parse("50%");
    assertThat(half).isBetween(1L, HostMemory.read().total() / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "k",
        "%",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1.5g",
        "2gb",
        "2q",
        "0x10",
        "12%k",
        "٣",
        "9223372036854775808",
        "9007199254740992k",
        "8388608t",
        "99999999999999999999%",
        "10000000%"
      })
  void saysWhatASizeIs(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + text
                + "' is not a size; write bytes, or a number with k, m, g, t or %, such as 2g");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1535, 1.4 KiB",
    "1536, 1.5 KiB",
    "1048575, 1023.9 KiB",
    "1048576, 1 MiB",
    "2147483648, 2 GiB",
    "9223372036854775807, 7.9 EiB"
  })
  void showsNoMoreThanIsThere(long bytes, String text) {
    assertThat(ByteSize.format(bytes)).isEqualTo(text);
  }
}
