// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.io.IOException;
import java.lang.foreign.SymbolLookup;

/** DLLs as files. Paths are texts, as Windows writes them. */
interface DllFiles {
  boolean exists(String path);

  /**
   * The processor that the DLL is for: IMAGE_FILE_MACHINE_* of winnt.h.
   *
   * @throws IOException if it cannot be read, or is no DLL
   */
  int machine(String path) throws IOException;

  /**
   * Loads the DLL for good.
   *
   * @throws IllegalArgumentException if Windows cannot
   */
  SymbolLookup load(String path);
}
