// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.foreign.MemorySegment;

/**
 * Zeroed memory from the operating system that becomes resident only where it is touched. (An Arena
 * would touch all of it at once: megabytes per dispatcher that small requests never need.)
 */
final class MappedMemory implements AutoCloseable {
  private final Syscalls syscalls;
  private final MemorySegment segment;

  private MappedMemory(Syscalls syscalls, MemorySegment segment) {
    this.syscalls = syscalls;
    this.segment = segment;
  }

  /**
   * Maps {@code length} bytes.
   *
   * @throws MountException when there is no room
   */
  static MappedMemory map(Syscalls syscalls, long length) throws MountException {
    long address = syscalls.mmapLazily(length);
    if (address < 0) {
      throw new MountException(
          "No memory for a request buffer of "
              + length
              + " bytes: mmap failed with "
              + Errno.name((int) -address)
              + ".");
    }
    return new MappedMemory(syscalls, MemorySegment.ofAddress(address).reinterpret(length));
  }

  /** The whole of it; not to be used after {@link #close()}, which the JVM cannot check. */
  MemorySegment segment() {
    return segment;
  }

  @Override
  public void close() {
    syscalls.munmap(segment.address(), segment.byteSize());
  }
}
