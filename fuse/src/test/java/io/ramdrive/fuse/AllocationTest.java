// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.ramdrive.volume.Volume;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As {@link MountAllocationTest}, for what no program can make a kernel send over and over. */
class AllocationTest {
  private static final int OPERATIONS = 100_000;

  private final ScriptedKernel kernel = new ScriptedKernel();

  @AfterEach
  void close() {
    kernel.close();
  }

  @Test
  void forgets() {
    long node = kernel.create("file");
    kernel.tell(ScriptedKernel.forget(node, 1));
    assertNoAllocation(
        ScriptedKernel.lookup(Volume.ROOT_ID, "file"), ScriptedKernel.forget(node, 1));
  }

  @Test
  void batchForgets() {
    long node = kernel.create("file");
    kernel.tell(ScriptedKernel.forget(node, 1));
    assertNoAllocation(
        ScriptedKernel.lookup(Volume.ROOT_ID, "file"),
        ScriptedKernel.lookup(Volume.ROOT_ID, "file"),
        Request.of(Opcode.FUSE_BATCH_FORGET, 0).u32(2).u32(0).u64(node).u64(1).u64(node).u64(1));
  }

  @Test
  void listings() {
    for (int i = 0; i < 20; i++) {
      kernel.create("file" + i);
    }
    assertNoAllocation(ScriptedKernel.read(Opcode.FUSE_READDIRPLUS, Volume.ROOT_ID, 0, 4096));
  }

  private void assertNoAllocation(Request... requests) {
    try (Arena arena = Arena.ofConfined()) {
      RepeatingChannel channel = new RepeatingChannel(arena, requests);
      Exchange exchange = new Exchange(channel, kernel.fileSystem(), arena);
      AllocatedBytes.assertNoneOnceCompiled(
          List.of(Thread.currentThread()),
          () -> {
            for (int i = 0; i < OPERATIONS; i++) {
              serve(channel, exchange);
            }
          });
    }
  }

  private void serve(RepeatingChannel channel, Exchange exchange) {
    if (!exchange.accept(channel.request(), channel.receive(), null)) {
      throw new AssertionError("not accepted");
    }
    exchange.send(kernel.fileSystem().handle(exchange));
  }

  /** Gives out the same requests again and again, and insists on success. */
  private static final class RepeatingChannel implements KernelChannel {
    private final MemorySegment buffer;
    private final MemorySegment reply;
    private final MemorySegment[] requests;
    private int next;

    RepeatingChannel(Arena arena, Request... requests) {
      buffer = arena.allocate(1 << 20, 8);
      reply = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
      this.requests = new MemorySegment[requests.length];
      for (int i = 0; i < requests.length; i++) {
        this.requests[i] = arena.allocateFrom(JAVA_BYTE, requests[i].build(i + 1));
      }
    }

    @Override
    public int receive() {
      MemorySegment request = requests[next++ % requests.length];
      MemorySegment.copy(request, 0, buffer, 0, request.byteSize());
      return (int) request.byteSize();
    }

    @Override
    public int poll(MemorySegment into) {
      return NONE;
    }

    @Override
    public boolean takesForgets() {
      return true;
    }

    @Override
    public boolean isIdle() {
      return true;
    }

    @Override
    public MemorySegment request() {
      return buffer;
    }

    @Override
    public int send(long address, int length) {
      if (reply.get(JAVA_INT, address + 4) != 0) {
        throw new AssertionError("error " + reply.get(JAVA_INT, address + 4));
      }
      return 0;
    }

    @Override
    public int sendv(long iovecs, int count) {
      return 0;
    }

    @Override
    public void close() {}
  }
}
