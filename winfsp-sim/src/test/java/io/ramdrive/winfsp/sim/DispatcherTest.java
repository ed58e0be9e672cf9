// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.OperationContext;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.TransactReq;
import io.ramdrive.winfsp.binding.TransactRsp;
import io.ramdrive.winfsp.binding.WinFspConstants;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DispatcherTest {
  private final MiniFs files = new MiniFs();

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsRunSideBySide() throws Exception {
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), files)) {
      FileContext file = machine.file("\\f");
      machine.call(new Request.Write(file, 0, new byte[1], false));
      CyclicBarrier both = new CyclicBarrier(2);
      files.during(
          InterfaceSlot.Read,
          () -> {
            try {
              both.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
      CompletableFuture<Response> other = machine.later(new Request.Read(file, 0, 1));
      assertThat(machine.call(new Request.Read(file, 0, 1)).status()).isEqualTo(STATUS_SUCCESS);
      assertThat(other.join().status()).isEqualTo(STATUS_SUCCESS);
    }
  }

  @Test
  void theGuardKeepsACreateAwayFromARename() throws Exception {
    for (int strategy : new int[] {0, 1}) {
      MiniFs slow = new MiniFs();
      try (MiniMachine machine = new MiniMachine(new SimSettings(), slow)) {
        machine.host.setOperationGuardStrategy(strategy);
        machine.host.mount("R:");
        machine.host.start(4);
        FileContext file = machine.file("\\f");
        machine.call(new Request.Write(file, 0, new byte[1], false));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        slow.during(
            InterfaceSlot.Cleanup,
            () -> {
              inside.countDown();
              await(leave);
            });
        CompletableFuture<Response> cleanup =
            machine.later(new Request.Cleanup(file, "\\f", WinFspConstants.FspCleanupDelete));
        await(inside);
        CompletableFuture<Response> read = machine.later(new Request.Read(file, 0, 1));
        CompletableFuture<Response> volume =
            machine.later(new Request.Rename(file, "\\f", "\\g", false, Caller.USER));
        if (strategy == WinFspConstants.FSP_FILE_SYSTEM_OPERATION_GUARD_STRATEGY_FINE) {
          assertThat(read.join().status()).isEqualTo(STATUS_SUCCESS);
        } else {
          assertThat(read).isNotDone();
        }
        assertThat(volume).isNotDone();
        leave.countDown();
        cleanup.join();
        volume.join();
        read.join();
      }
    }
  }

  @Test
  void aCallbackThatCallsItsOwnVolumeIsSeen() throws Exception {
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), files, Invariant.THREADING)) {
      FileContext file = machine.file("\\f");
      files.during(
          InterfaceSlot.Flush,
          () -> {
            try {
              machine.kernel.userMode.call(new Request.Flush(file));
            } catch (InvariantViolation e) {
              assertThat(e.invariant()).isEqualTo(Invariant.THREADING);
            }
          });
      machine.call(new Request.Flush(file));
    }
  }

  @Test
  void aCallbackThatDoesNotReturnIsSeenWithItsStack() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    try (MiniMachine machine =
        MiniMachine.running(new SimSettings().watchdogMillis(300), files, Invariant.THREADING)) {
      FileContext file = machine.file("\\f");
      files.during(InterfaceSlot.Flush, () -> await(leave));
      machine.call(new Request.Flush(file));
      assertThat(machine.violations.all().getFirst())
          .hasMessageContaining("Flush does not return")
          .hasStackTraceContaining("DispatcherTest");
      leave.countDown();
    }
  }

  /** A file system whose reads are answered later. */
  private static final class Pending extends MiniFs {
    final AtomicLong hint = new AtomicLong();
    final AtomicLong buffer = new AtomicLong();
    final AtomicReference<MiniMachine> machine = new AtomicReference<>();
    final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public int read(long context, long to, long offset, int length, long pBytesTransferred) {
      long operation = machine.get().library.getOperationContext();
      long request = OperationContext.request(Pointer.MEMORY, operation);
      hint.set(TransactReq.hint(Pointer.MEMORY, request));
      buffer.set(to);
      asked.countDown();
      return STATUS_PENDING;
    }

    void answer(int count) {
      MiniMachine on = machine.get();
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment response = arena.allocate(TransactRsp.SIZE, 8);
        TransactRsp.size(response, 0, TransactRsp.SIZE);
        TransactRsp.kind(response, 0, WinFspConstants.FspFsctlTransactReadKind);
        TransactRsp.hint(response, 0, hint.get());
        TransactRsp.ioStatusInformation(response, 0, count);
        on.library.sendResponse(on.host.pointer(), response.address());
      }
    }
  }

  @Test
  void aReadMayBeAnsweredLater() throws Exception {
    Pending pending = new Pending();
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), pending)) {
      pending.machine.set(machine);
      FileContext file = machine.file("\\f");
      CompletableFuture<Response> read = machine.later(new Request.Read(file, 0, 2));
      await(pending.asked);
      Pointer.MEMORY.asSlice(pending.buffer.get(), 2).fill((byte) 7);
      pending.answer(2);
      assertThat(read.join().payload()).isEqualTo(new byte[] {7, 7});
    }
  }

  @Test
  void aSecondAnswerIsSeen() throws Exception {
    Pending pending = new Pending();
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), pending, Invariant.STATUS)) {
      pending.machine.set(machine);
      FileContext file = machine.file("\\f");
      CompletableFuture<Response> read = machine.later(new Request.Read(file, 0, 2));
      await(pending.asked);
      pending.answer(2);
      read.join();
      pending.answer(2);
    }
  }

  @Test
  void stopCancelsWhatIsPendingAndIgnoresItsAnswer() throws Exception {
    Pending pending = new Pending();
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), pending)) {
      pending.machine.set(machine);
      FileContext file = machine.file("\\f");
      CompletableFuture<Response> read = machine.later(new Request.Read(file, 0, 2));
      await(pending.asked);
      machine.host.stop();
      assertThat(read.join().status()).isEqualTo(STATUS_CANCELLED);
      pending.answer(2);
      machine.host.stop();
    }
  }

  @Test
  void stopWaitsForCallbacksAndCancelsWhatIsQueued() throws Exception {
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch leave = new CountDownLatch(1);
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), files)) {
      FileContext file = machine.file("\\f");
      files.during(
          InterfaceSlot.Flush,
          () -> {
            inside.countDown();
            await(leave);
          });
      CompletableFuture<Response> first = machine.later(new Request.Flush(file));
      CompletableFuture<Response> second = machine.later(new Request.Flush(file));
      await(inside);
      CompletableFuture<Response> queued = machine.later(new Request.Close(file));
      CompletableFuture<Void> stop = CompletableFuture.runAsync(machine.host::stop);
      while (!machine.dll.at(machine.host.pointer()).dispatcher().isStopping()) {
        Thread.onSpinWait();
      }
      assertThat(stop).isNotDone();
      leave.countDown();
      stop.join();
      assertThat(first.join().status()).isEqualTo(STATUS_SUCCESS);
      assertThat(second.join().status()).isEqualTo(STATUS_SUCCESS);
      assertThat(queued.join().status()).isEqualTo(STATUS_CANCELLED);
      assertThat(files.open).as("nobody closes what was open").hasSize(1);
    }
  }

  @Test
  void theFileSystemIsToldWhenTheDriverGoes() throws Exception {
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), files)) {
      machine.file("\\f");
      machine.dll.unloadDriver();
      machine.dll.at(machine.host.pointer()).stopDispatcher();
      assertThat(files.stopped).hasSize(1);
      assertThat(machine.create("\\", WinNt.FILE_OPEN, 0).status()).isEqualTo(STATUS_CANCELLED);
    }
    assertThat(files.stopped).hasSize(1);
  }

  @Test
  void theAnswerIsAppliedBeforeTheThreadTakesAnotherRequest() throws Exception {
    try (MiniMachine machine = MiniMachine.running(new SimSettings().randomDelays(true), files)) {
      AtomicReference<Thread> applied = new AtomicReference<>();
      AtomicReference<Thread> called = new AtomicReference<>();
      files.during(InterfaceSlot.Open, () -> called.set(Thread.currentThread()));
      Request.Create open =
          new Request.Create(
              "\\",
              0,
              WinNt.FILE_OPEN,
              0,
              0,
              0,
              null,
              0,
              null,
              false,
              false,
              false,
              false,
              0,
              Caller.USER);
      machine.kernel.userMode.call(open, answer -> applied.set(Thread.currentThread()));
      assertThat(applied.get()).isSameAs(called.get()).isNotNull();
    }
  }
}
