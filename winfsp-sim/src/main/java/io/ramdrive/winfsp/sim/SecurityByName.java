// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.Pointer;

/**
 * What GetSecurityByName says about a name.
 *
 * @param attributes file attributes, or the index of the reparse point with STATUS_REPARSE
 * @param descriptor empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and each made for one request
record SecurityByName(int status, int attributes, byte[] descriptor) {
  private static final int FIRST_SIZE = 1024;

  /** Asks as the DLL does: with 1024 bytes, and again with as many as are needed. */
  static SecurityByName ask(Frame frame, String name) {
    long size = FIRST_SIZE;
    while (true) {
      SecurityByName answer = ask(frame, name, size);
      if (answer.status != NtStatus.STATUS_BUFFER_OVERFLOW) {
        return answer;
      }
      long needed = answer.attributes;
      if (needed <= size) {
        frame
            .fileSystem()
            .violations()
            .report(
                Invariant.SECURITY,
                "GetSecurityByName overflows "
                    + size
                    + " bytes and needs only "
                    + needed
                    + ": "
                    + name);
        return new SecurityByName(NtStatus.STATUS_INTERNAL_ERROR, 0, answer.descriptor);
      }
      size = needed;
    }
  }

  /** Asks once; with STATUS_BUFFER_OVERFLOW the size that is needed is in place of attributes. */
  static SecurityByName ask(Frame frame, String name, long room) {
    long attributes = frame.zeroed(JAVA_INT.byteSize());
    long size = frame.zeroed(JAVA_LONG.byteSize());
    Pointer.MEMORY.set(JAVA_LONG, size, room);
    long buffer = frame.poisoned(room);
    int status =
        frame.call(InterfaceSlot.GetSecurityByName, frame.text(name), attributes, buffer, size);
    long told = Pointer.MEMORY.get(JAVA_LONG, size);
    byte[] descriptor = {};
    if (status == NtStatus.STATUS_BUFFER_OVERFLOW) {
      return new SecurityByName(status, (int) told, descriptor);
    }
    if (status == NtStatus.STATUS_SUCCESS) {
      descriptor = SecurityRules.descriptor(frame, buffer, room, told, name);
    }
    return new SecurityByName(status, Pointer.MEMORY.get(JAVA_INT, attributes), descriptor);
  }

  /** The attributes alone, without a descriptor. */
  static SecurityByName attributesOnly(Frame frame, String name) {
    long attributes = frame.zeroed(JAVA_INT.byteSize());
    int status =
        frame.call(
            InterfaceSlot.GetSecurityByName,
            frame.text(name),
            attributes,
            Pointer.NULL,
            Pointer.NULL);
    return new SecurityByName(status, Pointer.MEMORY.get(JAVA_INT, attributes), new byte[0]);
  }
}
