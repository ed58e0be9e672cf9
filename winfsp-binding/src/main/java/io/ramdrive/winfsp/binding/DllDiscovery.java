// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.foreign.SymbolLookup;

/** Finds the DLL. */
final class DllDiscovery {
  static DllDiscovery ofThisMachine() {
    return new DllDiscovery();
  }

  SymbolLookup load() throws WinFspException {
    throw new WinFspException(NtStatus.STATUS_DLL_NOT_FOUND, "no");
  }
}
