// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A self-relative security descriptor, SECURITY_DESCRIPTOR_RELATIVE of winnt.h, taken apart. A part
 * that it does not have is empty.
 *
 * <pre>
 *     0  Revision (1)
 *     1  Sbz1 (1)
 *     2  Control (2)
 *     4  Owner: offset of a SID, 0 = none
 *     8  Group: offset of a SID
 *    12  Sacl: offset of an ACL
 *    16  Dacl: offset of an ACL
 * </pre>
 *
 * @param control SE_* bits
 * @param owner a SID
 * @param group a SID
 * @param dacl an ACL; empty with SE_DACL_PRESENT means that everybody may do everything
 */
@SuppressWarnings("ArrayRecordComponent") // made, read and forgotten; never compared
record SecurityDescriptor(int control, byte[] owner, byte[] group, byte[] dacl) {
  static final int SE_DACL_PRESENT = 0x0004;
  static final int SE_DACL_AUTO_INHERITED = 0x0400;
  static final int SE_DACL_PROTECTED = 0x1000;
  static final int SE_SELF_RELATIVE = 0x8000;

  private static final int CONTROL = 2;
  private static final int OWNER = 4;
  private static final int GROUP = 8;
  private static final int SACL = 12;
  private static final int DACL = 16;
  private static final int HEADER_SIZE = 20;

  private static final int ACL_SIZE = 2;
  private static final int ACL_HEADER_SIZE = 8;
  private static final int SID_COUNT = 1;

  private static final byte[] NONE = {};

  /** A descriptor out of its bytes. */
  static SecurityDescriptor parse(byte[] bytes) {
    MemorySegment memory = MemorySegment.ofArray(bytes);
    int dacl = memory.get(JAVA_INT_UNALIGNED, DACL);
    return new SecurityDescriptor(
        memory.get(JAVA_CHAR_UNALIGNED, CONTROL),
        sid(bytes, memory.get(JAVA_INT_UNALIGNED, OWNER)),
        sid(bytes, memory.get(JAVA_INT_UNALIGNED, GROUP)),
        dacl == 0
            ? NONE
            : Arrays.copyOfRange(
                bytes, dacl, dacl + memory.get(JAVA_CHAR_UNALIGNED, dacl + ACL_SIZE)));
  }

  private static byte[] sid(byte[] bytes, int at) {
    return at == 0 ? NONE : Arrays.copyOfRange(bytes, at, at + Sid.size(bytes, at));
  }

  /** The number of bytes of the descriptor at {@code at}: GetSecurityDescriptorLength. */
  static int length(MemorySegment memory, long at) {
    int end = HEADER_SIZE;
    end = Math.max(end, endOfSid(memory, at, OWNER));
    end = Math.max(end, endOfSid(memory, at, GROUP));
    end = Math.max(end, endOfAcl(memory, at, SACL));
    return Math.max(end, endOfAcl(memory, at, DACL));
  }

  /** A copy of the descriptor at {@code at}. */
  static byte[] copy(MemorySegment memory, long at) {
    byte[] bytes = new byte[length(memory, at)];
    MemorySegment.copy(memory, JAVA_BYTE, at, bytes, 0, bytes.length);
    return bytes;
  }

  /** Its bytes. */
  byte[] toBytes() {
    int size = HEADER_SIZE + dacl.length + owner.length + group.length;
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    int daclAt = HEADER_SIZE;
    int ownerAt = daclAt + dacl.length;
    int groupAt = ownerAt + owner.length;
    bytes.put((byte) 1).put((byte) 0).putShort((short) (control | SE_SELF_RELATIVE));
    bytes.putInt(owner.length == 0 ? 0 : ownerAt).putInt(group.length == 0 ? 0 : groupAt);
    bytes.putInt(0).putInt(dacl.length == 0 ? 0 : daclAt);
    return bytes.put(dacl).put(owner).put(group).array();
  }

  private static int endOfSid(MemorySegment memory, long at, int field) {
    int offset = memory.get(JAVA_INT_UNALIGNED, at + field);
    return offset == 0
        ? 0
        : offset
            + Sid.HEADER_SIZE
            + (memory.get(JAVA_BYTE, at + offset + SID_COUNT) & 0xFF) * Integer.BYTES;
  }

  private static int endOfAcl(MemorySegment memory, long at, int field) {
    int offset = memory.get(JAVA_INT_UNALIGNED, at + field);
    return offset == 0
        ? 0
        : offset
            + Math.max(ACL_HEADER_SIZE, memory.get(JAVA_CHAR_UNALIGNED, at + offset + ACL_SIZE));
  }
}
