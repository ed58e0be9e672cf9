// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What came back: a fuse_out_header and a body. */
final class Reply {
  private final int error;
  private final long unique;
  private final byte[] body;

  private Reply(int error, long unique, byte[] body) {
    this.error = error;
    this.unique = unique;
    this.body = body;
  }

  static Reply parse(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    assertThat(buffer.getInt()).as("length in the header").isEqualTo(bytes.length);
    int error = buffer.getInt();
    long unique = buffer.getLong();
    byte[] body = new byte[buffer.remaining()];
    buffer.get(body);
    return new Reply(error, unique, body);
  }

  /** The negated error number, or 0. */
  int error() {
    return error;
  }

  long unique() {
    return unique;
  }

  byte[] body() {
    return body;
  }

  /** Fails unless this is an error reply without a body. */
  void assertError(int errno) {
    assertThat(error).isEqualTo(-errno);
    assertThat(body).isEmpty();
  }

  /** Fails unless this is a success with a body of that many bytes. */
  Reply assertOk(int bodySize) {
    assertThat(error).isZero();
    assertThat(body).hasSize(bodySize);
    return this;
  }

  long u64(int at) {
    return buffer().getLong(at);
  }

  int u32(int at) {
    return buffer().getInt(at);
  }

  int u16(int at) {
    return buffer().getShort(at) & 0xffff;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  String text(int at, int length) {
    return new String(body, at, length, StandardCharsets.UTF_8);
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(body).order(ByteOrder.nativeOrder());
  }
}
