// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * FSP_FSCTL_FILE_INFO: what the kernel takes for the truth about a file. Sizes are bytes, times
 * FILETIMEs (100 ns since 1601, UTC).
 *
 * <pre>
 *     0  FileAttributes
 *     4  ReparseTag
 *     8  AllocationSize
 *    16  FileSize
 *    24  CreationTime
 *    32  LastAccessTime
 *    40  LastWriteTime
 *    48  ChangeTime
 *    56  IndexNumber
 *    64  HardLinks
 *    68  EaSize
 * </pre>
 */
public final class FileInfo {
  /** In bytes. */
  public static final int SIZE = 72;

  public static final int FileAttributes = 0;
  public static final int ReparseTag = 4;
  public static final int AllocationSize = 8;
  public static final int FileSize = 16;
  public static final int CreationTime = 24;
  public static final int LastAccessTime = 32;
  public static final int LastWriteTime = 40;
  public static final int ChangeTime = 48;
  public static final int IndexNumber = 56;
  public static final int HardLinks = 64;
  public static final int EaSize = 68;

  private FileInfo() {}

  public static int fileAttributes(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + FileAttributes);
  }

  public static void fileAttributes(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + FileAttributes, value);
  }

  public static int reparseTag(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + ReparseTag);
  }

  public static void reparseTag(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + ReparseTag, value);
  }

  public static long allocationSize(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + AllocationSize);
  }

  public static void allocationSize(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + AllocationSize, value);
  }

  public static long fileSize(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + FileSize);
  }

  public static void fileSize(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + FileSize, value);
  }

  public static long creationTime(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + CreationTime);
  }

  public static void creationTime(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + CreationTime, value);
  }

  public static long lastAccessTime(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + LastAccessTime);
  }

  public static void lastAccessTime(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + LastAccessTime, value);
  }

  public static long lastWriteTime(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + LastWriteTime);
  }

  public static void lastWriteTime(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + LastWriteTime, value);
  }

  public static long changeTime(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + ChangeTime);
  }

  public static void changeTime(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + ChangeTime, value);
  }

  public static long indexNumber(MemorySegment memory, long at) {
    return memory.get(JAVA_LONG_UNALIGNED, at + IndexNumber);
  }

  public static void indexNumber(MemorySegment memory, long at, long value) {
    memory.set(JAVA_LONG_UNALIGNED, at + IndexNumber, value);
  }

  public static int hardLinks(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + HardLinks);
  }

  public static void hardLinks(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + HardLinks, value);
  }

  public static int eaSize(MemorySegment memory, long at) {
    return memory.get(JAVA_INT_UNALIGNED, at + EaSize);
  }

  public static void eaSize(MemorySegment memory, long at, int value) {
    memory.set(JAVA_INT_UNALIGNED, at + EaSize, value);
  }
}
