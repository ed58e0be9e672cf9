// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.DirInfo;
import io.ramdrive.winfsp.binding.WideString;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * One answer to ReadDirectory, taken apart: FSP_FSCTL_DIR_INFO records on multiples of 8.
 *
 * @param ended whether it has the record of size 0 that ends a listing
 */
record DirectoryChunk(List<DirectoryEntry> entries, boolean ended) {
  private static final int ALIGNMENT = 8;

  static DirectoryChunk of(byte[] bytes, String directory) {
    MemorySegment memory = MemorySegment.ofArray(bytes);
    List<DirectoryEntry> entries = new ArrayList<>();
    int at = 0;
    while (at + Short.BYTES <= bytes.length) {
      int size = DirInfo.size(memory, at);
      if (size == 0) {
        return new DirectoryChunk(entries, true);
      }
      if (size < DirInfo.SIZE || at + size > bytes.length || size % 2 != 0) {
        throw new InvariantViolation(
            Invariant.LISTING, "A record of the listing of " + directory + " has size " + size);
      }
      String name = WideString.read(memory, at + DirInfo.SIZE, (size - DirInfo.SIZE) / 2);
      entries.add(new DirectoryEntry(name, FileInformation.of(bytes, at + DirInfo.FileInfo)));
      at = (at + size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    return new DirectoryChunk(entries, false);
  }
}
