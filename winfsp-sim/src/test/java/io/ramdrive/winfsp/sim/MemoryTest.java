// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.winfsp.binding.OperationContext;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.TransactRsp;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void aWriteAfterTheAnswerIsSeen() throws Exception {
    AtomicLong kept = new AtomicLong();
    MiniFs files =
        new MiniFs() {
          @Override
          public int read(long context, long buffer, long offset, int length, long count) {
            kept.set(buffer);
            return STATUS_END_OF_FILE;
          }
        };
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), files, Invariant.MEMORY)) {
      machine.call(new Request.Read(machine.file("\\f"), 0, 100));
      Pointer.MEMORY.set(JAVA_BYTE, kept.get() + 99, (byte) 1);
    }
  }

  @Test
  void aWriteBeyondTheBufferIsSeen() throws Exception {
    MiniFs files =
        new MiniFs() {
          @Override
          public int read(long context, long buffer, long offset, int length, long count) {
            Pointer.MEMORY.set(JAVA_BYTE, buffer + length, (byte) 1);
            return STATUS_END_OF_FILE;
          }
        };
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), files, Invariant.MEMORY)) {
      machine.call(new Request.Read(machine.file("\\f"), 0, 3));
    }
  }

  @Test
  void anAnswerWithoutFileInfoIsSeen() throws Exception {
    MiniFs files =
        new MiniFs() {
          @Override
          public synchronized int write(
              long context,
              long buffer,
              long offset,
              int length,
              boolean toEnd,
              boolean constrained,
              long count,
              long fileInfo) {
            Pointer.MEMORY.set(JAVA_INT, count, length);
            return STATUS_SUCCESS;
          }
        };
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), files, Invariant.FILE_INFO)) {
      machine.call(new Request.Write(machine.file("\\f"), 0, new byte[3], false));
    }
  }

  @Test
  void theDispatchersOwnResponseIsNotForLater() throws Exception {
    AtomicReference<MiniMachine> on = new AtomicReference<>();
    AtomicLong response = new AtomicLong();
    MiniFs files =
        new MiniFs() {
          @Override
          public int flush(long context, long fileInfo) {
            long operation = on.get().library.getOperationContext();
            response.set(OperationContext.response(Pointer.MEMORY, operation));
            return super.flush(context, fileInfo);
          }
        };
    try (MiniMachine machine = MiniMachine.running(new SimSettings(), files, Invariant.MEMORY)) {
      on.set(machine);
      machine.call(new Request.Flush(machine.file("\\f")));
      assertThat(machine.library.getOperationContext()).isEqualTo(Pointer.NULL);
      TransactRsp.size(Pointer.MEMORY, response.get(), TransactRsp.SIZE);
      machine.library.sendResponse(machine.host.pointer(), response.get());
    }
  }

  @Test
  void aContextOfZeroIsSeen() throws Exception {
    MiniFs files =
        new MiniFs() {
          @Override
          public synchronized int open(
              long name, int options, int access, long pFileContext, long fileInfo) {
            int status = super.open(name, options, access, pFileContext, fileInfo);
            Pointer.MEMORY.set(Pointer.LAYOUT, pFileContext, 0);
            return status;
          }
        };
    try (MiniMachine machine =
        MiniMachine.running(new SimSettings(), files, Invariant.LIFE_CYCLE)) {
      machine.create("\\", WinNt.FILE_OPEN, 0);
    }
  }
}
