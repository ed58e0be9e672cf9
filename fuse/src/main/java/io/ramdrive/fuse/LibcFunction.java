// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Functions of libc that are more than a system call. Linked on first use, which most mounts never
 * come to; all in one shape, as extra integer arguments do no harm in the calling conventions of
 * x86_64 and aarch64.
 */
final class LibcFunction {
  private static final MethodHandle CALL =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.of(
                  JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

  private final MemorySegment address;

  LibcFunction(String name) {
    address = Linker.nativeLinker().defaultLookup().findOrThrow(name);
  }

  /** Where it lies, for C code that wants a function. */
  long address() {
    return address.address();
  }

  int call(long a) {
    return call(a, 0, 0, 0, 0, 0);
  }

  int call(long a, long b, long c) {
    return call(a, b, c, 0, 0, 0);
  }

  int call(long a, long b, long c, long d, long e, long f) {
    try {
      return (int) CALL.invokeExact(address, a, b, c, d, e, f);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }
}
