// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FILE_SYSTEM_OPERATION_CONTEXT: pointers to the {@link TransactReq} that a thread serves and
 * the {@link TransactRsp} that it fills in.
 *
 * <pre>
 *     0  Request (8 bytes)
 *     8  Response (8 bytes)
 * </pre>
 */
public final class OperationContext {
  /** In bytes. */
  public static final int SIZE = 16;

  public static final int Request = 0;
  public static final int Response = 8;

  private OperationContext() {}

  public static long request(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + Request);
  }

  public static void request(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + Request, value);
  }

  public static long response(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + Response);
  }

  public static void response(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + Response, value);
  }
}
