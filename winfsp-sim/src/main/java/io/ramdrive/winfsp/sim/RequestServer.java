// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.VolumeInfo;
import io.ramdrive.winfsp.binding.WinFspConstants;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Turns requests into callbacks as the DLL does: FspFileSystemOp…. */
final class RequestServer {
  private static final int ROOM = WinFspConstants.FSP_FSCTL_TRANSACT_RSP_BUFFER_SIZEMAX;

  private final SimFileSystem fileSystem;
  private final SecurityRules rules;
  private final NameRules names;
  private final CreateServer creates;
  private final TransferServer transfers;

  RequestServer(SimFileSystem fileSystem) {
    this.fileSystem = fileSystem;
    this.rules = new SecurityRules(fileSystem);
    this.names = new NameRules(fileSystem);
    this.creates = new CreateServer(fileSystem, rules, names);
    this.transfers = new TransferServer(fileSystem);
  }

  /** Serves a request; STATUS_PENDING if its answer comes later. */
  Response serve(Request request, Frame frame) {
    return switch (request) {
      case Request.Create create -> creates.serve(frame, create);
      case Request.Overwrite overwrite -> overwrite(frame, overwrite);
      case Request.Cleanup cleanup -> cleanup(frame, cleanup);
      case Request.Close close -> close(frame, close.context());
      case Request.Read read -> transfers.read(frame, read);
      case Request.Write write -> transfers.write(frame, write);
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
      case Request.QueryDirectory query -> transfers.queryDirectory(frame, query);
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

  TransferServer transfers() {
    return transfers;
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
      names.checkCollision(frame, rename);
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
    return transfers.transferred(
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
    return transfers.transferred("GetReparsePoint", Math.min(status, 0), told, ROOM, buffer);
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
    return transfers.transferred("Control", STATUS_SUCCESS, count, control.outputLength(), output);
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
}
