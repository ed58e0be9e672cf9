// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** The memory of a volume, asked of Windows itself. */
class WindowsMemoryTest {
  private static final long MIB = 1 << 20;
  private static final long LENGTH = 64 * MIB;
  private static final long HALF = LENGTH / 2;

  private final NativeMemory memory = new WindowsNativeMemory(Kernel32.ofThisSystem());

  @Test
  void isTheOneOfThisPlatform() {
    assertThat(NativeMemory.ofThisPlatform()).isInstanceOf(WindowsNativeMemory.class);
  }

  @Test
  void isGivenWhenWrittenAndTakenBackWhenDiscarded() {
    long address = memory.reserve(LENGTH, 2 * MIB);
    MemorySegment range = MemorySegment.ofAddress(address).reinterpret(LENGTH);
    assertThat(address % (2 * MIB)).isZero();
    assertThat(memory.residentBytes(address, LENGTH)).isZero();
    assertThat(range.get(JAVA_BYTE, LENGTH - 1)).isZero();
    range.fill((byte) 7);
    assertThat(memory.residentBytes(address, LENGTH)).isGreaterThan(HALF);
    // When the memory goes is up to Windows; the rest of the range must be as it was.
    assertThat(memory.discard(address, HALF)).isTrue();
    assertThat(range.get(JAVA_BYTE, HALF)).isEqualTo((byte) 7);
    range.asSlice(0, HALF).fill((byte) 8);
    assertThat(range.get(JAVA_BYTE, HALF - 1)).isEqualTo((byte) 8);
    memory.unmap(address, LENGTH);
  }

  @Test
  void canBeHadAtOnce() {
    long address = memory.reserve(LENGTH, 2 * MIB);
    memory.populate(address, LENGTH);
    assertThat(memory.residentBytes(address, LENGTH)).isGreaterThan(HALF);
    assertThatThrownBy(() -> memory.populate(address, 1L << 50))
        .hasMessageStartingWith("cannot preallocate 1073741824 MiB: only ");
    memory.unmap(address, LENGTH);
  }

  @Test
  void refusesWhatNoMachineHas() {
    assertThatThrownBy(() -> memory.reserve(1L << 46, 2 * MIB))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("choose a smaller capacity");
  }

  @Test
  void hasZerosToRead() {
    long address = memory.zeros(2 * MIB);
    MemorySegment zeros = MemorySegment.ofAddress(address).reinterpret(2 * MIB);
    assertThat(zeros.mismatch(MemorySegment.ofArray(new byte[(int) (2 * MIB)]))).isEqualTo(-1);
    memory.unmap(address, 2 * MIB);
  }
}
