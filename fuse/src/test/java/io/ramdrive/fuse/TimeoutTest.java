// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeoutTest {
  @Test
  void splitsMilliseconds() {
    assertThat(Timeout.ofMillis(0)).isEqualTo(Timeout.NONE);
    assertThat(Timeout.ofMillis(1)).isEqualTo(new Timeout(0, 1_000_000));
    assertThat(Timeout.ofMillis(12_345)).isEqualTo(new Timeout(12, 345_000_000));
  }

  @Test
  void theLargestValueMeansForEver() {
    assertThat(Timeout.ofMillis(FuseOptions.FOR_EVER)).isEqualTo(Timeout.FOR_EVER);
    assertThat(Timeout.ofMillis(FuseOptions.FOR_EVER - 1))
        .isEqualTo(new Timeout(4294967, 294_000_000));
  }
}
