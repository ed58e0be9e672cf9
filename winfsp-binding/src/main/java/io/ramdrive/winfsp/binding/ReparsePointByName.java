// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

/** How WinFsp asks a file system for the reparse points on a path. */
@FunctionalInterface
public interface ReparsePointByName {
  /**
   * Answers with the reparse data of a file.
   *
   * @param context what {@link ReparsePoints} was given
   * @param fileName the path
   * @param isDirectory whether it has to be a directory
   * @param buffer room for a {@link ReparseDataBuffer}, or null to be asked only whether it is one
   * @param pSize the bytes there are, to be updated; may be null
   * @return an NTSTATUS: STATUS_NOT_A_REPARSE_POINT if it is none
   */
  int get(long context, long fileName, boolean isDirectory, long buffer, long pSize);
}
