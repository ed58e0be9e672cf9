// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.sim.FileAccess.FILE_ALL_ACCESS;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Self-relative SECURITY_DESCRIPTORs that programs give: winnt.h. */
final class Descriptors {
  private Descriptors() {}

  /** Full control for the system, S-1-5-18, and nobody else. */
  static byte[] onlySystem() {
    return of(1, new byte[] {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0});
  }

  /** Full control for everybody, S-1-1-0, said this many times. */
  static byte[] everybody(int entries) {
    return of(entries, new byte[] {1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0});
  }

  private static byte[] of(int entries, byte[] sid) {
    int entry = 8 + sid.length;
    int acl = 8 + entries * entry;
    ByteBuffer bytes = ByteBuffer.allocate(20 + acl).order(ByteOrder.LITTLE_ENDIAN);
    // SE_SELF_RELATIVE | SE_DACL_PROTECTED | SE_DACL_PRESENT; no owner, group or SACL.
    bytes.put((byte) 1).put((byte) 0).putShort((short) 0x9004).putInt(0).putInt(0).putInt(0);
    bytes.putInt(20);
    bytes.put((byte) 2).put((byte) 0).putShort((short) acl).putInt(entries);
    for (int i = 0; i < entries; i++) {
      bytes.put((byte) 0).put((byte) 0).putShort((short) entry).putInt(FILE_ALL_ACCESS).put(sid);
    }
    return bytes.array();
  }
}
