// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WideString;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CountDownLatch;

/** The service framework, as a process in a console sees it. */
@SuppressWarnings("MemberName") // the header's names
final class ServiceExports {
  private static final int SERVICE_SIZE = 176;
  private static final int ERROR_SERVICE_NO_CHANGE = 1062;
  private static final MethodHandle ON_START =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, Pointer.LAYOUT, ValueLayout.JAVA_INT, Pointer.LAYOUT));
  private static final MethodHandle ON_STOP =
      Linker.nativeLinker()
          .downcallHandle(FunctionDescriptor.of(ValueLayout.JAVA_INT, Pointer.LAYOUT));

  private final Violations violations;
  private final Arena arena;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean ran;
  private volatile int exitCode;

  ServiceExports(Arena arena, Violations violations) {
    this.arena = arena;
    this.violations = violations;
  }

  /** The user presses Ctrl-C, or the service manager asks to stop. */
  void stop() {
    stopped.countDown();
  }

  int FspServiceRunEx(long name, long onStart, long onStop, long onControl, long userContext)
      throws Throwable {
    synchronized (this) {
      if (ran) {
        violations.report(Invariant.LIFE_CYCLE, "FspServiceRunEx twice in one process");
      }
      ran = true;
    }
    MemorySegment service = arena.allocate(SERVICE_SIZE, 8);
    service.set(Pointer.LAYOUT, 0, userContext);
    MemorySegment arguments = arena.allocate(2 * Pointer.LAYOUT.byteSize(), 8);
    MemorySegment program = WideString.allocate(arena, WideString.read(name));
    arguments.set(Pointer.LAYOUT, 0, program.address());
    int status =
        (int)
            ON_START.invokeExact(
                MemorySegment.ofAddress(onStart), service.address(), 1, arguments.address());
    if (status < 0) {
      return exitCode == 0 ? ERROR_SERVICE_NO_CHANGE : exitCode;
    }
    stopped.await();
    status = (int) ON_STOP.invokeExact(MemorySegment.ofAddress(onStop), service.address());
    return status < 0 && exitCode == 0 ? ERROR_SERVICE_NO_CHANGE : exitCode;
  }

  void FspServiceStop(long service) {
    stop();
  }

  void FspServiceRequestTime(long service, int millis) {}

  void FspServiceAcceptControl(long service, int control) {}

  void FspServiceSetExitCode(long service, int code) {
    exitCode = code;
  }

  int FspServiceGetExitCode(long service) {
    return exitCode;
  }

  byte FspServiceIsInteractive() {
    return 1;
  }

  int FspServiceContextCheck(long token, long isLocalSystem) {
    if (isLocalSystem != Pointer.NULL) {
      Pointer.MEMORY.set(ValueLayout.JAVA_BYTE, isLocalSystem, (byte) 0);
    }
    return NtStatus.STATUS_ACCESS_DENIED;
  }
}
