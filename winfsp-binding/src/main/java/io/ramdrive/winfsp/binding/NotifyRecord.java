// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.foreign.MemorySegment;

/** Writes a {@link NotifyInfo} with its name. */
final class NotifyRecord {
  /** What a UINT16 of bytes leaves for the name, in UTF-16 units. */
  static final int LONGEST_PATH = (0xFFFF - NotifyInfo.SIZE) / 2;

  private NotifyRecord() {}

  /** Returns the bytes written. */
  static int write(
      MemorySegment memory, long at, int filter, int action, CharSequence path, NotifyNames names) {
    memory.asSlice(at, NotifyInfo.SIZE).fill((byte) 0);
    long name = at + NotifyInfo.FileNameBuf;
    int size =
        NotifyInfo.SIZE
            + (names == NotifyNames.UPPER_CASE
                ? WideString.writeUpperCase(memory, name, path)
                : WideString.write(memory, name, path));
    NotifyInfo.size(memory, at, size);
    NotifyInfo.filter(memory, at, filter);
    NotifyInfo.action(memory, at, action);
    return size;
  }
}
