// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds the bytes of one request as the kernel would send them. */
final class Request {
  /** Who sends all requests that do not say otherwise. */
  static final int UID = 1000;

  static final int GID = 100;

  private ByteBuffer bytes = ByteBuffer.allocate(512).order(ByteOrder.nativeOrder());

  private Request(int opcode, long nodeid) {
    bytes.putInt(0).putInt(opcode).putLong(0).putLong(nodeid);
    bytes.putInt(UID).putInt(GID).putInt(1).putShort((short) 0).putShort((short) 0);
  }

  static Request of(int opcode, long nodeid) {
    return new Request(opcode, nodeid);
  }

  /** Sent by another than {@link #UID}. */
  Request from(int uid, int gid) {
    bytes.putInt(24, uid).putInt(28, gid);
    return this;
  }

  Request u32(long value) {
    makeRoom(Integer.BYTES);
    bytes.putInt((int) value);
    return this;
  }

  Request u64(long value) {
    makeRoom(Long.BYTES);
    bytes.putLong(value);
    return this;
  }

  Request name(String name) {
    return bytes(name.getBytes(StandardCharsets.UTF_8)).bytes(new byte[1]);
  }

  Request bytes(byte[] value) {
    makeRoom(value.length);
    bytes.put(value);
    return this;
  }

  byte[] build(long unique) {
    bytes.putInt(0, bytes.position()).putLong(8, unique);
    byte[] result = new byte[bytes.position()];
    bytes.get(0, result);
    return result;
  }

  private void makeRoom(int size) {
    if (bytes.remaining() < size) {
      ByteBuffer larger = ByteBuffer.allocate(2 * (bytes.capacity() + size));
      bytes = larger.order(ByteOrder.nativeOrder()).put(bytes.flip());
    }
  }
}
