// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** mmap and its family, with Linux' constants. */
final class PosixPages implements Pages {
  // sys/mman.h
  private static final int PROT_NONE = 0;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  private static final SymbolLookup LIBRARY = Linker.nativeLinker().defaultLookup();
  private static final MethodHandle MMAP =
      Pages.function(
          LIBRARY,
          "mmap",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle MPROTECT =
      Pages.function(
          LIBRARY, "mprotect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle MUNMAP =
      Pages.function(LIBRARY, "munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));

  @Override
  public long map(long size) throws Throwable {
    long at = (long) MMAP.invokeExact(0L, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
    Pages.require(at != -1, "mmap");
    return at;
  }

  @Override
  public void close(long at, long size) throws Throwable {
    Pages.require((int) MPROTECT.invokeExact(at, size, PROT_NONE) == 0, "mprotect");
  }

  @Override
  public void unmap(long at, long size) throws Throwable {
    Pages.require((int) MUNMAP.invokeExact(at, size) == 0, "munmap");
  }
}
