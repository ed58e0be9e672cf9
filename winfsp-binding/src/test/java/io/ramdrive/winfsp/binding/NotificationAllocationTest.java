// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To tell the kernel of a change allocates nothing, and neither does being called by it. */
class NotificationAllocationTest {
  private static final int CALLS = Integer.getInteger("ramdrive.allocation.operations", 20_000);

  private final FakeDll dll = new FakeDll();

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 1024})
  void oneChange(int length) throws Exception {
    String path = "\\" + "x".repeat(length - 1);
    try (FileSystemHost host = host(new NoOperations())) {
      AllocatedBytes.assertNoneOnceCompiled(
          List.of(Thread.currentThread()),
          () -> {
            for (int i = 0; i < CALLS; i++) {
              host.notify(WinNt.FILE_NOTIFY_CHANGE_SIZE, WinNt.FILE_ACTION_MODIFIED, path);
            }
          });
    }
  }

  @Test
  void batchesAndSessions() throws Exception {
    try (FileSystemHost host = host(new NoOperations())) {
      NotifyBatch batch = host.newBatch(4096);
      AllocatedBytes.assertNoneOnceCompiled(
          List.of(Thread.currentThread()),
          () -> {
            for (int i = 0; i < CALLS; i++) {
              batch.clear();
              batch.add(WinNt.FILE_NOTIFY_CHANGE_SIZE, WinNt.FILE_ACTION_MODIFIED, "\\dir\\file");
              batch.add(WinNt.FILE_NOTIFY_CHANGE_SIZE, WinNt.FILE_ACTION_MODIFIED, "other");
              host.notifyBegin(0);
              host.notify(batch);
              host.notifyEnd();
            }
          });
    }
  }

  private FileSystemHost host(Operations operations) throws WinFspException {
    return FileSystemHost.create(dll.library(), VolumeParams.builder().build(), operations);
  }

  @Test
  void theFunctionsThatAListingIsMadeWith() {
    WinFspLibrary library = dll.library();
    try (Arena arena = Arena.ofConfined()) {
      long entry = arena.allocate(256, 8).address();
      AllocatedBytes.assertNoneOnceCompiled(
          List.of(Thread.currentThread()),
          () -> {
            for (int i = 0; i < CALLS; i++) {
              DirInfo.size(Pointer.MEMORY, entry, DirInfo.SIZE);
              FileInfo.fileSize(Pointer.MEMORY, entry + DirInfo.FileInfo, i);
              WideString.write(Pointer.MEMORY, entry + DirInfo.FileNameBuf, "name");
              library.addDirInfo(entry, 0, 0, 0);
              library.getOperationContext();
            }
          });
    }
  }
}
