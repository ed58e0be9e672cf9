// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * IO_STATUS_BLOCK of the driver kit.
 *
 * <pre>
 *     0  Status
 *     8  Information
 * </pre>
 */
public final class IoStatusBlock {
  /** In bytes. */
  public static final int SIZE = 16;

  public static final int Status = 0;
  public static final int Information = 8;

  private IoStatusBlock() {}

  public static int status(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + Status);
  }

  public static void status(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + Status, value);
  }

  public static long information(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + Information);
  }

  public static void information(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + Information, value);
  }
}
