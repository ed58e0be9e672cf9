// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_TRANSACT_FULL_CONTEXT: what a file context points to with UmFileContextIsFullContext.
 *
 * <pre>
 *     0  UserContext
 *     8  UserContext2
 * </pre>
 */
public final class FullContext {
  /** In bytes. */
  public static final int SIZE = 16;

  public static final int UserContext = 0;
  public static final int UserContext2 = 8;

  private FullContext() {}

  public static long userContext(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + UserContext);
  }

  public static void userContext(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + UserContext, value);
  }

  public static long userContext2(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + UserContext2);
  }

  public static void userContext2(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + UserContext2, value);
  }
}
