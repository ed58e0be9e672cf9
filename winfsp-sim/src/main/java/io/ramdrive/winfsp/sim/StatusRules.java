// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** What each callback may answer, besides success and STATUS_INSUFFICIENT_RESOURCES. */
final class StatusRules {
  private static final Map<InterfaceSlot, Set<Integer>> ALLOWED =
      new EnumMap<>(InterfaceSlot.class);

  static {
    allow(InterfaceSlot.GetVolumeInfo);
    allow(
        InterfaceSlot.SetVolumeLabel,
        STATUS_ACCESS_DENIED,
        STATUS_MEDIA_WRITE_PROTECTED,
        STATUS_INVALID_PARAMETER,
        STATUS_OBJECT_NAME_INVALID);
    allow(
        InterfaceSlot.GetSecurityByName,
        STATUS_OBJECT_NAME_NOT_FOUND,
        STATUS_OBJECT_PATH_NOT_FOUND,
        STATUS_OBJECT_NAME_INVALID,
        STATUS_NAME_TOO_LONG,
        STATUS_REPARSE,
        STATUS_BUFFER_OVERFLOW);
    Integer[] creates = {
      STATUS_OBJECT_NAME_COLLISION,
      STATUS_OBJECT_NAME_NOT_FOUND, // a stream whose file is gone
      STATUS_OBJECT_PATH_NOT_FOUND,
      STATUS_OBJECT_NAME_INVALID,
      STATUS_NAME_TOO_LONG,
      STATUS_NOT_A_DIRECTORY,
      STATUS_DISK_FULL,
      STATUS_FILE_TOO_LARGE,
      STATUS_CANNOT_MAKE,
      STATUS_INVALID_PARAMETER,
      STATUS_ACCESS_DENIED,
      STATUS_MEDIA_WRITE_PROTECTED,
      STATUS_EA_TOO_LARGE,
      STATUS_EAS_NOT_SUPPORTED,
      STATUS_INVALID_EA_NAME,
      STATUS_EA_LIST_INCONSISTENT,
      STATUS_IO_REPARSE_TAG_INVALID,
      STATUS_IO_REPARSE_DATA_INVALID,
      STATUS_INVALID_SECURITY_DESCR
    };
    allow(InterfaceSlot.Create, creates);
    allow(InterfaceSlot.CreateEx, creates);
    allow(
        InterfaceSlot.Open,
        STATUS_OBJECT_NAME_NOT_FOUND,
        STATUS_OBJECT_PATH_NOT_FOUND,
        STATUS_OBJECT_NAME_INVALID,
        STATUS_NAME_TOO_LONG,
        STATUS_NOT_A_DIRECTORY,
        STATUS_FILE_IS_A_DIRECTORY,
        STATUS_ACCESS_DENIED,
        STATUS_DELETE_PENDING,
        STATUS_MEDIA_WRITE_PROTECTED);
    Integer[] overwrites = {
      STATUS_DISK_FULL,
      STATUS_FILE_TOO_LARGE,
      STATUS_ACCESS_DENIED,
      STATUS_MEDIA_WRITE_PROTECTED,
      STATUS_EA_TOO_LARGE,
      STATUS_INVALID_EA_NAME,
      STATUS_EA_LIST_INCONSISTENT
    };
    allow(InterfaceSlot.Overwrite, overwrites);
    allow(InterfaceSlot.OverwriteEx, overwrites);
    allow(InterfaceSlot.Read, STATUS_END_OF_FILE, STATUS_PENDING, STATUS_INVALID_DEVICE_REQUEST);
    allow(
        InterfaceSlot.Write,
        STATUS_DISK_FULL,
        STATUS_FILE_TOO_LARGE,
        STATUS_PENDING,
        STATUS_MEDIA_WRITE_PROTECTED,
        STATUS_INVALID_DEVICE_REQUEST);
    allow(InterfaceSlot.Flush, STATUS_DISK_FULL);
    allow(InterfaceSlot.GetFileInfo);
    allow(
        InterfaceSlot.SetBasicInfo,
        STATUS_INVALID_PARAMETER,
        STATUS_ACCESS_DENIED,
        STATUS_MEDIA_WRITE_PROTECTED);
    allow(
        InterfaceSlot.SetFileSize,
        STATUS_DISK_FULL,
        STATUS_FILE_TOO_LARGE,
        STATUS_INVALID_PARAMETER,
        STATUS_INVALID_DEVICE_REQUEST,
        STATUS_FILE_IS_A_DIRECTORY,
        STATUS_MEDIA_WRITE_PROTECTED);
    Integer[] deletes = {
      STATUS_DIRECTORY_NOT_EMPTY,
      STATUS_ACCESS_DENIED,
      STATUS_CANNOT_DELETE,
      STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_MEDIA_WRITE_PROTECTED
    };
    allow(InterfaceSlot.CanDelete, deletes);
    allow(InterfaceSlot.SetDelete, deletes);
    allow(
        InterfaceSlot.Rename,
        STATUS_OBJECT_NAME_COLLISION,
        STATUS_ACCESS_DENIED,
        STATUS_INVALID_PARAMETER,
        STATUS_OBJECT_NAME_NOT_FOUND,
        STATUS_OBJECT_PATH_NOT_FOUND,
        STATUS_OBJECT_NAME_INVALID,
        STATUS_NAME_TOO_LONG,
        STATUS_NOT_A_DIRECTORY,
        STATUS_DIRECTORY_NOT_EMPTY,
        STATUS_FILE_IS_A_DIRECTORY,
        STATUS_DISK_FULL,
        STATUS_MEDIA_WRITE_PROTECTED);
    allow(InterfaceSlot.GetSecurity, STATUS_BUFFER_OVERFLOW);
    allow(
        InterfaceSlot.SetSecurity,
        STATUS_INVALID_OWNER,
        STATUS_NO_SECURITY_ON_OBJECT,
        STATUS_INVALID_SECURITY_DESCR,
        STATUS_INVALID_ACL,
        STATUS_INVALID_PARAMETER,
        STATUS_ACCESS_DENIED,
        STATUS_MEDIA_WRITE_PROTECTED,
        STATUS_INVALID_DEVICE_REQUEST);
    allow(InterfaceSlot.ReadDirectory, STATUS_PENDING, STATUS_NOT_A_DIRECTORY);
    allow(
        InterfaceSlot.ResolveReparsePoints,
        STATUS_REPARSE,
        STATUS_REPARSE_POINT_NOT_RESOLVED,
        STATUS_OBJECT_NAME_NOT_FOUND,
        STATUS_OBJECT_PATH_NOT_FOUND,
        STATUS_IO_REPARSE_DATA_INVALID);
    allow(InterfaceSlot.GetReparsePoint, STATUS_NOT_A_REPARSE_POINT, STATUS_BUFFER_TOO_SMALL);
    Integer[] reparses = {
      STATUS_NOT_A_REPARSE_POINT,
      STATUS_DIRECTORY_NOT_EMPTY,
      STATUS_IO_REPARSE_TAG_MISMATCH,
      STATUS_IO_REPARSE_TAG_INVALID,
      STATUS_IO_REPARSE_DATA_INVALID,
      STATUS_REPARSE_ATTRIBUTE_CONFLICT,
      STATUS_ACCESS_DENIED,
      STATUS_DISK_FULL,
      STATUS_MEDIA_WRITE_PROTECTED,
      STATUS_INVALID_DEVICE_REQUEST
    };
    allow(InterfaceSlot.SetReparsePoint, reparses);
    allow(InterfaceSlot.DeleteReparsePoint, reparses);
    allow(InterfaceSlot.GetStreamInfo, STATUS_BUFFER_OVERFLOW);
    allow(
        InterfaceSlot.GetDirInfoByName,
        STATUS_OBJECT_NAME_NOT_FOUND,
        STATUS_OBJECT_NAME_INVALID,
        STATUS_NAME_TOO_LONG);
    allow(
        InterfaceSlot.Control,
        STATUS_INVALID_DEVICE_REQUEST,
        STATUS_INVALID_PARAMETER,
        STATUS_BUFFER_OVERFLOW,
        STATUS_BUFFER_TOO_SMALL);
    allow(InterfaceSlot.GetEa, STATUS_BUFFER_OVERFLOW, STATUS_NO_EAS_ON_FILE);
    allow(
        InterfaceSlot.SetEa,
        STATUS_EA_TOO_LARGE,
        STATUS_INVALID_EA_NAME,
        STATUS_EA_LIST_INCONSISTENT,
        STATUS_NONEXISTENT_EA_ENTRY,
        STATUS_DISK_FULL,
        STATUS_ACCESS_DENIED,
        STATUS_MEDIA_WRITE_PROTECTED);
  }

  private StatusRules() {}

  private static void allow(InterfaceSlot slot, Integer... statuses) {
    ALLOWED.put(slot, Set.of(statuses));
  }

  static boolean allows(InterfaceSlot slot, int status) {
    return status == STATUS_SUCCESS
        || status == STATUS_INSUFFICIENT_RESOURCES
        || ALLOWED.getOrDefault(slot, Set.of()).contains(status);
  }
}
