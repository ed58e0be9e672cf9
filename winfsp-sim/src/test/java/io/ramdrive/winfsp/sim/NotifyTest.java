// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.NotifyInfo;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class NotifyTest {
  private static final int FOREVER = -1;

  private final MiniFs files = new MiniFs();

  private static SimSettings settings(NotifyMode mode) {
    return new SimSettings().notifyMode(mode).watchdogMillis(500);
  }

  private static int tell(MiniMachine machine, String path) {
    return machine.host.notify(WinNt.FILE_NOTIFY_CHANGE_SIZE, WinNt.FILE_ACTION_MODIFIED, path);
  }

  /** A request that holds its file in the driver, as a flush does. */
  private static Response flush(MiniMachine machine, FileContext file) throws InterruptedException {
    machine.kernel.node.exclusive();
    try {
      return machine.call(new Request.Flush(file));
    } finally {
      machine.kernel.node.leaveExclusive();
    }
  }

  private static Response rename(MiniMachine machine, FileContext file)
      throws InterruptedException {
    machine.kernel.rename.exclusive();
    try {
      return machine.call(new Request.Rename(file, "\\f", "\\g", false, Caller.USER));
    } finally {
      machine.kernel.rename.leaveExclusive();
    }
  }

  private static CompletableFuture<Response> laterRename(MiniMachine machine, FileContext file) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return rename(machine, file);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        },
        task -> Thread.ofPlatform().daemon().start(task));
  }

  @Test
  void recordsReachTheDriver() throws Exception {
    try (MiniMachine machine = MiniMachine.running(settings(NotifyMode.STRICT), files)) {
      assertThat(machine.host.notifyBegin(1000)).isEqualTo(STATUS_SUCCESS);
      assertThat(tell(machine, "\\Dir\\f")).isEqualTo(STATUS_SUCCESS);
      assertThat(machine.host.notifyEnd()).isEqualTo(STATUS_SUCCESS);
      machine.dll.drainNotifications();
      assertThat(machine.kernel.notifications).hasSize(2);
      MemorySegment record = MemorySegment.ofArray(machine.kernel.notifications.getFirst());
      int units = (NotifyInfo.size(record, 0) - NotifyInfo.SIZE) / 2;
      assertThat(WideString.read(record, NotifyInfo.FileNameBuf, units)).isEqualTo("\\DIR\\F");
      assertThat(rename(machine, machine.file("\\f")).status()).isEqualTo(STATUS_SUCCESS);
    }
  }

  @Test
  void strictlyNobodyNotifiesFromADispatcher() throws Exception {
    try (MiniMachine machine =
        MiniMachine.running(settings(NotifyMode.STRICT), files, Invariant.NOTIFY)) {
      files.during(InterfaceSlot.Flush, () -> tell(machine, "\\other"));
      machine.call(new Request.Flush(machine.file("\\f")));
    }
  }

  @Test
  void theSourceSaysThatItReturnsAtOnce() throws Exception {
    try (MiniMachine machine = MiniMachine.running(settings(NotifyMode.SOURCE_ACCURATE), files)) {
      files.during(InterfaceSlot.Flush, () -> tell(machine, "\\f"));
      FileContext file = machine.file("\\f");
      assertThat(flush(machine, file).status()).isEqualTo(STATUS_SUCCESS);
      machine.dll.drainNotifications();
      assertThat(machine.kernel.notifications).hasSize(1);
    }
  }

  @Test
  void conservativelyItDeadlocksAsTheSeedDid() throws Exception {
    try (MiniMachine machine =
        MiniMachine.running(settings(NotifyMode.CONSERVATIVE), files, Invariant.NOTIFY)) {
      files.during(InterfaceSlot.Flush, () -> tell(machine, "\\f"));
      FileContext file = machine.file("\\f");
      flush(machine, file);
      assertThat(machine.violations.all().getFirst())
          .hasMessageContaining("FspFileSystemNotify on a dispatcher's thread blocks Flush");
    }
  }

  @Test
  void conservativelyItPassesIfTheFileIsAnother() throws Exception {
    try (MiniMachine machine = MiniMachine.running(settings(NotifyMode.CONSERVATIVE), files)) {
      files.during(InterfaceSlot.Flush, () -> tell(machine, "\\other"));
      assertThat(machine.call(new Request.Flush(machine.file("\\f"))).status())
          .isEqualTo(STATUS_SUCCESS);
    }
  }

  /** D4: the notification waits for the file that the request holds, and the request for it. */
  @Test
  void aCallbackThatWaitsForItsNotificationDeadlocks() throws Exception {
    try (MiniMachine machine =
        MiniMachine.running(settings(NotifyMode.SOURCE_ACCURATE), files, Invariant.THREADING)) {
      files.during(
          InterfaceSlot.Flush,
          () -> {
            tell(machine, "\\f");
            machine.dll.drainNotifications();
          });
      flush(machine, machine.file("\\f"));
    }
  }

  /** D1: a session begun inside of a rename waits for the rename's own lock. */
  @Test
  void aSessionWithinARenameDeadlocks() throws Exception {
    try (MiniMachine machine =
        MiniMachine.running(settings(NotifyMode.SOURCE_ACCURATE), files, Invariant.NOTIFY)) {
      files.during(InterfaceSlot.Rename, () -> machine.host.notifyBegin(FOREVER));
      rename(machine, machine.file("\\f"));
      assertThat(machine.violations.all().getFirst())
          .hasMessageContaining("FspFileSystemNotifyBegin on a dispatcher's thread blocks Rename");
    }
  }

  @Test
  void aSessionGivesUpInTime() throws Exception {
    try (MiniMachine machine = MiniMachine.running(settings(NotifyMode.SOURCE_ACCURATE), files)) {
      AtomicInteger status = new AtomicInteger();
      files.during(InterfaceSlot.Rename, () -> status.set(machine.host.notifyBegin(30)));
      assertThat(rename(machine, machine.file("\\f")).status()).isEqualTo(STATUS_SUCCESS);
      assertThat(status.get()).isEqualTo(STATUS_CANT_WAIT);
    }
  }

  /** D2: an open holds the rename lock shared; a rename that waits for it keeps sessions away. */
  @Test
  void aSessionWithinAnOpenDeadlocksWhenARenameWaits() throws Exception {
    try (MiniMachine machine =
        MiniMachine.running(settings(NotifyMode.SOURCE_ACCURATE), files, Invariant.NOTIFY)) {
      FileContext file = machine.file("\\f");
      machine.kernel.rename.shared();
      CompletableFuture<Response> rename = laterRename(machine, file);
      machine.kernel.rename.awaitWaitingWriter();
      files.during(InterfaceSlot.Open, () -> machine.host.notifyBegin(FOREVER));
      machine.create("\\f", WinNt.FILE_OPEN, 0);
      machine.kernel.rename.leaveShared();
      rename.join();
    }
  }

  /** D3: up to 2.1 the end of a session waits behind the rename that waits for it. */
  @Test
  void aRenameWithinASessionFreezesTheVolumeUpTo21() throws Exception {
    SimSettings old = settings(NotifyMode.SOURCE_ACCURATE).version(SimVersion.V2_1);
    try (MiniMachine machine = MiniMachine.running(old, files, Invariant.STOP)) {
      FileContext file = machine.file("\\f");
      assertThat(machine.host.notifyBegin(FOREVER)).isEqualTo(STATUS_SUCCESS);
      CompletableFuture<Response> rename = laterRename(machine, file);
      machine.kernel.rename.awaitWaitingWriter();
      machine.host.notifyEnd();
      assertThat(rename).isNotDone();
      machine.host.close();
      assertThat(rename).as("frozen until the volume is gone").isNotDone();
    }
  }

  @Test
  void aRenameWithinASessionPassesFrom22On() throws Exception {
    SimSettings recent = settings(NotifyMode.SOURCE_ACCURATE).version(SimVersion.V2_2);
    try (MiniMachine machine = MiniMachine.running(recent, files)) {
      FileContext file = machine.file("\\f");
      assertThat(machine.host.notifyBegin(FOREVER)).isEqualTo(STATUS_SUCCESS);
      CompletableFuture<Response> rename = laterRename(machine, file);
      machine.kernel.rename.awaitWaitingWriter();
      machine.host.notifyEnd();
      assertThat(rename.join().status()).isEqualTo(STATUS_SUCCESS);
    }
  }

  /** D5, but for a file system that stops: what is pending is cancelled, which lets it pass. */
  @Test
  void aNotificationThatWaitsForAPendingRequestEndsWithTheDispatcher() throws Exception {
    MiniFs pending =
        new MiniFs() {
          @Override
          public int read(long context, long buffer, long offset, int length, long count) {
            return STATUS_PENDING;
          }
        };
    try (MiniMachine machine = MiniMachine.running(settings(NotifyMode.SOURCE_ACCURATE), pending)) {
      FileContext file = machine.file("\\f");
      machine.kernel.node.exclusive();
      CompletableFuture<Void> read =
          machine
              .later(new Request.Read(file, 0, 1))
              .thenAccept(
                  answer -> {
                    assertThat(answer.status()).isEqualTo(STATUS_CANCELLED);
                    machine.kernel.node.leaveExclusive();
                  });
      tell(machine, "\\f");
      machine.host.close();
      read.join();
      assertThat(machine.kernel.notifications).hasSize(1);
    }
  }

  /** D6: the work item writes dirty pages back, which needs a dispatcher that is not stuck. */
  @Test
  void notifyingUnderALockThatCallbacksTakeDeadlocks() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    try (MiniMachine machine =
        MiniMachine.running(settings(NotifyMode.SOURCE_ACCURATE), files, Invariant.THREADING)) {
      machine.kernel.dirty = machine.file("\\f");
      files.during(
          InterfaceSlot.Flush,
          () -> {
            lock.lock();
            try {
              assertThat(lock.isHeldByCurrentThread()).isTrue();
            } finally {
              lock.unlock();
            }
          });
      lock.lock();
      try {
        tell(machine, "\\f");
        machine.dll.drainNotifications();
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  void anEndWithoutABeginningIsSeen() throws Exception {
    try (MiniMachine machine =
        MiniMachine.running(settings(NotifyMode.STRICT), files, Invariant.NOTIFY)) {
      machine.dll.at(machine.host.pointer()).notifications().end();
    }
  }

  @Test
  void aNotifierThatOutlivesTheDispatcherIsSeen() throws Exception {
    try (MiniMachine machine =
        MiniMachine.running(settings(NotifyMode.STRICT), files, Invariant.NOTIFY)) {
      machine.host.stop();
      tell(machine, "\\f");
    }
  }
}
