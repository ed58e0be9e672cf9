// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A channel without a kernel: a benchmark lays each request out in the buffer itself, as the kernel
 * would, and {@link #receive} hands it out once. What a reply to READ gathers is copied to the
 * client's memory, as the kernel does; of other replies only the error number is looked at.
 */
final class BenchmarkChannel implements KernelChannel {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final int HEADER_ROOM = 4096;
  private static final int IOVEC_SIZE = 16;

  private final MemorySegment buffer;
  private MemorySegment client = MemorySegment.NULL;
  private long clientAt;
  private long unique;
  private int length;
  private int error;
  private long body;
  private int bodyLength;

  BenchmarkChannel(Arena arena) {
    buffer = arena.allocate(Negotiation.MAX_REQUEST + HEADER_ROOM, 4096);
  }

  /** Begins a request; the fields behind the header are the caller's to fill. */
  MemorySegment begin(int opcode, long nodeid) {
    unique += 2;
    buffer.set(JAVA_INT, 4, opcode);
    buffer.set(JAVA_LONG, 8, unique);
    buffer.set(JAVA_LONG, 16, nodeid);
    buffer.set(JAVA_LONG, 24, 0);
    buffer.set(JAVA_LONG, 32, 0);
    return buffer;
  }

  /** Puts a name and its NUL at {@code at}; returns where it ends. */
  int name(int at, byte[] name) {
    MemorySegment.copy(name, 0, buffer, JAVA_BYTE, at, name.length);
    buffer.set(JAVA_BYTE, (long) at + name.length, (byte) 0);
    return at + name.length + 1;
  }

  /** Ends the request, of {@code requestLength} bytes with its header. */
  void end(int requestLength) {
    buffer.set(JAVA_INT, 0, requestLength);
    length = requestLength;
  }

  /** Where the data of the next reply to READ go. */
  void replyTo(MemorySegment target, long at) {
    client = target;
    clientAt = at;
  }

  /** The error number of the last reply, 0 for none. */
  int error() {
    return error;
  }

  /** The 64 bits at {@code offset} of the last reply's body. */
  long bodyLong(int offset) {
    return ALL.get(JAVA_LONG, body + offset);
  }

  /** The 32 bits at {@code offset} of the last reply's body. */
  int bodyInt(int offset) {
    return ALL.get(JAVA_INT, body + offset);
  }

  /** The length of the last reply's body. */
  int bodyLength() {
    return bodyLength;
  }

  @Override
  public int receive() {
    int result = length;
    length = ENDED;
    return result;
  }

  @Override
  public MemorySegment request() {
    return buffer;
  }

  @Override
  public int poll(MemorySegment into) {
    return NONE;
  }

  @Override
  public boolean takesForgets() {
    return true;
  }

  @Override
  public boolean isIdle() {
    return true;
  }

  @Override
  public int send(long address, int replyLength) {
    error = -ALL.get(JAVA_INT, address + 4);
    body = address + OutHeader.SIZE;
    bodyLength = replyLength - OutHeader.SIZE;
    return 0;
  }

  @Override
  public int sendv(long iovecs, int count) {
    error = -ALL.get(JAVA_INT, ALL.get(JAVA_LONG, iovecs) + 4);
    long at = clientAt;
    for (int i = 1; i < count; i++) {
      long iovec = iovecs + (long) i * IOVEC_SIZE;
      long size = ALL.get(JAVA_LONG, iovec + 8);
      MemorySegment.copy(ALL, ALL.get(JAVA_LONG, iovec), client, at, size);
      at += size;
    }
    return 0;
  }

  @Override
  public void close() {}
}
