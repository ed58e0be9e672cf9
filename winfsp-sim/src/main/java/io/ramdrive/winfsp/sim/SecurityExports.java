// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The functions about security descriptors that a host needs. */
@SuppressWarnings("MemberName") // the header's names
final class SecurityExports {
  /** A descriptor starts with 20 bytes and has two identifiers and two lists of at most 64 KiB. */
  private static final int LARGEST = 20 + 2 * 68 + 2 * 0xFFFF;

  private static final String MAKER = "FspSetSecurityDescriptor";

  private final SimDll dll;
  private final Map<Long, Integer> made = new HashMap<>();

  SecurityExports(SimDll dll) {
    this.dll = dll;
  }

  private static byte[] read(long address) {
    ByteBuffer memory = Pointer.MEMORY.asSlice(address, LARGEST).asByteBuffer();
    byte[] bytes = new byte[SecurityDescriptor.length(memory)];
    memory.get(0, bytes);
    return bytes;
  }

  int FspSetSecurityDescriptor(
      long input, int securityInformation, long modification, long result) {
    Pointer.MEMORY.set(Pointer.LAYOUT, result, Pointer.NULL);
    if (input == Pointer.NULL) {
      return STATUS_NO_SECURITY_ON_OBJECT;
    }
    SecurityDescriptor changed;
    try {
      changed =
          Inheritance.modify(
              SecurityDescriptor.parse(read(input)),
              securityInformation,
              SecurityDescriptor.parse(read(modification)));
    } catch (IllegalArgumentException e) {
      return STATUS_INVALID_SECURITY_DESCR;
    }
    byte[] bytes = changed.toBytes();
    long copy = dll.lender().take(bytes.length);
    MemorySegment.copy(bytes, 0, Pointer.MEMORY, JAVA_BYTE, copy, bytes.length);
    synchronized (this) {
      made.put(copy, bytes.length);
    }
    Pointer.MEMORY.set(Pointer.LAYOUT, result, copy);
    return STATUS_SUCCESS;
  }

  void FspDeleteSecurityDescriptor(long descriptor, long maker) {
    if (descriptor == Pointer.NULL) {
      return;
    }
    Integer size;
    synchronized (this) {
      size = made.remove(descriptor);
    }
    boolean right = dll.find(MAKER).map(function -> function.address() == maker).orElse(false);
    if (size == null || !right) {
      dll.violations()
          .report(
              Invariant.MEMORY,
              size == null
                  ? "FspDeleteSecurityDescriptor of what was not made, or twice"
                  : "FspDeleteSecurityDescriptor with another function than " + MAKER);
    } else {
      dll.lender().giveBack(descriptor, size, MAKER);
    }
  }

  /** Whatever was made has to be deleted by now. */
  synchronized void close() {
    if (!made.isEmpty()) {
      dll.violations().report(Invariant.MEMORY, made.size() + " descriptors were not deleted");
    }
  }
}
