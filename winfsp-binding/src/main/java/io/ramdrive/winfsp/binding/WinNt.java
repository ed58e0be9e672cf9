// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

/** Constants of winnt.h and of the driver kit that file system requests carry. */
public final class WinNt {
  public static final int FILE_NOTIFY_CHANGE_FILE_NAME = 0x00000001;
  public static final int FILE_NOTIFY_CHANGE_DIR_NAME = 0x00000002;
  public static final int FILE_NOTIFY_CHANGE_ATTRIBUTES = 0x00000004;
  public static final int FILE_NOTIFY_CHANGE_SIZE = 0x00000008;
  public static final int FILE_NOTIFY_CHANGE_LAST_WRITE = 0x00000010;
  public static final int FILE_NOTIFY_CHANGE_LAST_ACCESS = 0x00000020;
  public static final int FILE_NOTIFY_CHANGE_CREATION = 0x00000040;
  public static final int FILE_NOTIFY_CHANGE_SECURITY = 0x00000100;
  public static final int FILE_ACTION_ADDED = 0x00000001;
  public static final int FILE_ACTION_REMOVED = 0x00000002;
  public static final int FILE_ACTION_MODIFIED = 0x00000003;
  public static final int FILE_ACTION_RENAMED_OLD_NAME = 0x00000004;
  public static final int FILE_ACTION_RENAMED_NEW_NAME = 0x00000005;
  public static final int FILE_ATTRIBUTE_READONLY = 0x00000001;
  public static final int FILE_ATTRIBUTE_HIDDEN = 0x00000002;
  public static final int FILE_ATTRIBUTE_SYSTEM = 0x00000004;
  public static final int FILE_ATTRIBUTE_DIRECTORY = 0x00000010;
  public static final int FILE_ATTRIBUTE_ARCHIVE = 0x00000020;
  public static final int FILE_ATTRIBUTE_NORMAL = 0x00000080;
  public static final int FILE_ATTRIBUTE_TEMPORARY = 0x00000100;
  public static final int FILE_ATTRIBUTE_SPARSE_FILE = 0x00000200;
  public static final int FILE_ATTRIBUTE_REPARSE_POINT = 0x00000400;
  public static final int FILE_ATTRIBUTE_COMPRESSED = 0x00000800;
  public static final int FILE_ATTRIBUTE_OFFLINE = 0x00001000;
  public static final int FILE_ATTRIBUTE_NOT_CONTENT_INDEXED = 0x00002000;
  public static final int INVALID_FILE_ATTRIBUTES = 0xFFFFFFFF;
  public static final int FILE_DIRECTORY_FILE = 0x00000001;
  public static final int FILE_WRITE_THROUGH = 0x00000002;
  public static final int FILE_SEQUENTIAL_ONLY = 0x00000004;
  public static final int FILE_NO_INTERMEDIATE_BUFFERING = 0x00000008;
  public static final int FILE_SYNCHRONOUS_IO_ALERT = 0x00000010;
  public static final int FILE_SYNCHRONOUS_IO_NONALERT = 0x00000020;
  public static final int FILE_NON_DIRECTORY_FILE = 0x00000040;
  public static final int FILE_NO_EA_KNOWLEDGE = 0x00000200;
  public static final int FILE_RANDOM_ACCESS = 0x00000800;
  public static final int FILE_DELETE_ON_CLOSE = 0x00001000;
  public static final int FILE_OPEN_BY_FILE_ID = 0x00002000;
  public static final int FILE_OPEN_FOR_BACKUP_INTENT = 0x00004000;
  public static final int FILE_OPEN_REPARSE_POINT = 0x00200000;
  public static final int FILE_SUPERSEDE = 0x00000000;
  public static final int FILE_OPEN = 0x00000001;
  public static final int FILE_CREATE = 0x00000002;
  public static final int FILE_OPEN_IF = 0x00000003;
  public static final int FILE_OVERWRITE = 0x00000004;
  public static final int FILE_OVERWRITE_IF = 0x00000005;
  public static final int OWNER_SECURITY_INFORMATION = 0x00000001;
  public static final int GROUP_SECURITY_INFORMATION = 0x00000002;
  public static final int DACL_SECURITY_INFORMATION = 0x00000004;
  public static final int SACL_SECURITY_INFORMATION = 0x00000008;
  public static final int LABEL_SECURITY_INFORMATION = 0x00000010;
  public static final int IO_REPARSE_TAG_SYMLINK = 0xA000000C;
  public static final int IO_REPARSE_TAG_MOUNT_POINT = 0xA0000003;

  private WinNt() {}
}
