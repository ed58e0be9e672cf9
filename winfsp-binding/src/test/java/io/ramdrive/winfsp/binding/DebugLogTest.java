// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static io.ramdrive.winfsp.binding.Signature.INT;
import static io.ramdrive.winfsp.binding.Signature.POINTER;
import static io.ramdrive.winfsp.binding.Signature.returning;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DebugLogTest {
  static final class Logging extends FakeDll {
    void fspDebugLogSetHandle(long handle) {
      calls.add("handle " + handle);
    }
  }

  /** GetStdHandle of kernel32.dll. */
  long getStdHandle(int which) {
    return 1000L + which;
  }

  @Test
  void theLogGoesWhereItIsToldTo() throws Exception {
    Logging dll = new Logging();
    DebugLog.to(dll.library(), 42);

    assertThat(dll.calls).containsExactly("handle 42");
  }

  @Test
  void theStandardErrorOutputIsAskedForAsWindowsNamesIt() throws Exception {
    FunctionDescriptor descriptor = returning(POINTER, INT);
    MemorySegment stub =
        Linker.nativeLinker()
            .upcallStub(
                MethodHandles.lookup().bind(this, "getStdHandle", descriptor.toMethodType()),
                descriptor,
                Arena.ofAuto());
    Kernel32 kernel32 =
        new Kernel32(name -> name.equals("GetStdHandle") ? Optional.of(stub) : Optional.empty());

    assertThat(kernel32.standardErrorHandle()).isEqualTo(988);
  }
}
