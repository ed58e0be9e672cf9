// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_NOTIFY_INFO: a change that others made. Size counts the name, which has no terminator.
 * In a batch each record starts at a multiple of 8.
 *
 * <pre>
 *     0  Size
 *     4  Filter
 *     8  Action
 *    12  FileNameBuf (WCHAR …)
 * </pre>
 */
public final class NotifyInfo {
  /** In bytes, without what follows it. */
  public static final int SIZE = 12;

  public static final int Size = 0;
  public static final int Filter = 4;
  public static final int Action = 8;
  public static final int FileNameBuf = 12;

  private NotifyInfo() {}

  public static int size(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + Size);
  }

  public static void size(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + Size, (char) value);
  }

  public static int filter(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + Filter);
  }

  public static void filter(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + Filter, value);
  }

  public static int action(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + Action);
  }

  public static void action(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + Action, value);
  }
}
