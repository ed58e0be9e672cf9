// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Windows 11, WINDOWS",
    "Windows Server 2025, WINDOWS",
    "Linux, LINUX",
    "Mac OS X, LINUX",
    "Darwin, LINUX",
    "'', LINUX"
  })
  void isKnownByTheNameOfTheSystem(String name, Platform platform) {
    assertThat(Platform.named(name)).isEqualTo(platform);
  }
}
