// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.STATUS_BUFFER_OVERFLOW;
import static io.ramdrive.winfsp.binding.NtStatus.STATUS_SUCCESS;

import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Security descriptors of {@link MemFs}. */
final class MemSecurity {
  private static final MemorySegment MEMORY = Pointer.MEMORY;

  private MemSecurity() {}

  /** By the size protocol. */
  static int handOut(MemNode node, long buffer, long pSize) {
    if (pSize == 0) {
      return STATUS_SUCCESS;
    }
    byte[] bytes = node.owner().security;
    long room = MEMORY.get(ValueLayout.JAVA_LONG, pSize);
    MEMORY.set(ValueLayout.JAVA_LONG, pSize, bytes.length);
    if (room < bytes.length) {
      return STATUS_BUFFER_OVERFLOW;
    }
    if (buffer != 0) {
      MemorySegment.copy(bytes, 0, MEMORY, ValueLayout.JAVA_BYTE, buffer, bytes.length);
    }
    return STATUS_SUCCESS;
  }

  /** A self-relative descriptor, as long as its parts reach. */
  static byte[] read(long descriptor) {
    ByteBuffer all =
        MEMORY.asSlice(descriptor, 65536).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    return MEMORY
        .asSlice(descriptor, SecurityDescriptor.length(all))
        .toArray(ValueLayout.JAVA_BYTE);
  }

  /** SetSecurity. */
  static int change(
      WinFspLibrary library, MemNode node, int securityInformation, long modificationDescriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment old = arena.allocateFrom(ValueLayout.JAVA_BYTE, node.security);
      MemorySegment result = arena.allocate(ValueLayout.JAVA_LONG);
      int status =
          library.setSecurityDescriptor(
              old.address(), securityInformation, modificationDescriptor, result.address());
      if (status < 0) {
        return status;
      }
      long made = result.get(ValueLayout.JAVA_LONG, 0);
      node.security = read(made);
      library.deleteSecurityDescriptor(made);
    }
    return STATUS_SUCCESS;
  }
}
