// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import java.io.Serial;

/** A call of Windows has failed; {@link #error()} is its code of winerror.h. */
final class Win32Exception extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int error;

  Win32Exception(String what, int error) {
    super(what + ": error " + error);
    this.error = error;
  }

  int error() {
    return error;
  }
}
