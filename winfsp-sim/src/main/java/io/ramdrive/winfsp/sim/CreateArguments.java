// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import org.jspecify.annotations.Nullable;

/** What NtCreateFile is called with. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CreateArguments(
    String path,
    int access,
    int share,
    int disposition,
    int options,
    int attributes,
    byte @Nullable [] securityDescriptor,
    long allocation,
    byte @Nullable [] ea,
    Caller caller) {

  /** A plain open, by the driver itself or for one of Win32's short calls. */
  static CreateArguments open(String path, int access, int share, int options, Caller caller) {
    return new CreateArguments(
        path, access, share, WinNt.FILE_OPEN, options, 0, null, 0, null, caller);
  }

  CreateArguments at(String otherPath) {
    return new CreateArguments(
        otherPath,
        access,
        share,
        disposition,
        options,
        attributes,
        securityDescriptor,
        allocation,
        ea,
        caller);
  }

  boolean has(int option) {
    return (options & option) != 0;
  }

  boolean replaces() {
    return disposition == WinNt.FILE_SUPERSEDE
        || disposition == WinNt.FILE_OVERWRITE
        || disposition == WinNt.FILE_OVERWRITE_IF;
  }

  /**
   * Checks what the I/O manager and the driver check before they ask anybody.
   *
   * @throws NtStatusException STATUS_INVALID_PARAMETER, STATUS_ACCESS_DENIED
   */
  void check() {
    boolean directory = has(WinNt.FILE_DIRECTORY_FILE);
    boolean temporary = (attributes & WinNt.FILE_ATTRIBUTE_TEMPORARY) != 0;
    boolean appendsOnly =
        (access & FileAccess.FILE_APPEND_DATA) != 0 && (access & FileAccess.FILE_WRITE_DATA) == 0;
    if ((directory && has(WinNt.FILE_NON_DIRECTORY_FILE))
        || (directory && (replaces() || temporary))
        || (has(WinNt.FILE_NO_INTERMEDIATE_BUFFERING) && appendsOnly)
        || (has(WinNt.FILE_DELETE_ON_CLOSE) && (access & DELETING) == 0)) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_PARAMETER);
    }
    if (has(WinNt.FILE_OPEN_BY_FILE_ID)) {
      throw new NtStatusException(NtStatus.STATUS_NOT_IMPLEMENTED);
    }
  }

  /** What the driver passes on: no NORMAL, and DIRECTORY as the options say. */
  int attributesForUserMode() {
    int plain =
        attributes & ~(WinNt.FILE_ATTRIBUTE_NORMAL | WinNt.FILE_ATTRIBUTE_DIRECTORY) & SETTABLE;
    return has(WinNt.FILE_DIRECTORY_FILE) ? plain | WinNt.FILE_ATTRIBUTE_DIRECTORY : plain;
  }

  /** FILE_ATTRIBUTE_VALID_SET_FLAGS of ntifs.h. */
  static final int SETTABLE = 0x000031A7;

  /** GENERIC_ALL. */
  private static final int GENERIC_ALL = 0x10000000;

  private static final int DELETING = FileAccess.DELETE | FileAccess.MAXIMUM_ALLOWED | GENERIC_ALL;
}
