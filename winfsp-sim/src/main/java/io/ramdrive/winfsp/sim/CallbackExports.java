// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.ramdrive.winfsp.binding.FullEaInformation;
import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The functions that a file system calls in its callbacks, and to notify. */
@SuppressWarnings("MemberName") // the header's names
final class CallbackExports {
  private static final MethodHandle ENUMERATE =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, Pointer.LAYOUT, Pointer.LAYOUT, Pointer.LAYOUT));

  private final SimDll dll;

  CallbackExports(SimDll dll) {
    this.dll = dll;
  }

  long FspFileSystemGetOperationContext() {
    DispatcherThread thread = DispatcherThread.current();
    return thread == null ? Pointer.NULL : thread.context();
  }

  byte FspFileSystemIsOperationCaseSensitiveF() {
    return switch (serving()) {
      case Request.Create create when create.caseSensitive() -> 1;
      case Request.QueryDirectory query when query.caseSensitive() -> 1;
      default -> 0;
    };
  }

  int FspFileSystemOperationProcessIdF() {
    return switch (serving()) {
      case Request.Create create -> create.caller().processId();
      case Request.Rename rename when rename.replaceIfExists() -> rename.caller().processId();
      default -> 0;
    };
  }

  private static Request serving() {
    DispatcherThread thread = DispatcherThread.current();
    InFlight inFlight = thread == null ? null : thread.serving();
    if (inFlight == null) {
      throw new InvariantViolation(Invariant.THREADING, "asked for the operation outside of one");
    }
    return inFlight.request();
  }

  void FspFileSystemSendResponse(long address, long response) {
    dll.at(address).dispatcher().send(response);
  }

  int FspFileSystemNotifyBegin(long address, int timeout) {
    return dll.at(address).notifications().begin(timeout);
  }

  int FspFileSystemNotify(long address, long records, long size) {
    return dll.at(address).notifications().notify(records, size);
  }

  int FspFileSystemNotifyEnd(long address) {
    return dll.at(address).notifications().end();
  }

  byte FspFileSystemAddDirInfo(long info, long buffer, int length, long transferred) {
    return add(info, buffer, length, transferred);
  }

  byte FspFileSystemAddStreamInfo(long info, long buffer, int length, long transferred) {
    return add(info, buffer, length, transferred);
  }

  byte FspFileSystemAddNotifyInfo(long info, long buffer, int length, long transferred) {
    return add(info, buffer, length, transferred);
  }

  /** Appends a record that starts with its size, or the end of the list. */
  private static byte add(long info, long buffer, int length, long transferred) {
    int at = Pointer.MEMORY.get(JAVA_INT_UNALIGNED, transferred);
    int size = 2;
    int room = 2;
    if (info != Pointer.NULL) {
      size = Pointer.MEMORY.get(ValueLayout.JAVA_CHAR_UNALIGNED, info);
      room = (size + 7) & ~7;
    }
    if (at + room > length) {
      return 0;
    }
    if (info == Pointer.NULL) {
      Pointer.MEMORY.set(ValueLayout.JAVA_CHAR_UNALIGNED, buffer + at, '\0');
    } else {
      MemorySegment.copy(Pointer.MEMORY, info, Pointer.MEMORY, buffer + at, size);
    }
    Pointer.MEMORY.set(JAVA_INT_UNALIGNED, transferred, at + room);
    return 1;
  }

  byte FspFileSystemAddEa(long single, long ea, int length, long transferred) {
    int at = Pointer.MEMORY.get(JAVA_INT_UNALIGNED, transferred);
    if (single == Pointer.NULL) {
      endEa(ea, at);
      return 1;
    }
    int start = (at + 3) & ~3;
    int size = eaSize(single);
    if (start + size > length) {
      return 0;
    }
    MemorySegment.copy(Pointer.MEMORY, single, Pointer.MEMORY, ea + start, size);
    FullEaInformation.nextEntryOffset(Pointer.MEMORY, ea + start, (size + 3) & ~3);
    Pointer.MEMORY.set(JAVA_INT_UNALIGNED, transferred, start + size);
    return 1;
  }

  /** FIELD_OFFSET(EaName), the name, its terminator and the value. */
  private static int eaSize(long ea) {
    return FullEaInformation.EaName
        + FullEaInformation.eaNameLength(Pointer.MEMORY, ea)
        + 1
        + FullEaInformation.eaValueLength(Pointer.MEMORY, ea);
  }

  private static void endEa(long ea, int transferred) {
    long last = ea;
    if (transferred < FullEaInformation.EaName) {
      return;
    }
    int next = FullEaInformation.nextEntryOffset(Pointer.MEMORY, last);
    while (last + next < ea + transferred) {
      last += next;
      next = FullEaInformation.nextEntryOffset(Pointer.MEMORY, last);
    }
    FullEaInformation.nextEntryOffset(Pointer.MEMORY, last, 0);
  }

  int FspFileSystemEnumerateEa(long fileSystem, long callback, long context, long ea, int length)
      throws Throwable {
    MemorySegment function = MemorySegment.ofAddress(callback);
    int at = 0;
    while (at < length) {
      if (at + FullEaInformation.EaName > length || at + eaSize(ea + at) > length) {
        return NtStatus.STATUS_EA_LIST_INCONSISTENT;
      }
      int status = (int) ENUMERATE.invokeExact(function, fileSystem, context, ea + at);
      if (status < 0) {
        return status;
      }
      int next = FullEaInformation.nextEntryOffset(Pointer.MEMORY, ea + at);
      if (next == 0) {
        break;
      }
      at += next;
    }
    return NtStatus.STATUS_SUCCESS;
  }

  void FspFileSystemStopServiceIfNecessary(long fileSystem, byte normally) {
    if (normally == 0) {
      dll.services().stop();
    }
  }
}
