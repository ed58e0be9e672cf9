// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.winfsp.binding.DirInfo;
import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.TransactRsp;
import io.ramdrive.winfsp.binding.VolumeInfo;
import io.ramdrive.winfsp.binding.WinFspConstants;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Turns requests into callbacks as the DLL does: FspFileSystemOp…. */
final class RequestServer {
  private static final int ROOM = WinFspConstants.FSP_FSCTL_TRANSACT_RSP_BUFFER_SIZEMAX;
  private static final int LONGEST_NAME = 255;

  private final SimFileSystem fileSystem;
  private final SecurityRules rules;
  private final CreateServer creates;

  RequestServer(SimFileSystem fileSystem) {
    this.fileSystem = fileSystem;
    this.rules = new SecurityRules(fileSystem);
    this.creates = new CreateServer(fileSystem, rules);
  }

  /** FSP_FSCTL_TRANSACT_KIND of a request. */
  static int kind(Request request) {
    return switch (request) {
      case Request.Create _ -> WinFspConstants.FspFsctlTransactCreateKind;
      case Request.Overwrite _ -> WinFspConstants.FspFsctlTransactOverwriteKind;
      case Request.Cleanup _ -> WinFspConstants.FspFsctlTransactCleanupKind;
      case Request.Close _ -> WinFspConstants.FspFsctlTransactCloseKind;
      case Request.Read _ -> WinFspConstants.FspFsctlTransactReadKind;
      case Request.Write _ -> WinFspConstants.FspFsctlTransactWriteKind;
      case Request.QueryInformation _ -> WinFspConstants.FspFsctlTransactQueryInformationKind;
      case Request.SetBasic _,
          Request.SetAllocation _,
          Request.SetEndOfFile _,
          Request.SetDisposition _,
          Request.Rename _ ->
          WinFspConstants.FspFsctlTransactSetInformationKind;
      case Request.QueryEa _ -> WinFspConstants.FspFsctlTransactQueryEaKind;
      case Request.SetEa _ -> WinFspConstants.FspFsctlTransactSetEaKind;
      case Request.Flush _ -> WinFspConstants.FspFsctlTransactFlushBuffersKind;
      case Request.QueryVolume _ -> WinFspConstants.FspFsctlTransactQueryVolumeInformationKind;
      case Request.SetVolumeLabel _ -> WinFspConstants.FspFsctlTransactSetVolumeInformationKind;
      case Request.QueryDirectory _ -> WinFspConstants.FspFsctlTransactQueryDirectoryKind;
      case Request.GetReparsePoint _, Request.SetReparsePoint _, Request.DeleteReparsePoint _ ->
          WinFspConstants.FspFsctlTransactFileSystemControlKind;
      case Request.DeviceControl _ -> WinFspConstants.FspFsctlTransactDeviceControlKind;
      case Request.QuerySecurity _ -> WinFspConstants.FspFsctlTransactQuerySecurityKind;
      case Request.SetSecurity _ -> WinFspConstants.FspFsctlTransactSetSecurityKind;
      case Request.QueryStreams _ -> WinFspConstants.FspFsctlTransactQueryStreamInformationKind;
    };
  }

  /** Serves a request; STATUS_PENDING if its answer comes later. */
  Response serve(Request request, Frame frame) {
    return switch (request) {
      case Request.Create create -> creates.serve(frame, create);
      case Request.Overwrite overwrite -> overwrite(frame, overwrite);
      case Request.Cleanup cleanup -> cleanup(frame, cleanup);
      case Request.Close close -> close(frame, close.context());
      case Request.Read read -> read(frame, read);
      case Request.Write write -> write(frame, write);
      case Request.QueryInformation query ->
          fileInfo(frame, InterfaceSlot.GetFileInfo, query.context());
      case Request.SetBasic set ->
          fileInfo(
              frame,
              InterfaceSlot.SetBasicInfo,
              set.context(),
              set.fileAttributes(),
              set.creationTime(),
              set.lastAccessTime(),
              set.lastWriteTime(),
              set.changeTime());
      case Request.SetAllocation set ->
          fileInfo(frame, InterfaceSlot.SetFileSize, set.context(), set.allocationSize(), (byte) 1);
      case Request.SetEndOfFile set ->
          fileInfo(frame, InterfaceSlot.SetFileSize, set.context(), set.fileSize(), (byte) 0);
      case Request.SetDisposition set -> disposition(frame, set);
      case Request.Rename rename -> rename(frame, rename);
      case Request.QueryEa query ->
          listed(
              frame,
              InterfaceSlot.GetEa,
              query.context(),
              status -> status == STATUS_BUFFER_OVERFLOW ? STATUS_EA_LIST_INCONSISTENT : status);
      case Request.SetEa set ->
          fileInfo(
              frame, InterfaceSlot.SetEa, set.context(), frame.copy(set.ea()), set.ea().length);
      case Request.Flush flush ->
          fileInfo(
              frame,
              frame.has(InterfaceSlot.Flush) ? InterfaceSlot.Flush : InterfaceSlot.GetFileInfo,
              flush.context());
      case Request.QueryVolume _ -> volumeInfo(frame, InterfaceSlot.GetVolumeInfo);
      case Request.SetVolumeLabel set ->
          volumeInfo(frame, InterfaceSlot.SetVolumeLabel, frame.text(set.label()));
      case Request.QueryDirectory query -> queryDirectory(frame, query);
      case Request.GetReparsePoint get -> getReparsePoint(frame, get);
      case Request.SetReparsePoint set ->
          plain(
              frame,
              InterfaceSlot.SetReparsePoint,
              argument(frame, set.context()),
              frame.text(set.fileName()),
              frame.copy(set.data()),
              (long) set.data().length);
      case Request.DeleteReparsePoint delete ->
          plain(
              frame,
              InterfaceSlot.DeleteReparsePoint,
              argument(frame, delete.context()),
              frame.text(delete.fileName()),
              frame.copy(delete.data()),
              (long) delete.data().length);
      case Request.DeviceControl control -> control(frame, control);
      case Request.QuerySecurity query -> querySecurity(frame, query);
      case Request.SetSecurity set ->
          plain(
              frame,
              InterfaceSlot.SetSecurity,
              argument(frame, set.context()),
              set.securityInformation(),
              frame.copy(set.modification()));
      case Request.QueryStreams query ->
          listed(frame, InterfaceSlot.GetStreamInfo, query.context(), IntUnaryOperator.identity());
    };
  }

  private long argument(Frame frame, FileContext context) {
    return fileSystem.argument(frame, context);
  }

  private Response plain(Frame frame, InterfaceSlot slot, Object... arguments) {
    if (!frame.has(slot)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    return Response.of(Math.min(frame.call(slot, arguments), STATUS_SUCCESS));
  }

  /** A callback that ends in a FileInfo, cleared before. */
  private Response fileInfo(
      Frame frame, InterfaceSlot slot, FileContext context, Object... arguments) {
    if (!frame.has(slot)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long info = frame.zeroed(FileInfo.SIZE);
    Object[] all = new Object[arguments.length + 2];
    all[0] = argument(frame, context);
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 1] = info;
    int status = frame.call(slot, all);
    return status < 0
        ? Response.of(status)
        : Response.withFileInfo(STATUS_SUCCESS, 0, frame.bytes(info, FileInfo.SIZE));
  }

  private Response overwrite(Frame frame, Request.Overwrite overwrite) {
    byte replace = (byte) (overwrite.supersede() ? 1 : 0);
    byte[] ea = overwrite.ea();
    Response response =
        frame.has(InterfaceSlot.OverwriteEx)
            ? fileInfo(
                frame,
                InterfaceSlot.OverwriteEx,
                overwrite.context(),
                overwrite.fileAttributes(),
                replace,
                overwrite.allocationSize(),
                frame.copy(ea),
                ea == null ? 0 : ea.length)
            : fileInfo(
                frame,
                InterfaceSlot.Overwrite,
                overwrite.context(),
                overwrite.fileAttributes(),
                replace,
                overwrite.allocationSize());
    if (!response.succeeded()) {
      close(frame, overwrite.context());
    }
    return response;
  }

  private Response cleanup(Frame frame, Request.Cleanup cleanup) {
    boolean delete = (cleanup.flags() & WinFspConstants.FspCleanupDelete) != 0;
    long name = delete ? frame.text(cleanup.fileName()) : Pointer.NULL;
    if (frame.has(InterfaceSlot.Cleanup)) {
      frame.call(InterfaceSlot.Cleanup, argument(frame, cleanup.context()), name, cleanup.flags());
    }
    return Response.of(STATUS_SUCCESS);
  }

  private Response close(Frame frame, FileContext context) {
    if (frame.has(InterfaceSlot.Close)) {
      frame.call(InterfaceSlot.Close, argument(frame, context));
    }
    return Response.of(STATUS_SUCCESS);
  }

  private Response read(Frame frame, Request.Read read) {
    if (!frame.has(InterfaceSlot.Read)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long buffer = frame.poisoned(read.length());
    frame.buffer(buffer);
    long transferred = frame.zeroed(JAVA_INT.byteSize());
    int status =
        frame.call(
            InterfaceSlot.Read,
            argument(frame, read.context()),
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
  private Response transferred(String what, int status, int count, int room, long buffer) {
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

  private Response write(Frame frame, Request.Write write) {
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
            argument(frame, write.context()),
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

  private Response disposition(Frame frame, Request.SetDisposition set) {
    if (set.delete() && !set.ignoreReadOnly() && frame.has(InterfaceSlot.GetFileInfo)) {
      Response found = fileInfo(frame, InterfaceSlot.GetFileInfo, set.context());
      byte[] info = found.fileInfo();
      if (info != null && (info[FileInfo.FileAttributes] & WinNt.FILE_ATTRIBUTE_READONLY) != 0) {
        return Response.of(STATUS_CANNOT_DELETE);
      }
    }
    long context = argument(frame, set.context());
    long name = frame.text(set.fileName());
    if (frame.has(InterfaceSlot.SetDelete)) {
      return plain(frame, InterfaceSlot.SetDelete, context, name, (byte) (set.delete() ? 1 : 0));
    }
    return set.delete()
        ? plain(frame, InterfaceSlot.CanDelete, context, name)
        : Response.of(STATUS_SUCCESS);
  }

  private Response rename(Frame frame, Request.Rename rename) {
    if (!frame.has(InterfaceSlot.Rename)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    if (rename.replaceIfExists()) {
      int status = mayReplace(frame, rename);
      if (status < 0
          && status != STATUS_OBJECT_NAME_NOT_FOUND
          && status != STATUS_OBJECT_PATH_NOT_FOUND) {
        return Response.of(status);
      }
    }
    Response response =
        plain(
            frame,
            InterfaceSlot.Rename,
            argument(frame, rename.context()),
            frame.text(rename.fileName()),
            frame.text(rename.newFileName()),
            (byte) (rename.replaceIfExists() ? 1 : 0));
    if (response.status() == STATUS_OBJECT_NAME_COLLISION) {
      rules.checkCollision(frame, rename);
    }
    return response;
  }

  /** Whether the caller may delete what the rename replaces. */
  private int mayReplace(Frame frame, Request.Rename rename) {
    Request.Create asIf =
        new Request.Create(
            rename.newFileName(),
            WinNt.FILE_DELETE_ON_CLOSE | WinNt.FILE_OPEN_REPARSE_POINT,
            WinNt.FILE_OPEN,
            Access.DELETE,
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
            rename.caller());
    AccessGate.Verdict verdict =
        creates.gate().check(frame, asIf, AccessGate.Target.FILE, false, Access.DELETE);
    return verdict.status() == STATUS_REPARSE ? STATUS_SUCCESS : verdict.status();
  }

  /** A callback that lists things into a response. */
  private Response listed(
      Frame frame, InterfaceSlot slot, FileContext context, IntUnaryOperator failure) {
    if (!frame.has(slot)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long buffer = frame.poisoned(ROOM);
    long transferred = frame.zeroed(JAVA_INT.byteSize());
    int status = frame.call(slot, argument(frame, context), buffer, ROOM, transferred);
    return transferred(
        slot.name(),
        failure.applyAsInt(Math.min(status, STATUS_SUCCESS)),
        Pointer.MEMORY.get(JAVA_INT, transferred),
        ROOM,
        buffer);
  }

  private Response volumeInfo(Frame frame, InterfaceSlot slot, Object... arguments) {
    long info = frame.zeroed(VolumeInfo.SIZE);
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = info;
    Response response = plain(frame, slot, all);
    return response.succeeded()
        ? Response.of(STATUS_SUCCESS, 0, frame.bytes(info, VolumeInfo.SIZE))
        : response;
  }

  private Response queryDirectory(Frame frame, Request.QueryDirectory query) {
    if (!frame.has(InterfaceSlot.ReadDirectory)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long context = argument(frame, query.context());
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

  private Response getReparsePoint(Frame frame, Request.GetReparsePoint get) {
    if (!frame.has(InterfaceSlot.GetReparsePoint)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long buffer = frame.poisoned(ROOM);
    long size = frame.zeroed(JAVA_LONG.byteSize());
    Pointer.MEMORY.set(JAVA_LONG, size, ROOM);
    int status =
        frame.call(
            InterfaceSlot.GetReparsePoint,
            argument(frame, get.context()),
            frame.text(get.fileName()),
            buffer,
            size);
    int told = (int) Pointer.MEMORY.get(JAVA_LONG, size);
    return transferred("GetReparsePoint", Math.min(status, 0), told, ROOM, buffer);
  }

  private Response control(Frame frame, Request.DeviceControl control) {
    if (!frame.has(InterfaceSlot.Control)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long output = frame.poisoned(control.outputLength());
    long transferred = frame.poisoned(JAVA_INT.byteSize());
    int status =
        frame.call(
            InterfaceSlot.Control,
            argument(frame, control.context()),
            control.controlCode(),
            frame.copy(control.input()),
            control.input().length,
            output,
            control.outputLength(),
            transferred);
    if (status < 0) {
      return Response.of(status == STATUS_BUFFER_OVERFLOW ? STATUS_BUFFER_TOO_SMALL : status);
    }
    int count = Pointer.MEMORY.get(JAVA_INT, transferred);
    return transferred("Control", STATUS_SUCCESS, count, control.outputLength(), output);
  }

  private Response querySecurity(Frame frame, Request.QuerySecurity query) {
    if (!frame.has(InterfaceSlot.GetSecurity)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long context = argument(frame, query.context());
    long buffer = frame.poisoned(ROOM);
    long size = frame.zeroed(JAVA_LONG.byteSize());
    Pointer.MEMORY.set(JAVA_LONG, size, ROOM);
    int status = frame.call(InterfaceSlot.GetSecurity, context, buffer, size);
    if (status < 0) {
      return Response.of(status == STATUS_BUFFER_OVERFLOW ? STATUS_INVALID_SECURITY_DESCR : status);
    }
    long told = Pointer.MEMORY.get(JAVA_LONG, size);
    byte[] descriptor = SecurityRules.descriptor(frame, buffer, ROOM, told, "GetSecurity");
    rules.probe(frame, context, descriptor);
    return Response.of(STATUS_SUCCESS, descriptor.length, descriptor);
  }

  /** The answer that SendResponse brings. */
  Response lateAnswer(InFlight inFlight, long response) {
    if (TransactRsp.kind(Pointer.MEMORY, response) != kind(inFlight.request())) {
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
