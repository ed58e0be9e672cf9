// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.ReparsePointByName;
import io.ramdrive.winfsp.binding.ReparsePoints;
import io.ramdrive.winfsp.binding.WinFspException;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import java.lang.foreign.Arena;

/** The DLL itself. */
final class DllFunctions implements ServingFunctions {
  private final WinFspLibrary library;
  private final ReparsePoints reparsePoints;

  /**
   * Lives as long as {@code arena}.
   *
   * @param byName answers what the DLL asks while it resolves reparse points
   */
  DllFunctions(WinFspLibrary library, Arena arena, ReparsePointByName byName)
      throws WinFspException {
    this.library = library;
    reparsePoints = new ReparsePoints(library, arena, byName);
  }

  @Override
  public boolean addDirInfo(long dirInfo, long buffer, int length, long pBytesTransferred) {
    return library.addDirInfo(dirInfo, buffer, length, pBytesTransferred);
  }

  @Override
  public boolean addStreamInfo(long streamInfo, long buffer, int length, long pBytesTransferred) {
    return library.addStreamInfo(streamInfo, buffer, length, pBytesTransferred);
  }

  @Override
  public boolean addEa(long singleEa, long ea, int eaLength, long pBytesTransferred) {
    return library.addEa(singleEa, ea, eaLength, pBytesTransferred);
  }

  @Override
  public int setSecurityDescriptor(
      long input, int securityInformation, long modification, long pResult) {
    return library.setSecurityDescriptor(input, securityInformation, modification, pResult);
  }

  @Override
  public void deleteSecurityDescriptor(long securityDescriptor) {
    library.deleteSecurityDescriptor(securityDescriptor);
  }

  @Override
  public int canReplaceReparsePoint(
      long current, long currentSize, long replacement, long replacementSize) {
    return reparsePoints.canReplace(current, currentSize, replacement, replacementSize);
  }

  @Override
  public int resolveReparsePoints(
      long fileName, int index, boolean resolveLast, long pIoStatus, long buffer, long pSize) {
    return reparsePoints.resolve(
        Pointer.NULL, Pointer.NULL, fileName, index, resolveLast, pIoStatus, buffer, pSize);
  }
}
