// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.invoke.MethodHandle;

/** The functions of the DLL that a {@link WinFspService} lives by. */
final class ServiceFunctions {
  private final MethodHandle runEx;
  private final MethodHandle requestTime;
  private final MethodHandle setExitCode;
  private final MethodHandle stop;
  private final MethodHandle isInteractive;

  ServiceFunctions(WinFspLibrary library) throws WinFspException {
    runEx = library.link(WinFspFunction.FspServiceRunEx);
    requestTime = library.link(WinFspFunction.FspServiceRequestTime);
    setExitCode = library.link(WinFspFunction.FspServiceSetExitCode);
    stop = library.link(WinFspFunction.FspServiceStop);
    isInteractive = library.link(WinFspFunction.FspServiceIsInteractive);
  }

  /** Returns an error code of Win32. */
  int run(long name, long onStart, long onStop) {
    try {
      return (int) runEx.invokeExact(name, onStart, onStop, Pointer.NULL, Pointer.NULL);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  void requestTime(long service, int millis) {
    try {
      requestTime.invokeExact(service, millis);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  void setExitCode(long service, int code) {
    try {
      setExitCode.invokeExact(service, code);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  void stop(long service) {
    try {
      stop.invokeExact(service);
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }

  boolean isInteractive() {
    try {
      return (byte) isInteractive.invokeExact() != 0;
    } catch (Throwable e) {
      throw NativeAccess.unchecked(e);
    }
  }
}
