// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Pages of memory from the operating system, which can be closed to everybody. */
interface Pages {
  /** New pages of zeros. */
  long map(long size) throws Throwable;

  /** Whoever touches them from now on dies. */
  void close(long at, long size) throws Throwable;

  /** Gives back what {@link #map} gave. */
  void unmap(long at, long size) throws Throwable;

  /** Those of this machine. */
  static Pages ofThisPlatform() {
    return System.getProperty("os.name").startsWith("Windows")
        ? new WindowsPages()
        : new PosixPages();
  }

  /** A function of the operating system. */
  static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
  }

  /** Fails unless a call succeeded. */
  static void require(boolean success, String function) {
    if (!success) {
      throw new OutOfMemoryError(function);
    }
  }
}
