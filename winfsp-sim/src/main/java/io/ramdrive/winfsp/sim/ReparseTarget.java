// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.ReparseDataBuffer;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Where the I/O manager goes on when user mode answers with a reparse point. */
final class ReparseTarget {
  private static final String NAMESPACE = "\\??\\";

  private ReparseTarget() {}

  /**
   * The path within the same volume.
   *
   * @throws NtStatusException if the reparse point leads elsewhere, or nobody knows its tag
   */
  static String of(Response response, List<String> mountPoints) {
    int tag = response.information();
    byte[] data = response.payload();
    MemorySegment memory = MemorySegment.ofArray(data);
    int at;
    int length;
    if (tag == WinNt.IO_REPARSE_TAG_SYMLINK) {
      at =
          ReparseDataBuffer.SymbolicLinkPathBuffer
              + ReparseDataBuffer.symbolicLinkSubstituteNameOffset(memory, 0);
      length = ReparseDataBuffer.symbolicLinkSubstituteNameLength(memory, 0);
    } else if (tag == WinNt.IO_REPARSE_TAG_MOUNT_POINT) {
      at =
          ReparseDataBuffer.MountPointPathBuffer
              + ReparseDataBuffer.mountPointSubstituteNameOffset(memory, 0);
      length = ReparseDataBuffer.mountPointSubstituteNameLength(memory, 0);
    } else {
      throw new NtStatusException(NtStatus.STATUS_IO_REPARSE_TAG_NOT_HANDLED);
    }
    String target = WideString.read(memory, at, length / 2);
    if (target.startsWith("\\") && !target.startsWith(NAMESPACE)) {
      return target;
    }
    for (String mountPoint : mountPoints) {
      String prefix = NAMESPACE + mountPoint;
      if (target.regionMatches(true, 0, prefix, 0, prefix.length())) {
        String rest = target.substring(prefix.length());
        return rest.isEmpty() ? "\\" : rest;
      }
    }
    throw new NtStatusException(NtStatus.STATUS_OBJECT_PATH_NOT_FOUND);
  }
}
