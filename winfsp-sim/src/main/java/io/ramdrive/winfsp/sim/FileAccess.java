// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

/** Constants of winnt.h and ntifs.h that a program passes when it opens, renames or deletes. */
public final class FileAccess {
  public static final int FILE_READ_DATA = 0x0001;
  public static final int FILE_WRITE_DATA = 0x0002;
  public static final int FILE_APPEND_DATA = 0x0004;
  public static final int FILE_READ_EA = 0x0008;
  public static final int FILE_WRITE_EA = 0x0010;
  public static final int FILE_EXECUTE = 0x0020;
  public static final int FILE_DELETE_CHILD = 0x0040;
  public static final int FILE_READ_ATTRIBUTES = 0x0080;
  public static final int FILE_WRITE_ATTRIBUTES = 0x0100;
  public static final int DELETE = 0x00010000;
  public static final int READ_CONTROL = 0x00020000;
  public static final int WRITE_DAC = 0x00040000;
  public static final int WRITE_OWNER = 0x00080000;
  public static final int SYNCHRONIZE = 0x00100000;
  public static final int MAXIMUM_ALLOWED = 0x02000000;
  public static final int FILE_GENERIC_READ = 0x00120089;
  public static final int FILE_GENERIC_WRITE = 0x00120116;
  public static final int FILE_GENERIC_EXECUTE = 0x001200A0;
  public static final int FILE_ALL_ACCESS = 0x001F01FF;
  public static final int FILE_SHARE_READ = 0x1;
  public static final int FILE_SHARE_WRITE = 0x2;
  public static final int FILE_SHARE_DELETE = 0x4;
  public static final int FILE_SHARE_ALL = 0x7;
  public static final int FILE_DISPOSITION_DO_NOT_DELETE = 0x00;
  public static final int FILE_DISPOSITION_DELETE = 0x01;
  public static final int FILE_DISPOSITION_POSIX_SEMANTICS = 0x02;
  public static final int FILE_DISPOSITION_ON_CLOSE = 0x08;
  public static final int FILE_DISPOSITION_IGNORE_READONLY_ATTRIBUTE = 0x10;
  public static final int FILE_RENAME_REPLACE_IF_EXISTS = 0x01;
  public static final int FILE_RENAME_POSIX_SEMANTICS = 0x02;
  public static final int FILE_RENAME_IGNORE_READONLY_ATTRIBUTE = 0x40;

  private FileAccess() {}
}
