// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_TRANSACT_RSP: the reply to a request, for FspFileSystemSendResponse.
 *
 * <pre>
 *     0  Version
 *     2  Size
 *     4  Kind
 *     8  Hint
 *    16  IoStatus.Information
 *    20  IoStatus.Status
 *    24  Rsp (104 bytes)
 *    24  Rsp.Write.FileInfo (72 bytes)
 *   128  Buffer (UINT8 …)
 * </pre>
 */
public final class TransactRsp {
  /** In bytes, without what follows it. */
  public static final int SIZE = 128;

  public static final int Version = 0;
  public static final int Size = 2;
  public static final int Kind = 4;
  public static final int Hint = 8;
  public static final int IoStatusInformation = 16;
  public static final int IoStatusStatus = 20;
  public static final int Rsp = 24;
  public static final int WriteFileInfo = 24;
  public static final int Buffer = 128;

  private TransactRsp() {}

  public static int version(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + Version);
  }

  public static void version(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + Version, (char) value);
  }

  public static int size(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + Size);
  }

  public static void size(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + Size, (char) value);
  }

  public static int kind(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + Kind);
  }

  public static void kind(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + Kind, value);
  }

  public static long hint(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + Hint);
  }

  public static void hint(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + Hint, value);
  }

  public static int ioStatusInformation(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + IoStatusInformation);
  }

  public static void ioStatusInformation(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + IoStatusInformation, value);
  }

  public static int ioStatusStatus(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + IoStatusStatus);
  }

  public static void ioStatusStatus(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + IoStatusStatus, value);
  }
}
