// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.winfsp.binding.ReparsePointByName;
import io.ramdrive.winfsp.binding.WinFspException;
import io.ramdrive.winfsp.binding.WinFspLibrary;

/**
 * What WinFsp's DLL does for a file system while it serves a request: see {@link WinFspLibrary}.
 */
interface ServingFunctions {
  /** FspFileSystemAddDirInfo; false when there is no room. */
  boolean addDirInfo(long dirInfo, long buffer, int length, long pBytesTransferred);

  /** FspFileSystemAddStreamInfo; false when there is no room. */
  boolean addStreamInfo(long streamInfo, long buffer, int length, long pBytesTransferred);

  /** FspFileSystemAddEa; false when there is no room. */
  boolean addEa(long singleEa, long ea, int eaLength, long pBytesTransferred);

  /** FspSetSecurityDescriptor. */
  int setSecurityDescriptor(long input, int securityInformation, long modification, long pResult);

  /** FspDeleteSecurityDescriptor, of what the other made. */
  void deleteSecurityDescriptor(long securityDescriptor);

  /** FspFileSystemCanReplaceReparsePoint. */
  int canReplaceReparsePoint(
      long current, long currentSize, long replacement, long replacementSize);

  /** FspFileSystemResolveReparsePoints; it calls {@link ReparseOperations} back. */
  int resolveReparsePoints(
      long fileName, int index, boolean resolveLast, long pIoStatus, long buffer, long pSize);

  /** Makes them for a file system. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes them.
     *
     * @param byName answers what the DLL asks while it resolves reparse points
     * @throws WinFspException when the DLL lacks a function
     */
    ServingFunctions create(ReparsePointByName byName) throws WinFspException;
  }
}
