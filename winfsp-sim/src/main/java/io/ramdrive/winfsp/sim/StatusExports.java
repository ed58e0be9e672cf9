// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;

import java.util.HashMap;
import java.util.Map;

/** The translations between NTSTATUS and Windows' error codes. */
@SuppressWarnings("MemberName") // the header's names
final class StatusExports {
  private static final int ERROR_MR_MID_NOT_FOUND = 317;
  private static final int LARGEST_CODE = 0xFFFF;
  private static final int FACILITY_NTWIN32 = 0x8007_0000;

  private static final Map<Integer, Integer> STATUSES =
      Map.ofEntries(
          Map.entry(0, STATUS_SUCCESS),
          Map.entry(1, STATUS_NOT_IMPLEMENTED),
          Map.entry(2, STATUS_OBJECT_NAME_NOT_FOUND),
          Map.entry(3, STATUS_OBJECT_PATH_NOT_FOUND),
          Map.entry(5, STATUS_ACCESS_DENIED),
          Map.entry(6, STATUS_INVALID_HANDLE),
          Map.entry(8, STATUS_NO_MEMORY),
          Map.entry(18, STATUS_NO_MORE_FILES),
          Map.entry(19, STATUS_MEDIA_WRITE_PROTECTED),
          Map.entry(21, STATUS_DEVICE_NOT_READY),
          Map.entry(32, STATUS_SHARING_VIOLATION),
          Map.entry(33, STATUS_LOCK_NOT_GRANTED),
          Map.entry(38, STATUS_END_OF_FILE),
          Map.entry(50, STATUS_NOT_SUPPORTED),
          Map.entry(87, STATUS_INVALID_PARAMETER),
          Map.entry(112, STATUS_DISK_FULL),
          Map.entry(122, STATUS_BUFFER_TOO_SMALL),
          Map.entry(123, STATUS_OBJECT_NAME_INVALID),
          Map.entry(145, STATUS_DIRECTORY_NOT_EMPTY),
          Map.entry(183, STATUS_OBJECT_NAME_COLLISION),
          Map.entry(206, STATUS_NAME_TOO_LONG),
          Map.entry(234, STATUS_BUFFER_OVERFLOW),
          Map.entry(267, STATUS_NOT_A_DIRECTORY),
          Map.entry(554, STATUS_CANT_WAIT),
          Map.entry(995, STATUS_CANCELLED),
          Map.entry(1314, STATUS_PRIVILEGE_NOT_HELD));

  private final Map<Integer, Integer> codes = new HashMap<>();

  StatusExports() {
    STATUSES.forEach((code, status) -> codes.put(status, code));
  }

  int FspNtStatusFromWin32(int code) {
    Integer status = STATUSES.get(code);
    if (status != null) {
      return status;
    }
    return code >= 0 && code <= LARGEST_CODE ? FACILITY_NTWIN32 | code : STATUS_ACCESS_DENIED;
  }

  int FspWin32FromNtStatus(int status) {
    return codes.getOrDefault(status, ERROR_MR_MID_NOT_FOUND);
  }
}
