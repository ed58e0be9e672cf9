// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.foreign.MemorySegment;

/** Whether this JVM lets the library call native code. */
final class NativeAccess {
  private NativeAccess() {}

  /** Has to come before anything that calls native code: class initialisers do as well. */
  static void check() throws WinFspException {
    try {
      MemorySegment.NULL.reinterpret(0);
    } catch (IllegalCallerException refused) {
      Module module = NativeAccess.class.getModule();
      throw new WinFspException(
          NtStatus.STATUS_ACCESS_DENIED,
          StartFailure.nativeAccess(module.isNamed() ? module.getName() : "ALL-UNNAMED"),
          refused);
    }
  }

  /** What a call of native code threw: never anything that is declared. */
  static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException unchecked) {
      return unchecked;
    }
    return new IllegalStateException(thrown);
  }
}
