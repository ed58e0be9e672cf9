// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands between C and the operations allocates nothing. */
class UpcallAllocationTest {
  private static final int CALLS = Integer.getInteger("ramdrive.allocation.operations", 20_000);

  /** Keeps the sum so that nothing is optimised away. */
  private static final class Summing implements Operations {
    private long sum;

    @Override
    public Set<InterfaceSlot> slots() {
      return Set.of(InterfaceSlot.Read, InterfaceSlot.Write);
    }

    @Override
    public int read(
        long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
      sum += fileContext + buffer + offset + length + pBytesTransferred;
      return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public int write(
        long fileContext,
        long buffer,
        long offset,
        int length,
        boolean writeToEndOfFile,
        boolean constrainedIo,
        long pBytesTransferred,
        long fileInfo) {
      sum += writeToEndOfFile && !constrainedIo ? fileInfo : 0;
      return NtStatus.STATUS_SUCCESS;
    }
  }

  @Test
  void readsAndWrites() {
    Summing operations = new Summing();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment table =
          InterfaceTable.allocate(arena, operations, new DispatcherEnd(operations));
      MethodHandle read = slot(table, InterfaceSlot.Read);
      MethodHandle write = slot(table, InterfaceSlot.Write);
      AllocatedBytes.assertNoneOnceCompiled(
          List.of(Thread.currentThread()), () -> callMany(read, write));
    }
    assertThat(operations.sum).isPositive();
  }

  private static MethodHandle slot(MemorySegment table, InterfaceSlot slot) {
    return FakeDll.call(table.get(JAVA_LONG, slot.offset()), slot.descriptor());
  }

  private static void callMany(MethodHandle read, MethodHandle write) {
    try {
      for (int i = 0; i < CALLS; i++) {
        int status = (int) read.invokeExact(1L, 2L, 3L, 4L, 5, 6L);
        status += (int) write.invokeExact(1L, 2L, 3L, 4L, 5, (byte) 1, (byte) 0, 6L, 7L);
        if (status != 0) {
          throw new AssertionError(status);
        }
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
