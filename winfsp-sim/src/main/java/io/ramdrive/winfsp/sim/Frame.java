// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request on its dispatcher's thread: the memory that its callbacks get, exactly as large as
 * they are told, and the way to call them.
 */
final class Frame implements AutoCloseable {
  /** What the DLL leaves in memory that it does not clear. */
  static final byte POISON = (byte) 0xDB;

  private record Loan(long address, long size) {}

  private final SimFileSystem fileSystem;
  private final DispatcherThread thread;
  private final InFlight inFlight;
  private final List<Loan> loans = new ArrayList<>();

  Frame(SimFileSystem fileSystem, DispatcherThread thread, InFlight inFlight) {
    this.fileSystem = fileSystem;
    this.thread = thread;
    this.inFlight = inFlight;
  }

  private String what() {
    return inFlight.request().getClass().getSimpleName();
  }

  /** Where the data of this request is, which may be answered later. */
  void buffer(long address) {
    inFlight.buffer(address);
  }

  SimFileSystem fileSystem() {
    return fileSystem;
  }

  /** FSP_FSCTL_TRANSACT_RSP of this thread. */
  long response() {
    return thread.response();
  }

  boolean has(InterfaceSlot slot) {
    return fileSystem.host().has(slot);
  }

  /** Calls a slot with the file system and these arguments; 0 from one that returns nothing. */
  int call(InterfaceSlot slot, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = fileSystem.address();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Object result = thread.callback(slot, all);
    if (result == null) {
      return 0;
    }
    int status = (int) result;
    if (!StatusRules.allows(slot, status)) {
      fileSystem
          .violations()
          .report(Invariant.STATUS, String.format("%s answers 0x%08X (%s)", slot, status, what()));
    }
    return status;
  }

  private long take(long size) {
    long address = fileSystem.lender().take(size);
    loans.add(new Loan(address, size));
    return address;
  }

  long zeroed(long size) {
    long address = take(size);
    memory(address, size).fill((byte) 0);
    return address;
  }

  long poisoned(long size) {
    long address = take(size);
    memory(address, size).fill(POISON);
    return address;
  }

  /** The bytes, or the null pointer. */
  long copy(byte @Nullable [] bytes) {
    if (bytes == null) {
      return Pointer.NULL;
    }
    long address = take(bytes.length);
    MemorySegment.copy(bytes, 0, Pointer.MEMORY, JAVA_BYTE, address, bytes.length);
    return address;
  }

  /** The text with its terminator, or the null pointer. */
  long text(@Nullable String text) {
    if (text == null) {
      return Pointer.NULL;
    }
    long address = take(text.length() * 2L + 2);
    for (int i = 0; i < text.length(); i++) {
      Pointer.MEMORY.set(JAVA_CHAR_UNALIGNED, address + i * 2L, text.charAt(i));
    }
    Pointer.MEMORY.set(JAVA_CHAR_UNALIGNED, address + text.length() * 2L, '\0');
    return address;
  }

  /** A copy of what stands there now. */
  byte[] bytes(long address, long size) {
    return memory(address, size).toArray(JAVA_BYTE);
  }

  private static MemorySegment memory(long address, long size) {
    return Pointer.MEMORY.asSlice(address, size);
  }

  @Override
  public void close() {
    for (Loan loan : loans) {
      fileSystem.lender().giveBack(loan.address, loan.size, what());
    }
    loans.clear();
  }
}
