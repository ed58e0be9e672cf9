// SPDX-License-Identifier: Apache-2.0
package io.ramdrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class WindowsMemoryTest {
  @Test
  void whatIsBeyondPhysicalMemoryIsInPageFiles() {
    assertThat(parse(8L << 30, 3L << 30, 10L << 30))
        .isEqualTo(new HostMemory(8L << 30, 3L << 30, 2L << 30));
  }

  /** Windows takes what the kernel itself uses off the commit limit. */
  @Test
  void aMachineWithoutPageFilesHasNoSwap() {
    assertThat(parse(8L << 30, 3L << 30, (8L << 30) - 4096).swap()).isZero();
  }

  private static HostMemory parse(long physical, long available, long commitLimit) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(WindowsMemory.SIZE, Long.BYTES);
      status.set(ValueLayout.JAVA_LONG, WindowsMemory.ULL_TOTAL_PHYS, physical);
      status.set(ValueLayout.JAVA_LONG, WindowsMemory.ULL_AVAIL_PHYS, available);
      status.set(ValueLayout.JAVA_LONG, WindowsMemory.ULL_TOTAL_PAGE_FILE, commitLimit);
      return WindowsMemory.parse(status);
    }
  }
}
