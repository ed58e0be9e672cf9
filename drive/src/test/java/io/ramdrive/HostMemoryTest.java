// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostMemoryTest {
  private static final String MEMINFO =
      """
      MemTotal:          1000 kB
      MemFree:            100 kB
      MemAvailable:       600 kB
      SwapCached:          11 kB
      SwapTotal:         2000 kB
      SwapFree:          1500 kB
      """;

  @Test
  void readsKibibytes() {
    assertThat(HostMemory.parse(MEMINFO, null, null))
        .isEqualTo(new HostMemory(1000 << 10, 600 << 10, 2000 << 10));
  }

  @Test
  void heedsTheLimitOfAContainer() {
    assertThat(HostMemory.parse(MEMINFO, "512000\n", "12000\n"))
        .isEqualTo(new HostMemory(512_000, 500_000, 2000 << 10));
    assertThat(HostMemory.parse(MEMINFO, "max\n", "12000\n").total()).isEqualTo(1000 << 10);
    assertThat(HostMemory.parse(MEMINFO, "512000", "999999").available()).isZero();
  }

  @Test
  void knowsThisMachine() {
    HostMemory memory = HostMemory.read();
    assertThat(memory.total()).isPositive();
    assertThat(memory.available()).isBetween(1L, memory.total());
  }
}
