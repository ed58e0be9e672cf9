// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * System calls of Linux. All go through syscall(2), for each function that Java links costs 5 ms at
 * start and this one does for all.
 */
final class LinuxSyscall {
  /** Where the failure of a thread's last call is; kept, so that a call allocates nothing. */
  private static final ThreadLocal<MemorySegment> ERRNO =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  private static final boolean X86 = System.getProperty("os.arch", "").equals("amd64");

  private static final MethodHandle SYSCALL = link();

  private LinuxSyscall() {}

  /** The one of two numbers that is this machine's: asm/unistd_64.h or asm-generic/unistd.h. */
  static int number(int x86, int aarch64) {
    return X86 ? x86 : aarch64;
  }

  /** Calls syscall(2); a failure is the negative errno, as the kernel itself has it. */
  static long call(int number, long a, long b, long c, long d, long e, long f) {
    MemorySegment errno = ERRNO.get();
    try {
      long result = (long) SYSCALL.invokeExact(errno, (long) number, a, b, c, d, e, f);
      return result == -1 ? -errno.get(JAVA_INT, 0) : result;
    } catch (Throwable cannotHappen) {
      throw new AssertionError(cannotHappen);
    }
  }

  static long call(int number, long a, long b, long c, long d) {
    return call(number, a, b, c, d, 0, 0);
  }

  static long call(int number, long a) {
    return call(number, a, 0, 0, 0, 0, 0);
  }

  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }
}
