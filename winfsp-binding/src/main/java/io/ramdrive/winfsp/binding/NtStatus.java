// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

/** Status codes of the Windows kernel: ntstatus.h. Success is 0, a failure is negative. */
public final class NtStatus {
  public static final int STATUS_SUCCESS = 0x00000000;
  public static final int STATUS_PENDING = 0x00000103;
  public static final int STATUS_REPARSE = 0x00000104;
  public static final int STATUS_BUFFER_OVERFLOW = 0x80000005;
  public static final int STATUS_NO_MORE_FILES = 0x80000006;
  public static final int STATUS_STOPPED_ON_SYMLINK = 0x8000002D;
  public static final int STATUS_UNSUCCESSFUL = 0xC0000001;
  public static final int STATUS_NOT_IMPLEMENTED = 0xC0000002;
  public static final int STATUS_INVALID_HANDLE = 0xC0000008;
  public static final int STATUS_INVALID_PARAMETER = 0xC000000D;
  public static final int STATUS_NO_SUCH_DEVICE = 0xC000000E;
  public static final int STATUS_NO_SUCH_FILE = 0xC000000F;
  public static final int STATUS_INVALID_DEVICE_REQUEST = 0xC0000010;
  public static final int STATUS_END_OF_FILE = 0xC0000011;
  public static final int STATUS_NO_MEMORY = 0xC0000017;
  public static final int STATUS_ACCESS_DENIED = 0xC0000022;
  public static final int STATUS_BUFFER_TOO_SMALL = 0xC0000023;
  public static final int STATUS_OBJECT_NAME_INVALID = 0xC0000033;
  public static final int STATUS_OBJECT_NAME_NOT_FOUND = 0xC0000034;
  public static final int STATUS_OBJECT_NAME_COLLISION = 0xC0000035;
  public static final int STATUS_OBJECT_PATH_INVALID = 0xC0000039;
  public static final int STATUS_OBJECT_PATH_NOT_FOUND = 0xC000003A;
  public static final int STATUS_SHARING_VIOLATION = 0xC0000043;
  public static final int STATUS_DELETE_PENDING = 0xC0000056;
  public static final int STATUS_DISK_FULL = 0xC000007F;
  public static final int STATUS_INSUFFICIENT_RESOURCES = 0xC000009A;
  public static final int STATUS_MEDIA_WRITE_PROTECTED = 0xC00000A2;
  public static final int STATUS_FILE_IS_A_DIRECTORY = 0xC00000BA;
  public static final int STATUS_NOT_A_DIRECTORY = 0xC0000103;
  public static final int STATUS_CANT_WAIT = 0xC00000D8;
  public static final int STATUS_INTERNAL_ERROR = 0xC00000E5;
  public static final int STATUS_DIRECTORY_NOT_EMPTY = 0xC0000101;
  public static final int STATUS_CANNOT_DELETE = 0xC0000121;
  public static final int STATUS_CANCELLED = 0xC0000120;
  public static final int STATUS_FILE_CLOSED = 0xC0000128;
  public static final int STATUS_FILE_DELETED = 0xC0000123;
  public static final int STATUS_NO_SECURITY_ON_OBJECT = 0xC00000D7;
  public static final int STATUS_INVALID_SECURITY_DESCR = 0xC0000079;
  public static final int STATUS_INVALID_OWNER = 0xC000005A;
  public static final int STATUS_PRIVILEGE_NOT_HELD = 0xC0000061;
  public static final int STATUS_EAS_NOT_SUPPORTED = 0xC000004F;
  public static final int STATUS_EA_LIST_INCONSISTENT = 0x80000014;
  public static final int STATUS_NONEXISTENT_EA_ENTRY = 0xC0000051;
  public static final int STATUS_NO_EAS_ON_FILE = 0xC0000052;
  public static final int STATUS_EA_TOO_LARGE = 0xC0000050;
  public static final int STATUS_INVALID_EA_NAME = 0x80000013;
  public static final int STATUS_NOT_A_REPARSE_POINT = 0xC0000275;
  public static final int STATUS_IO_REPARSE_TAG_MISMATCH = 0xC0000277;
  public static final int STATUS_IO_REPARSE_TAG_INVALID = 0xC0000276;
  public static final int STATUS_IO_REPARSE_DATA_INVALID = 0xC0000278;
  public static final int STATUS_IO_REPARSE_TAG_NOT_HANDLED = 0xC0000279;
  public static final int STATUS_REPARSE_POINT_NOT_RESOLVED = 0xC0000280;
  public static final int STATUS_REPARSE_ATTRIBUTE_CONFLICT = 0xC00002B2;
  public static final int STATUS_CANNOT_MAKE = 0xC00002EA;
  public static final int STATUS_NAME_TOO_LONG = 0xC0000106;
  public static final int STATUS_FILE_LOCK_CONFLICT = 0xC0000054;
  public static final int STATUS_LOCK_NOT_GRANTED = 0xC0000055;
  public static final int STATUS_NOT_SUPPORTED = 0xC00000BB;
  public static final int STATUS_NETWORK_ACCESS_DENIED = 0xC00000CA;
  public static final int STATUS_DLL_NOT_FOUND = 0xC0000135;
  public static final int STATUS_NOT_SAME_DEVICE = 0xC00000D4;
  public static final int STATUS_USER_MAPPED_FILE = 0xC0000243;
  public static final int STATUS_VOLUME_DISMOUNTED = 0xC000026E;
  public static final int STATUS_FILE_TOO_LARGE = 0xC0000904;
  public static final int STATUS_INVALID_USER_BUFFER = 0xC00000E8;
  public static final int STATUS_INVALID_INFO_CLASS = 0xC0000003;
  public static final int STATUS_IO_DEVICE_ERROR = 0xC0000185;
  public static final int STATUS_DEVICE_NOT_READY = 0xC00000A3;
  public static final int STATUS_WRONG_VOLUME = 0xC0000012;
  public static final int STATUS_INVALID_ACL = 0xC0000077;
  public static final int STATUS_OPLOCK_NOT_GRANTED = 0xC00000E2;

  private NtStatus() {}

  /** The name and the number of a code, for messages. */
  public static String nameOf(int status) {
    String number = "0x%08X".formatted(status);
    String name = NtStatusNames.NAMES.get(status);
    return name == null ? "NTSTATUS " + number : name + " " + number;
  }
}
