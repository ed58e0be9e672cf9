// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;

import io.ramdrive.volume.Status;

/** What the outcome of an operation of the volume is to Windows. */
final class NtStatuses {
  private NtStatuses() {}

  /** The NTSTATUS of an outcome, where nothing more is known about it. */
  static int of(Status status) {
    return switch (status) {
      case OK -> STATUS_SUCCESS;
      case NOT_FOUND, STALE -> STATUS_OBJECT_NAME_NOT_FOUND;
      case EXISTS -> STATUS_OBJECT_NAME_COLLISION;
      case NOT_DIRECTORY -> STATUS_OBJECT_PATH_NOT_FOUND;
      case IS_DIRECTORY -> STATUS_FILE_IS_A_DIRECTORY;
      case NOT_EMPTY -> STATUS_DIRECTORY_NOT_EMPTY;
      case NO_SPACE, FILE_TOO_LARGE -> STATUS_DISK_FULL;
      case NAME_TOO_LONG -> STATUS_OBJECT_NAME_INVALID;
      case TOO_MANY_LINKS -> STATUS_INSUFFICIENT_RESOURCES;
      case INVALID, NO_SUCH_OFFSET -> STATUS_INVALID_PARAMETER;
      case NOT_PERMITTED -> STATUS_ACCESS_DENIED;
      case NO_DATA -> STATUS_NONEXISTENT_EA_ENTRY;
      case RANGE -> STATUS_BUFFER_TOO_SMALL;
      case TOO_BIG -> STATUS_EA_TOO_LARGE;
      case UNSUPPORTED -> STATUS_INVALID_DEVICE_REQUEST;
    };
  }

  /** As {@link #of}, for the making of a name: what the volume finds wrong is the name. */
  static int ofNaming(Status status) {
    return status == Status.INVALID ? STATUS_OBJECT_NAME_INVALID : of(status);
  }
}
