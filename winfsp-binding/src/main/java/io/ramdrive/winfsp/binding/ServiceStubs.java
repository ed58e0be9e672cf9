// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static io.ramdrive.winfsp.binding.Signature.INT;
import static io.ramdrive.winfsp.binding.Signature.POINTER;
import static io.ramdrive.winfsp.binding.Signature.returning;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandles;

/** The functions that a service of WinFsp's is given. */
final class ServiceStubs {
  /** FSP_SERVICE_START of winfsp/winfsp.h. */
  static final FunctionDescriptor START = returning(INT, POINTER, INT, POINTER);

  /** FSP_SERVICE_STOP of winfsp/winfsp.h. */
  static final FunctionDescriptor STOP = returning(INT, POINTER);

  private ServiceStubs() {}

  static long start(Arena arena, WinFspService service) {
    return stub(arena, service, "onStart", START);
  }

  static long stop(Arena arena, WinFspService service) {
    return stub(arena, service, "onStop", STOP);
  }

  private static long stub(
      Arena arena, WinFspService service, String method, FunctionDescriptor descriptor) {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup().bind(service, method, descriptor.toMethodType()),
              descriptor,
              arena)
          .address();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
