// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.ramdrive.winfsp.binding.DirInfo;
import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.TransactRsp;
import java.util.Arrays;

/**
 * The requests whose data is in a buffer of their own, and which may be answered later: reads,
 * writes and listings.
 */
final class TransferServer {
  private static final int LONGEST_NAME = 255;

  private final SimFileSystem fileSystem;

  TransferServer(SimFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  Response read(Frame frame, Request.Read read) {
    if (!frame.has(InterfaceSlot.Read)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long buffer = frame.poisoned(read.length());
    frame.buffer(buffer);
    long transferred = frame.zeroed(JAVA_INT.byteSize());
    int status =
        frame.call(
            InterfaceSlot.Read,
            fileSystem.argument(frame, read.context()),
            buffer,
            read.offset(),
            read.length(),
            transferred);
    int count = Pointer.MEMORY.get(JAVA_INT, transferred);
    if (status == STATUS_SUCCESS && count == 0 && read.length() > 0) {
      report(Invariant.STATUS, "Read answers success and 0 bytes in place of END_OF_FILE");
    }
    return transferred("Read", status, count, read.length(), buffer);
  }

  /** The answer to a request whose data is in a buffer. */
  Response transferred(String what, int status, int count, int room, long buffer) {
    if (status < 0 || status == STATUS_PENDING) {
      return Response.of(status);
    }
    if (count < 0 || count > room) {
      report(Invariant.STATUS, what + " transfers " + count + " bytes of " + room);
      return Response.of(STATUS_INTERNAL_ERROR);
    }
    byte[] data = Pointer.MEMORY.asSlice(buffer, count).toArray(JAVA_BYTE);
    return Response.of(STATUS_SUCCESS, count, data);
  }

  Response write(Frame frame, Request.Write write) {
    if (!frame.has(InterfaceSlot.Write)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long buffer = frame.copy(write.data());
    frame.buffer(buffer);
    long transferred = frame.zeroed(JAVA_INT.byteSize());
    long info = frame.poisoned(FileInfo.SIZE);
    int status =
        frame.call(
            InterfaceSlot.Write,
            fileSystem.argument(frame, write.context()),
            buffer,
            write.offset(),
            write.data().length,
            (byte) (write.offset() == -1 ? 1 : 0),
            (byte) (write.constrainedIo() ? 1 : 0),
            transferred,
            info);
    if (status < 0 || status == STATUS_PENDING) {
      return Response.of(status);
    }
    return written(
        write, Pointer.MEMORY.get(JAVA_INT, transferred), frame.bytes(info, FileInfo.SIZE));
  }

  private Response written(Request.Write write, int count, byte[] info) {
    boolean isShort = count != write.data().length && !write.constrainedIo();
    if (count < 0 || count > write.data().length || isShort) {
      report(Invariant.STATUS, "Write takes " + count + " bytes of " + write.data().length);
    }
    for (int at = 0; at < FileInfo.SIZE; at += Integer.BYTES) {
      if (poisoned(info, at)) {
        report(Invariant.FILE_INFO, "Write leaves FileInfo as it was at " + at);
        break;
      }
    }
    return Response.withFileInfo(STATUS_SUCCESS, count, info);
  }

  private static boolean poisoned(byte[] info, int at) {
    return info[at] == Frame.POISON
        && info[at + 1] == Frame.POISON
        && info[at + 2] == Frame.POISON
        && info[at + 3] == Frame.POISON;
  }

  Response queryDirectory(Frame frame, Request.QueryDirectory query) {
    if (!frame.has(InterfaceSlot.ReadDirectory)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long context = fileSystem.argument(frame, query.context());
    long pattern = frame.text(query.pattern());
    if (frame.has(InterfaceSlot.GetDirInfoByName)
        && query.pattern() != null
        && query.patternIsFileName()) {
      return dirInfoByName(frame, context, pattern);
    }
    long buffer = frame.poisoned(query.length());
    frame.buffer(buffer);
    long transferred = frame.zeroed(JAVA_INT.byteSize());
    int status =
        frame.call(
            InterfaceSlot.ReadDirectory,
            context,
            pattern,
            frame.text(query.marker()),
            buffer,
            query.length(),
            transferred);
    int count = Pointer.MEMORY.get(JAVA_INT, transferred);
    return transferred("ReadDirectory", status, count, query.length(), buffer);
  }

  /** A listing of the one entry, with its end, or of none. */
  private Response dirInfoByName(Frame frame, long context, long name) {
    int room = DirInfo.SIZE + LONGEST_NAME * Character.BYTES;
    long dirInfo = frame.zeroed(room);
    int status = frame.call(InterfaceSlot.GetDirInfoByName, context, name, dirInfo);
    if (status == STATUS_OBJECT_NAME_NOT_FOUND) {
      return Response.of(STATUS_SUCCESS, 2, new byte[2]);
    }
    if (status < 0) {
      return Response.of(status);
    }
    int size = DirInfo.size(Pointer.MEMORY, dirInfo);
    if (size < DirInfo.SIZE || size > room) {
      report(Invariant.LISTING, "GetDirInfoByName answers an entry of " + size + " bytes");
      return Response.of(STATUS_INTERNAL_ERROR);
    }
    int aligned = (size + 7) & ~7;
    byte[] listing = Arrays.copyOf(frame.bytes(dirInfo, size), aligned + 2);
    return Response.of(STATUS_SUCCESS, listing.length, listing);
  }

  /** The answer that SendResponse brings. */
  Response lateAnswer(InFlight inFlight, long response) {
    if (TransactRsp.kind(Pointer.MEMORY, response) != RequestKind.of(inFlight.request())) {
      report(Invariant.STATUS, "SendResponse with the Kind of another request");
    }
    int status = TransactRsp.ioStatusStatus(Pointer.MEMORY, response);
    int count = TransactRsp.ioStatusInformation(Pointer.MEMORY, response);
    if (status > 0) {
      report(Invariant.STATUS, String.format("SendResponse with status 0x%X", status));
      return Response.of(STATUS_INTERNAL_ERROR);
    }
    return switch (inFlight.request()) {
      case Request.Read read ->
          transferred("Read", status, count, read.length(), inFlight.buffer());
      case Request.QueryDirectory query ->
          transferred("ReadDirectory", status, count, query.length(), inFlight.buffer());
      case Request.Write write when status == STATUS_SUCCESS ->
          written(
              write,
              count,
              Pointer.MEMORY
                  .asSlice(response + TransactRsp.WriteFileInfo, FileInfo.SIZE)
                  .toArray(JAVA_BYTE));
      case Request.Write _ -> Response.of(status);
      default -> {
        report(Invariant.STATUS, "a request that cannot be answered later: " + inFlight.request());
        yield Response.of(STATUS_INTERNAL_ERROR);
      }
    };
  }

  private void report(Invariant invariant, String what) {
    fileSystem.violations().report(invariant, what);
  }
}
