// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.invoke.MethodHandle;

/** Where WinFsp writes the requests it logs; without a handle it is for debuggers only. */
public final class DebugLog {
  private DebugLog() {}

  /** To the standard error output of this process; for all file systems, before they start. */
  public static void toStandardError(WinFspLibrary library) throws WinFspException {
    to(library, Kernel32.ofWindows().standardErrorHandle());
  }

  /**
   * To a file or pipe that this process has open.
   *
   * @param handle a HANDLE of Windows
   */
  public static void to(WinFspLibrary library, long handle) throws WinFspException {
    MethodHandle setHandle = library.link(WinFspFunction.FspDebugLogSetHandle);
    try {
      setHandle.invokeExact(handle);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }
}
