// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Windows is asked for, and what is made of its answers. */
final class WindowsNativeMemoryTest {
  private static final int MIB = 1 << 20;

  private final FakeKernel32 windows = new FakeKernel32();
  private final NativeMemory memory = new WindowsNativeMemory(new Kernel32(windows));

  @AfterEach
  void nothingIsLeft() {
    assertThat(windows.ranges()).isZero();
    windows.close();
  }

  @Test
  void aRangeIsReservedWithRoomToAlignItAndCommitted() {
    long address = memory.reserve(3 * MIB, 2 * MIB);
    assertThat(address % (2 * MIB)).isZero();
    memory.unmap(address, 3 * MIB);
    memory.unmap(address, 3 * MIB);
    assertThat(windows.calls)
        .containsExactly(
            "VirtualAlloc 0 500000 2000 4",
            "VirtualAlloc 1 300000 1000 4",
            "VirtualFree range 0 8000");
  }

  @Test
  void whatWindowsRefusesIsSaidInOneSentence() {
    windows.commits = false;
    assertThatThrownBy(() -> memory.reserve(3 * MIB, 2 * MIB))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Windows cannot promise 3 MiB of memory; choose a smaller capacity, end other"
                + " programs, or enlarge the page file");
    assertThatThrownBy(() -> memory.zeros(2 * MIB)).hasMessageContaining("2 MiB");
    windows.reserves = false;
    assertThatThrownBy(() -> memory.reserve(3 * MIB, 2 * MIB))
        .hasMessage("cannot reserve 3 MiB of address space; choose a smaller capacity");
  }

  @Test
  void zerosCannotBeWritten() {
    long address = memory.zeros(2 * MIB);
    assertThat(windows.calls).containsExactly("VirtualAlloc 0 200000 3000 2");
    assertThat(FakeKernel32.at(address)).isZero();
    memory.unmap(address, 2 * MIB);
  }

  @Test
  void discardingNeverDecommits() {
    long address = memory.reserve(2 * MIB, 2 * MIB);
    windows.calls.clear();
    assertThat(memory.discard(address, 2 * MIB)).isTrue();
    windows.discards = false;
    assertThat(memory.discard(address, 2 * MIB)).isTrue();
    windows.resets = false;
    assertThat(memory.discard(address, 2 * MIB)).isFalse();
    assertThat(windows.calls)
        .containsExactly(
            "DiscardVirtualMemory 1 200000",
            "DiscardVirtualMemory 1 200000",
            "VirtualAlloc 1 200000 80000 4",
            "DiscardVirtualMemory 1 200000",
            "VirtualAlloc 1 200000 80000 4");
    memory.unmap(address, 2 * MIB);
  }

  @Test
  void residentIsWhatTheWorkingSetHas() {
    long address = memory.reserve(66 * MIB, 2 * MIB);
    windows.calls.clear();
    assertThat(memory.residentBytes(address, 66 * MIB)).isEqualTo(33 * MIB);
    assertThat(windows.calls)
        .containsExactly("K32QueryWorkingSetEx -1 40000", "K32QueryWorkingSetEx -1 2000");
    memory.unmap(address, 66 * MIB);
  }

  @Test
  void populatingAsksFirst() {
    long address = memory.reserve(2 * MIB, 2 * MIB);
    windows.calls.clear();
    windows.available = MIB;
    assertThatThrownBy(() -> memory.populate(address, 2 * MIB))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cannot preallocate 2 MiB: only 1 MiB of memory are free; choose a smaller capacity,"
                + " end other programs, or do without preallocation");
    windows.available = 2 * MIB;
    memory.populate(address, 2 * MIB);
    assertThat(windows.calls).containsExactly("GlobalMemoryStatusEx 64", "GlobalMemoryStatusEx 64");
    memory.unmap(address, 2 * MIB);
  }

  @Test
  void aPoolTakesNothingThatWasDiscardedForZeros() {
    try (PagePool pool = new PagePool(memory, 8 * MIB, 4096, 0, false)) {
      int[] pages = new int[2048];
      assertThat(pool.allocate(pages, 0, 2048)).isEqualTo(2048);
      pool.publish(2048);
      for (int page : pages) {
        assertThat(pool.isZero(page)).isTrue();
      }
      pool.memory().fill((byte) 7);
      pool.release(pages, 0, 2048);
      pool.trim();
      assertThat(windows.calls).contains("DiscardVirtualMemory 1 200000");
      assertThat(pool.allocate(pages, 0, 2048)).isEqualTo(2048);
      for (int page : pages) {
        assertThat(!pool.isZero(page) || FakeKernel32.at(pool.address(page)) == 0).isTrue();
      }
      pool.giveBack(pages, 0, 2048);
    }
  }
}
