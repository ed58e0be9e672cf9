// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A channel to a test: gives out the requests of a script, then ends; keeps the replies. */
final class ScriptedChannel implements KernelChannel {
  private static final int BUFFER_SIZE = 2 << 20;

  /** Bytes behind each request that belong to nothing. */
  private static final int UNRELATED = 1024;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment requestBuffer = arena.allocate(BUFFER_SIZE, 8);
  private final Queue<byte[]> requests = new ArrayDeque<>();
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private final List<byte[]> replies = new ArrayList<>();
  private int sendResult;

  /** Adds a request that {@link #receive} gives out. */
  void request(byte[] bytes) {
    requests.add(bytes);
  }

  /** Adds a request that only {@link #poll} gives out. */
  void waitingRequest(byte[] bytes) {
    waiting.add(bytes);
  }

  /** The replies since this was last called. */
  List<byte[]> takeReplies() {
    List<byte[]> result = List.copyOf(replies);
    replies.clear();
    return result;
  }

  /** Lets all replies from now on be answered so. */
  void refuseReplies(int result) {
    sendResult = result;
  }

  @Override
  public int receive() {
    return give(requests.poll(), requestBuffer, ENDED);
  }

  @Override
  public int poll(MemorySegment into) {
    return give(waiting.poll(), into, NONE);
  }

  private static int give(byte[] request, MemorySegment into, int none) {
    if (request == null) {
      return none;
    }
    MemorySegment.copy(request, 0, into, JAVA_BYTE, 0, request.length);
    // What lies behind a request is no part of it.
    into.asSlice(request.length, UNRELATED).fill((byte) 'x');
    return request.length;
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
  public MemorySegment request() {
    return requestBuffer;
  }

  @Override
  public int send(long address, int length) {
    replies.add(bytes(address, length));
    return sendResult;
  }

  @Override
  public int sendv(long iovecs, int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    MemorySegment array = MemorySegment.ofAddress(iovecs).reinterpret(16L * count);
    for (int i = 0; i < count; i++) {
      all.writeBytes(bytes(array.get(JAVA_LONG, 16L * i), array.get(JAVA_LONG, 16L * i + 8)));
    }
    replies.add(all.toByteArray());
    return sendResult;
  }

  private static byte[] bytes(long address, long length) {
    return MemorySegment.ofAddress(address).reinterpret(length).toArray(JAVA_BYTE);
  }

  @Override
  public void close() {
    arena.close();
  }
}
