// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_TRANSACT_REQ: a request of the kernel, with what is of use in one beside what the
 * operations are given.
 *
 * <pre>
 *     0  Version
 *     2  Size
 *     4  Kind
 *     8  Hint
 *    16  Req (64 bytes)
 *    16  Req.Create.CreateOptions
 *    20  Req.Create.FileAttributes
 *    32  Req.Create.AllocationSize
 *    40  Req.Create.AccessToken
 *    48  Req.Create.DesiredAccess
 *    52  Req.Create.GrantedAccess
 *    56  Req.Create.ShareAccess
 *    80  FileName (4 bytes)
 *    80  FileName.Offset
 *    82  FileName.Size
 *    88  Buffer (UINT8 …)
 * </pre>
 */
public final class TransactReq {
  /** In bytes, without what follows it. */
  public static final int SIZE = 88;

  public static final int Version = 0;
  public static final int Size = 2;
  public static final int Kind = 4;
  public static final int Hint = 8;
  public static final int Req = 16;
  public static final int CreateOptions = 16;
  public static final int FileAttributes = 20;
  public static final int AllocationSize = 32;
  public static final int AccessToken = 40;
  public static final int DesiredAccess = 48;
  public static final int GrantedAccess = 52;
  public static final int ShareAccess = 56;
  public static final int FileName = 80;
  public static final int FileNameOffset = 80;
  public static final int FileNameSize = 82;
  public static final int Buffer = 88;

  private TransactReq() {}

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

  public static int createOptions(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + CreateOptions);
  }

  public static void createOptions(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + CreateOptions, value);
  }

  public static int fileAttributes(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + FileAttributes);
  }

  public static void fileAttributes(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + FileAttributes, value);
  }

  public static long allocationSize(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + AllocationSize);
  }

  public static void allocationSize(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + AllocationSize, value);
  }

  public static long accessToken(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + AccessToken);
  }

  public static void accessToken(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + AccessToken, value);
  }

  public static int desiredAccess(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + DesiredAccess);
  }

  public static void desiredAccess(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + DesiredAccess, value);
  }

  public static int grantedAccess(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + GrantedAccess);
  }

  public static void grantedAccess(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + GrantedAccess, value);
  }

  public static int shareAccess(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + ShareAccess);
  }

  public static void shareAccess(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + ShareAccess, value);
  }

  public static int fileNameOffset(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + FileNameOffset);
  }

  public static void fileNameOffset(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + FileNameOffset, (char) value);
  }

  public static int fileNameSize(MemorySegment memory, long at) {
    return memory.get(JAVA_CHAR_UNALIGNED, at + FileNameSize);
  }

  public static void fileNameSize(MemorySegment memory, long at, int value) {
    memory.set(JAVA_CHAR_UNALIGNED, at + FileNameSize, (char) value);
  }
}
