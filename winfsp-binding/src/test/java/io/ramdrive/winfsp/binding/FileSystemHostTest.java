// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FileSystemHostTest {
  private final FakeFileSystems dll = new FakeFileSystems();
  private final VolumeParams params = VolumeParams.builder().fileSystemName("NTFS").build();

  private FileSystemHost create() throws WinFspException {
    return FileSystemHost.create(dll.library(), params, new NoOperations());
  }

  @Test
  void aFileSystemIsCreatedMountedStartedStoppedAndDeletedInThisOrder() throws Exception {
    try (FileSystemHost host = create()) {
      host.setOperationGuardStrategy(
          WinFspConstants.FSP_FILE_SYSTEM_OPERATION_GUARD_STRATEGY_COARSE);
      host.setDebugLog(-1);
      host.mount("R:");
      host.start(5);
      assertThat(host.mountPoint()).isEqualTo("R:");
      assertThat(host.pointer()).isEqualTo(FakeFileSystems.FILE_SYSTEM);
    }

    assertThat(dll.calls)
        .containsExactly(
            "create WinFsp.Disk",
            "guard strategy 1",
            "debug log -1",
            "mount R:",
            "start 5",
            "stop",
            "delete true");
  }

  @Test
  void theParametersArriveAsTheyAre() throws Exception {
    create().close();

    byte[] expected = new byte[VolumeParams.SIZE];
    params.copyTo(MemorySegment.ofArray(expected), 0);
    assertThat(dll.params).isEqualTo(expected);
  }

  @Test
  void aPrefixMakesAShare() throws Exception {
    VolumeParams share = VolumeParams.builder().prefix("\\ram\\disk").build();
    FileSystemHost.create(dll.library(), share, new NoOperations()).close();

    assertThat(dll.calls).contains("create WinFsp.Net");
  }

  @Test
  void anyDriveIsANullPointerAndTheLetterIsToldAfterwards() throws Exception {
    try (FileSystemHost host = create()) {
      assertThat(host.mountPoint()).isEmpty();
      host.mount("*");
      assertThat(host.mountPoint()).isEqualTo("Z:");
    }
    assertThat(dll.calls).contains("mount null");
  }

  @Test
  void theDirectoryThatIsMadeMayHaveASecurityDescriptor() throws Exception {
    try (FileSystemHost host = create()) {
      host.mount("C:\\mnt", new byte[] {1, 2, 3, 4});
    }
    assertThat(dll.mountSecurity).containsExactly(1, 2, 3, 4);
  }

  @Test
  void preflightMakesNothing() throws Exception {
    FileSystemHost.preflight(dll.library(), params, "R:");

    assertThat(dll.calls).containsExactly("preflight WinFsp.Disk R:");
    dll.mountStatus = NtStatus.STATUS_OBJECT_NAME_COLLISION;
    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(() -> FileSystemHost.preflight(dll.library(), params, "R:"))
        .withMessage("R: is in use: choose another drive letter, or * for any.")
        .matches(e -> e.status() == NtStatus.STATUS_OBJECT_NAME_COLLISION);
  }

  @Test
  void whatCannotBeCreatedSaysWhy() {
    dll.createStatus = NtStatus.STATUS_NO_SUCH_DEVICE;

    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(this::create)
        .withMessageStartingWith("WinFsp's driver does not run (STATUS_NO_SUCH_DEVICE")
        .matches(e -> e.status() == NtStatus.STATUS_NO_SUCH_DEVICE);
    assertThat(dll.calls).containsExactly("create WinFsp.Disk");
  }

  @Test
  void aMountThatFailsEndsTheHost() throws Exception {
    dll.mountStatus = NtStatus.STATUS_ACCESS_DENIED;
    FileSystemHost host = create();

    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(() -> host.mount("\\\\.\\R:"))
        .withMessage("\\\\.\\R: needs an administrator: run as one, or mount without \\\\.\\.");
    assertThat(dll.calls).containsExactly("create WinFsp.Disk", "mount \\\\.\\R:", "delete true");
    assertThatIllegalStateException().isThrownBy(() -> host.mount("R:"));
    host.close();
    assertThat(dll.calls).hasSize(3);
  }

  @Test
  void aStartThatFailsEndsTheHost() throws Exception {
    dll.startStatus = NtStatus.STATUS_INSUFFICIENT_RESOURCES;
    FileSystemHost host = create();
    host.mount("R:");

    assertThatExceptionOfType(WinFspException.class)
        .isThrownBy(() -> host.start(0))
        .withMessageContaining("STATUS_INSUFFICIENT_RESOURCES");
    assertThat(dll.calls)
        .containsExactly("create WinFsp.Disk", "mount R:", "start 0", "delete true");
  }

  @Test
  void stoppingAndClosingTwiceDoesNothing() throws Exception {
    FileSystemHost host = create();
    host.start(0);
    host.stop();
    host.stop();
    host.close();
    host.close();

    assertThat(dll.calls).containsExactly("create WinFsp.Disk", "start 0", "stop", "delete true");
    assertThat(host.mountPoint()).isEmpty();
  }

  @Test
  void aThreadThatServesTheFileSystemCannotStopIt() throws Exception {
    FileSystemHost host = create();
    host.start(0);
    dll.operationContext = 4096;

    assertThatIllegalStateException().isThrownBy(host::stop).withMessageContaining("thread");
    assertThatIllegalStateException().isThrownBy(host::close);
    assertThat(dll.calls).containsExactly("create WinFsp.Disk", "start 0");
    dll.operationContext = Pointer.NULL;
    host.close();
  }

  @Test
  void theThreadThatTellsOfTheEndCannotCloseEither() throws Exception {
    AtomicReference<FileSystemHost> host = new AtomicReference<>();
    AtomicReference<Exception> refusal = new AtomicReference<>();
    Operations operations =
        new Operations() {
          @Override
          public Set<InterfaceSlot> slots() {
            return Set.of(InterfaceSlot.DispatcherStopped);
          }

          @Override
          public void dispatcherStopped(boolean normally) {
            try {
              host.get().close();
            } catch (IllegalStateException e) {
              refusal.set(e);
            }
          }
        };
    host.set(FileSystemHost.create(dll.library(), params, operations));
    host.get().start(0);
    slot(InterfaceSlot.DispatcherStopped, (byte) 1);

    assertThat(refusal.get()).hasMessageContaining("use another thread");
    host.get().close();
    assertThat(dll.calls).endsWith("stop", "delete true");
  }

  /** Calls a slot through the table, as the DLL does. */
  private void slot(InterfaceSlot slot, Object argument) throws Exception {
    long pointer = FakeDll.pointerAt(dll.interfaceTable + slot.offset());
    try {
      FakeDll.call(pointer, slot.descriptor())
          .invokeWithArguments(FakeFileSystems.FILE_SYSTEM, argument);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theTableAndItsStubsLiveUntilTheFileSystemIsDeleted() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    Operations operations =
        new Operations() {
          @Override
          public Set<InterfaceSlot> slots() {
            return Set.of(InterfaceSlot.DispatcherStopped);
          }

          @Override
          public void dispatcherStopped(boolean normally) {
            stopped.countDown();
          }
        };
    FakeFileSystems late =
        new FakeFileSystems() {
          @Override
          void fspFileSystemDelete(long fileSystem) {
            long pointer =
                FakeDll.pointerAt(interfaceTable + InterfaceSlot.DispatcherStopped.offset());
            try {
              FakeDll.call(pointer, InterfaceSlot.DispatcherStopped.descriptor())
                  .invokeWithArguments(fileSystem, (byte) 1);
            } catch (Throwable e) {
              throw new AssertionError(e);
            }
          }
        };
    FileSystemHost.create(late.library(), params, operations).close();

    assertThat(stopped.getCount()).isZero();
  }

  @Test
  void closingWaitsForANotificationUnderWay() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FakeFileSystems slow =
        new FakeFileSystems() {
          @Override
          int fspFileSystemNotify(long fileSystem, long records, long size) {
            inside.countDown();
            awaitQuietly(goOn);
            calls.add("notified");
            return NtStatus.STATUS_SUCCESS;
          }

          @Override
          void fspFileSystemStopDispatcher(long fileSystem) {
            super.fspFileSystemStopDispatcher(fileSystem);
            goOn.countDown();
          }
        };
    FileSystemHost host = FileSystemHost.create(slow.library(), params, new NoOperations());
    host.start(0);
    CompletableFuture<Integer> notified =
        CompletableFuture.supplyAsync(() -> host.notify(1, 1, "\\a"));
    inside.await();
    host.close();

    assertThat(notified.get()).isEqualTo(NtStatus.STATUS_SUCCESS);
    assertThat(slow.calls)
        .containsExactly("create WinFsp.Disk", "start 0", "stop", "notified", "delete true");
  }

  @Test
  void theMountPointMayBeAskedForWhileTheFileSystemIsStopped() throws Exception {
    AtomicReference<FileSystemHost> host = new AtomicReference<>();
    AtomicReference<String> answer = new AtomicReference<>();
    FakeFileSystems asking =
        new FakeFileSystems() {
          @Override
          void fspFileSystemStopDispatcher(long fileSystem) {
            // As a request that is under way would do: on a thread of WinFsp's.
            CompletableFuture.runAsync(() -> answer.set(host.get().mountPoint())).join();
          }
        };
    host.set(FileSystemHost.create(asking.library(), params, new NoOperations()));
    host.get().mount("R:");
    host.get().start(0);
    host.get().stop();
    host.get().close();

    assertThat(answer.get()).isEqualTo("R:");
  }

  @Test
  void aServiceIsEndedIfTheReleaseCanDoThat() throws Exception {
    try (FileSystemHost host = create()) {
      host.stopServiceIfNecessary(false);
    }
    assertThat(dll.calls).containsExactly("create WinFsp.Disk", "stop service 0", "delete true");

    dll.calls.clear();
    dll.without(WinFspFunction.FspFileSystemStopServiceIfNecessary);
    try (FileSystemHost host = create()) {
      host.stopServiceIfNecessary(false);
    }
    assertThat(dll.calls).containsExactly("create WinFsp.Disk", "delete true");
  }

  @Test
  void nothingIsDoneInTheWrongOrder() throws Exception {
    try (FileSystemHost host = create()) {
      host.mount("R:");
      assertLate(() -> host.mount("S:"));
      host.start(0);
      assertLate(() -> host.start(0));
      assertLate(() -> host.setDebugLog(1));
      assertLate(() -> host.setOperationGuardStrategy(0));
    }
  }

  private static void assertLate(Executable call) {
    assertThatIllegalStateException().isThrownBy(call::execute).withMessageContaining("too late");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
