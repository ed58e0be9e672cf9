// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import org.jspecify.annotations.Nullable;

/** ReplaceFileW of kernel32, step by step. */
final class ReplaceFile {
  private static final int DESCRIPTOR = FileAccess.READ_CONTROL | FileAccess.FILE_READ_ATTRIBUTES;

  private ReplaceFile() {}

  /**
   * Both files are open during the whole of it; attributes and descriptor go to the replacement.
   */
  static void replace(
      SimVolume volume, String replaced, String replacement, @Nullable String backup) {
    try (SimFile old =
            volume.createFile(
                replaced,
                DESCRIPTOR | FileAccess.DELETE | FileAccess.SYNCHRONIZE,
                FileAccess.FILE_SHARE_ALL,
                WinNt.FILE_OPEN,
                WinNt.FILE_NON_DIRECTORY_FILE | WinNt.FILE_OPEN_REPARSE_POINT);
        SimFile young =
            volume.createFile(
                replacement,
                DESCRIPTOR
                    | FileAccess.FILE_READ_DATA
                    | FileAccess.FILE_WRITE_DATA
                    | FileAccess.FILE_WRITE_ATTRIBUTES
                    | FileAccess.WRITE_DAC
                    | FileAccess.DELETE
                    | FileAccess.SYNCHRONIZE,
                FileAccess.FILE_SHARE_ALL,
                WinNt.FILE_OPEN,
                WinNt.FILE_NON_DIRECTORY_FILE | WinNt.FILE_OPEN_REPARSE_POINT)) {
      FileInformation info = old.info();
      young.setBasicInfo(
          info.attributes() | WinNt.FILE_ATTRIBUTE_ARCHIVE, info.creationTime(), 0, 0, 0);
      young.setSecurity(WinNt.DACL_SECURITY_INFORMATION, old.security());
      old.rename(backup == null ? asideName(volume, replaced) : backup, backup != null);
      young.rename(replaced, false);
      if (backup == null) {
        old.setDisposition(true);
      }
    }
  }

  /** A name that nobody has: what is replaced goes there before it is deleted. */
  private static String asideName(SimVolume volume, String replaced) {
    for (int i = 1; i < 10_000; i++) {
      String name = replaced + "~RF" + Integer.toHexString(i) + ".TMP";
      if (!volume.exists(name)) {
        return name;
      }
    }
    throw new NtStatusException(NtStatus.STATUS_OBJECT_NAME_COLLISION);
  }
}
