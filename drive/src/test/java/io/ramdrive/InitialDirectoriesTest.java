// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.NameMatching;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialDirectoriesTest {
  @Test
  void splitsPathsIntoNames() {
    assertThat(InitialDirectories.parse("", NameMatching.EXACT)).isEmpty();
    assertThat(InitialDirectories.parse("Temp", NameMatching.EXACT))
        .containsExactly(List.of("Temp"));
    assertThat(InitialDirectories.parse("Temp, Cache/App 1,x", NameMatching.EXACT))
        .containsExactly(List.of("Temp"), List.of("Cache", "App 1"), List.of("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "a/", "a//b", ".", "a/..", ",", "a,", "a\0b"})
  void acceptsOnlyPathsFromTheRoot(String text) {
    assertThatThrownBy(() -> InitialDirectories.parse(text, NameMatching.EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a path from the drive's root, such as Cache/App1");
  }

  @Test
  void countsTheBytesOfAName() {
    assertThat(InitialDirectories.parse("ü".repeat(127), NameMatching.EXACT)).hasSize(1);
    String tooLong = "ü".repeat(128);
    assertThatThrownBy(() -> InitialDirectories.parse(tooLong, NameMatching.EXACT))
        .hasMessage("initial-directories: a name in '" + tooLong + "' is longer than 255 bytes");
    NameMatching windows = NameMatching.CASE_INSENSITIVE;
    assertThat(InitialDirectories.parse("ü".repeat(255), windows)).hasSize(1);
    assertThatThrownBy(() -> InitialDirectories.parse("ü".repeat(256), windows))
        .hasMessageEndingWith("is longer than 255 characters");
  }
}
