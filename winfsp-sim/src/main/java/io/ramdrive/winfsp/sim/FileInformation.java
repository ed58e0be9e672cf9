// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.MemorySegment;

/**
 * What a program learns about a file: FILE_ALL_INFORMATION. Sizes are bytes, times FILETIMEs (100
 * ns since 1601, UTC).
 */
public record FileInformation(
    int attributes,
    int reparseTag,
    long allocationSize,
    long fileSize,
    long creationTime,
    long lastAccessTime,
    long lastWriteTime,
    long changeTime,
    long indexNumber,
    int hardLinks,
    int eaSize) {

  /** From FSP_FSCTL_FILE_INFO at this place. */
  static FileInformation of(byte[] bytes, int at) {
    MemorySegment memory = MemorySegment.ofArray(bytes);
    return new FileInformation(
        FileInfo.fileAttributes(memory, at),
        FileInfo.reparseTag(memory, at),
        FileInfo.allocationSize(memory, at),
        FileInfo.fileSize(memory, at),
        FileInfo.creationTime(memory, at),
        FileInfo.lastAccessTime(memory, at),
        FileInfo.lastWriteTime(memory, at),
        FileInfo.changeTime(memory, at),
        FileInfo.indexNumber(memory, at),
        FileInfo.hardLinks(memory, at),
        FileInfo.eaSize(memory, at));
  }

  /** Whether FILE_ATTRIBUTE_DIRECTORY is set. */
  public boolean isDirectory() {
    return (attributes & WinNt.FILE_ATTRIBUTE_DIRECTORY) != 0;
  }

  /** Whether an attribute, FILE_ATTRIBUTE_…, is set. */
  public boolean has(int attribute) {
    return (attributes & attribute) == attribute;
  }
}
