// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

/** Access rights to files: winnt.h. */
final class FileRights {
  static final int FILE_WRITE_DATA = 0x0002;
  static final int FILE_APPEND_DATA = 0x0004;
  static final int FILE_ALL_ACCESS = 0x001F01FF;
  static final int FILE_GENERIC_READ = 0x00120089;
  static final int FILE_GENERIC_WRITE = 0x00120116;
  static final int FILE_GENERIC_EXECUTE = 0x001200A0;

  private FileRights() {}
}
