// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;

import io.ramdrive.winfsp.binding.ReparseDataBuffer;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** A symlink of the volume as Windows knows symlinks. */
final class SymlinkReparseData {
  /** SYMLINK_FLAG_RELATIVE of the driver kit: also for what begins at the volume's root. */
  private static final int SYMLINK_FLAG_RELATIVE = 1;

  private SymlinkReparseData() {}

  /** The REPARSE_DATA_BUFFER of a symlink with this target. */
  static byte[] of(byte[] target) {
    char[] units = new char[target.length];
    int count = 0;
    int from = 0;
    for (int i = 0; i <= target.length; i++) {
      if (i == target.length || target[i] == '/') {
        byte[] component = Arrays.copyOfRange(target, from, i);
        count += WideName.decode(component, component.length, units, count, true);
        if (i < target.length) {
          units[count++] = '\\';
        }
        from = i + 1;
      }
    }
    int nameSize = 2 * count;
    byte[] bytes = new byte[ReparseDataBuffer.SymbolicLinkPathBuffer + 2 * nameSize];
    MemorySegment data = MemorySegment.ofArray(bytes);
    ReparseDataBuffer.reparseTag(data, 0, WinNt.IO_REPARSE_TAG_SYMLINK);
    ReparseDataBuffer.reparseDataLength(data, 0, bytes.length - ReparseDataBuffer.DataBuffer);
    ReparseDataBuffer.symbolicLinkSubstituteNameOffset(data, 0, 0);
    ReparseDataBuffer.symbolicLinkSubstituteNameLength(data, 0, nameSize);
    ReparseDataBuffer.symbolicLinkPrintNameOffset(data, 0, nameSize);
    ReparseDataBuffer.symbolicLinkPrintNameLength(data, 0, nameSize);
    ReparseDataBuffer.symbolicLinkFlags(data, 0, SYMLINK_FLAG_RELATIVE);
    long path = ReparseDataBuffer.SymbolicLinkPathBuffer;
    MemorySegment.copy(units, 0, data, JAVA_CHAR_UNALIGNED, path, count);
    MemorySegment.copy(units, 0, data, JAVA_CHAR_UNALIGNED, path + nameSize, count);
    return bytes;
  }
}
