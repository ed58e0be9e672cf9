// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What users read; the rest is read in the tests of what fails. */
class StartFailureTest {
  @Test
  void aMountThatFailsSaysWhatToDo() {
    assertThat(StartFailure.mounting("C:\\dir", NtStatus.STATUS_OBJECT_NAME_COLLISION))
        .isEqualTo("C:\\dir exists: name a directory that does not, WinFsp makes it.");
    assertThat(StartFailure.mounting("C:\\dir", NtStatus.STATUS_OBJECT_NAME_INVALID))
        .isEqualTo("C:\\dir cannot be a mount point: its parent has to be a directory on NTFS.");
    assertThat(StartFailure.mounting("C:\\dir", NtStatus.STATUS_ACCESS_DENIED))
        .isEqualTo("C:\\dir cannot be made, access is denied: choose a folder of your own.");
    assertThat(StartFailure.mounting("C:\\dir", NtStatus.STATUS_NETWORK_ACCESS_DENIED))
        .isEqualTo("C:\\dir cannot be a mount point of a share: choose a drive letter.");
    assertThat(StartFailure.mounting("*", NtStatus.STATUS_NO_SUCH_DEVICE))
        .isEqualTo("No drive letter is free: unmount a drive, or mount on a directory.");
    assertThat(StartFailure.mounting("R:", NtStatus.STATUS_NO_SUCH_DEVICE))
        .startsWith("WinFsp's driver does not run");
    assertThat(StartFailure.mounting("R:", NtStatus.STATUS_UNSUCCESSFUL))
        .isEqualTo("WinFsp does not mount R: (STATUS_UNSUCCESSFUL 0xC0000001); try another place.");
  }

  @Test
  void aFileSystemThatCannotBeMadeSaysWhatToDo() {
    assertThat(StartFailure.creating(NtStatus.STATUS_OBJECT_NAME_NOT_FOUND))
        .isEqualTo(
            "WinFsp's driver does not run (STATUS_OBJECT_NAME_NOT_FOUND 0xC0000034): restart"
                + " Windows, or install WinFsp anew from https://winfsp.dev/rel/.");
    assertThat(StartFailure.creating(NtStatus.STATUS_INVALID_PARAMETER))
        .contains("refuses the parameters");
    assertThat(StartFailure.creating(NtStatus.STATUS_ACCESS_DENIED))
        .isEqualTo(
            "WinFsp makes no file system (STATUS_ACCESS_DENIED 0xC0000022); look into Windows'"
                + " event log.");
  }
}
