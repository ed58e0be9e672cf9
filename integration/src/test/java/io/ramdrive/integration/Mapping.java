// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A file in memory by mmap; {@link #close()} unmaps. */
final class Mapping implements AutoCloseable {
  private final MemorySegment memory;

  private Mapping(MemorySegment memory) {
    this.memory = memory;
  }

  /** Maps {@code length} bytes at {@code offset}, with PROT_* and MAP_* of {@link LinuxFlags}. */
  static Mapping of(int fd, long offset, long length, int protection, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      long address = SystemCall.MMAP.with(arena, 0, length, protection, flags, fd, offset);
      return new Mapping(MemorySegment.ofAddress(address).reinterpret(length));
    }
  }

  MemorySegment memory() {
    return memory;
  }

  byte[] get(long offset, long length) {
    return memory.asSlice(offset, length).toArray(JAVA_BYTE);
  }

  void put(long offset, byte[] data) {
    MemorySegment.copy(data, 0, memory, JAVA_BYTE, offset, data.length);
  }

  /** Writes changes to the file; {@code flags} are MS_SYNC or MS_ASYNC. */
  void sync(int flags) {
    try (Arena arena = Arena.ofConfined()) {
      SystemCall.MSYNC.with(arena, memory.address(), memory.byteSize(), flags);
    }
  }

  @Override
  public void close() {
    try (Arena arena = Arena.ofConfined()) {
      SystemCall.MUNMAP.with(arena, memory.address(), memory.byteSize());
    }
  }
}
