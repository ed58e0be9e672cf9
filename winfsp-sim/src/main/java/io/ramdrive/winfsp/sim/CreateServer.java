// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.FullContext;
import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.IoStatusBlock;
import io.ramdrive.winfsp.binding.OpenFileInfo;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinFspConstants;
import io.ramdrive.winfsp.binding.WinNt;
import org.jspecify.annotations.Nullable;

/** Opens and makes files as the DLL does: FspFileSystemOpCreate. */
final class CreateServer {
  static final int FILE_SUPERSEDED = 0;
  static final int FILE_OPENED = 1;
  static final int FILE_CREATED = 2;
  static final int FILE_OVERWRITTEN = 3;
  static final int FILE_EXISTS = 4;
  static final int FILE_DOES_NOT_EXIST = 5;

  /** Rsp.Create.Opened.DisableCache of FSP_FSCTL_TRANSACT_RSP: bit 0 there. */
  private static final int DISABLE_CACHE = 124;

  private static final int ROOM = WinFspConstants.FSP_FSCTL_TRANSACT_RSP_BUFFER_SIZEMAX;

  private final SimFileSystem fileSystem;
  private final SecurityRules rules;
  private final NameRules names;
  private final AccessGate gate;

  CreateServer(SimFileSystem fileSystem, SecurityRules rules, NameRules names) {
    this.fileSystem = fileSystem;
    this.rules = rules;
    this.names = names;
    this.gate = new AccessGate(fileSystem, rules, names);
  }

  AccessGate gate() {
    return gate;
  }

  Response serve(Frame frame, Request.Create create) {
    boolean complete =
        (frame.has(InterfaceSlot.Create) || frame.has(InterfaceSlot.CreateEx))
            && frame.has(InterfaceSlot.Open)
            && (frame.has(InterfaceSlot.Overwrite) || frame.has(InterfaceSlot.OverwriteEx));
    if (!complete) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    if (create.openTargetDirectory()) {
      return openTargetDirectory(frame, create);
    }
    Response response =
        switch (create.disposition()) {
          case WinNt.FILE_OPEN -> open(frame, create, openCheck(frame, create), FILE_OPENED);
          case WinNt.FILE_CREATE -> make(frame, create, true);
          case WinNt.FILE_OPEN_IF ->
              orMake(frame, create, open(frame, create, openCheck(frame, create), FILE_OPENED));
          case WinNt.FILE_OVERWRITE ->
              open(frame, create, overwriteCheck(frame, create), FILE_OVERWRITTEN);
          case WinNt.FILE_OVERWRITE_IF ->
              orMake(
                  frame,
                  create,
                  open(frame, create, overwriteCheck(frame, create), FILE_OVERWRITTEN));
          case WinNt.FILE_SUPERSEDE ->
              orMake(
                  frame,
                  create,
                  open(frame, create, overwriteCheck(frame, create), FILE_SUPERSEDED));
          default -> Response.of(STATUS_INVALID_PARAMETER);
        };
    return switch (response.status()) {
      case STATUS_OBJECT_NAME_NOT_FOUND -> orLinkedStream(frame, create, response);
      case STATUS_OBJECT_NAME_COLLISION -> collided(frame, create, response);
      default -> response;
    };
  }

  /** Exactly this status makes the file. */
  private Response orMake(Frame frame, Request.Create create, Response opened) {
    return opened.status() == STATUS_OBJECT_NAME_NOT_FOUND ? make(frame, create, false) : opened;
  }

  private AccessGate.Verdict openCheck(Frame frame, Request.Create create) {
    int delete = deleteOnClose(create);
    return without(
        create,
        Access.DELETE,
        gate.check(frame, create, AccessGate.Target.FILE, true, create.desiredAccess() | delete));
  }

  private AccessGate.Verdict overwriteCheck(Frame frame, Request.Create create) {
    int needed =
        create.disposition() == WinNt.FILE_SUPERSEDE ? Access.DELETE : Access.FILE_WRITE_DATA;
    int desired = create.desiredAccess() | needed | deleteOnClose(create);
    return without(
        create,
        Access.DELETE | Access.FILE_WRITE_DATA,
        gate.check(frame, create, AccessGate.Target.FILE, true, desired));
  }

  private static int deleteOnClose(Request.Create create) {
    return (create.createOptions() & WinNt.FILE_DELETE_ON_CLOSE) != 0 ? Access.DELETE : 0;
  }

  /** Rights that were only looked for are not granted. */
  private static AccessGate.Verdict without(
      Request.Create create, int rights, AccessGate.Verdict verdict) {
    if (!verdict.passed() || (create.desiredAccess() & Access.MAXIMUM_ALLOWED) != 0) {
      return verdict;
    }
    int granted = verdict.granted() & (~rights | create.desiredAccess());
    return new AccessGate.Verdict(verdict.status(), granted, verdict.descriptor());
  }

  private Response open(
      Frame frame, Request.Create create, AccessGate.Verdict verdict, int information) {
    if (!verdict.passed()) {
      return refused(frame, create, verdict);
    }
    Opening opening = new Opening(frame);
    int status =
        frame.call(
            InterfaceSlot.Open,
            frame.text(create.fileName()),
            options(create),
            verdict.granted(),
            opening.context(),
            opening.info);
    if (status < 0) {
      if (status == STATUS_OBJECT_NAME_NOT_FOUND || status == STATUS_OBJECT_PATH_NOT_FOUND) {
        names.checkNotFound(frame, create.fileName(), status);
      }
      return Response.of(status);
    }
    byte[] descriptor = information == FILE_OPENED ? verdict.descriptor() : null;
    return opening.response(information, verdict.granted(), descriptor);
  }

  private Response make(Frame frame, Request.Create create, boolean traverse) {
    boolean stream = create.namedStream() != 0;
    boolean directory = (create.createOptions() & WinNt.FILE_DIRECTORY_FILE) != 0;
    if (create.hasTrailingBackslash() && (stream || !directory)) {
      return Response.of(STATUS_OBJECT_NAME_INVALID);
    }
    boolean readOnly = (create.fileAttributes() & WinNt.FILE_ATTRIBUTE_READONLY) != 0;
    if (!stream && readOnly && deleteOnClose(create) != 0) {
      return Response.of(STATUS_CANNOT_DELETE);
    }
    AccessGate.Verdict verdict;
    int granted;
    if (stream) {
      int desired = create.desiredAccess() | Access.FILE_WRITE_DATA | deleteOnClose(create);
      verdict =
          without(
              create,
              Access.DELETE | Access.FILE_WRITE_DATA,
              gate.check(frame, create, AccessGate.Target.MAIN_FILE, traverse, desired));
      granted = verdict.granted();
    } else {
      int needed = directory ? Access.FILE_APPEND_DATA : Access.FILE_WRITE_DATA;
      int onParent = create.caller().restorePrivilege() ? 0 : needed;
      verdict = gate.check(frame, create, AccessGate.Target.PARENT, traverse, onParent);
      granted =
          (create.desiredAccess() & Access.MAXIMUM_ALLOWED) != 0
              ? Access.FILE_ALL_ACCESS
              : create.desiredAccess();
    }
    if (!verdict.passed()) {
      return refused(frame, create, verdict);
    }
    byte[] descriptor = stream ? null : descriptor(create, verdict.descriptor(), directory);
    Opening opening = new Opening(frame);
    int status = make(frame, create, granted, descriptor, opening);
    if (status < 0) {
      return Response.of(status);
    }
    rules.checkNew(frame, create.fileName(), descriptor);
    return opening.response(FILE_CREATED, granted, descriptor);
  }

  private int make(
      Frame frame,
      Request.Create create,
      int granted,
      byte @Nullable [] descriptor,
      Opening opening) {
    long name = frame.text(create.fileName());
    long security = frame.copy(descriptor);
    if (frame.has(InterfaceSlot.CreateEx)) {
      byte[] extra = create.extra();
      return frame.call(
          InterfaceSlot.CreateEx,
          name,
          options(create),
          granted,
          create.fileAttributes(),
          security,
          create.allocationSize(),
          frame.copy(extra),
          extra == null ? 0 : extra.length,
          (byte) (create.extraIsReparsePoint() ? 1 : 0),
          opening.context(),
          opening.info);
    }
    return frame.call(
        InterfaceSlot.Create,
        name,
        options(create),
        granted,
        create.fileAttributes(),
        security,
        create.allocationSize(),
        opening.context(),
        opening.info);
  }

  private static byte[] descriptor(
      Request.Create create, byte @Nullable [] parent, boolean directory) {
    byte[] explicit = create.securityDescriptor();
    return Inheritance.create(
            parent == null ? null : SecurityDescriptor.parse(parent),
            explicit == null ? null : SecurityDescriptor.parse(explicit),
            directory,
            create.caller())
        .toBytes();
  }

  private static int options(Request.Create create) {
    return create.createOptions() | create.disposition() << 24;
  }

  private Response openTargetDirectory(Frame frame, Request.Create create) {
    AccessGate.Verdict verdict =
        gate.check(frame, create, AccessGate.Target.PARENT, true, create.desiredAccess());
    if (!verdict.passed()) {
      return refused(frame, create, verdict);
    }
    Opening opening = new Opening(frame);
    int status =
        frame.call(
            InterfaceSlot.Open,
            frame.text(Paths.parent(create.fileName())),
            (options(create) | WinNt.FILE_DIRECTORY_FILE) & ~WinNt.FILE_NON_DIRECTORY_FILE,
            verdict.granted(),
            opening.context(),
            opening.info);
    if (status < 0) {
      return Response.of(status);
    }
    int information = FILE_OPENED;
    if (frame.has(InterfaceSlot.GetSecurityByName)) {
      int found =
          frame.call(
              InterfaceSlot.GetSecurityByName,
              frame.text(create.fileName()),
              Pointer.NULL,
              Pointer.NULL,
              Pointer.NULL);
      information = found >= 0 ? FILE_EXISTS : FILE_DOES_NOT_EXIST;
    }
    return opening.response(information, verdict.granted(), null);
  }

  private Response refused(Frame frame, Request.Create create, AccessGate.Verdict verdict) {
    return verdict.status() == STATUS_REPARSE
        ? resolve(frame, create, verdict.granted())
        : Response.of(verdict.status());
  }

  private Response resolve(Frame frame, Request.Create create, int index) {
    if (!frame.has(InterfaceSlot.ResolveReparsePoints)) {
      return Response.of(STATUS_INVALID_DEVICE_REQUEST);
    }
    long ioStatus = frame.zeroed(IoStatusBlock.SIZE);
    long buffer = frame.poisoned(ROOM);
    long size = frame.zeroed(JAVA_LONG.byteSize());
    Pointer.MEMORY.set(JAVA_LONG, size, ROOM);
    boolean last = (create.createOptions() & WinNt.FILE_OPEN_REPARSE_POINT) == 0;
    int status =
        frame.call(
            InterfaceSlot.ResolveReparsePoints,
            frame.text(create.fileName()),
            index,
            (byte) (last ? 1 : 0),
            ioStatus,
            buffer,
            size);
    if (status < 0) {
      return Response.of(status);
    }
    byte[] target = frame.bytes(buffer, Pointer.MEMORY.get(JAVA_LONG, size));
    int information = (int) IoStatusBlock.information(Pointer.MEMORY, ioStatus);
    return Response.of(STATUS_REPARSE, information, target);
  }

  /** A stream that is not there may be one of a symbolic link's target. */
  private Response orLinkedStream(Frame frame, Request.Create create, Response response) {
    if (create.namedStream() == 0) {
      return response;
    }
    String file = create.fileName().substring(0, create.namedStream());
    return orResolved(frame, create, response, file);
  }

  private Response collided(Frame frame, Request.Create create, Response response) {
    if (!frame.has(InterfaceSlot.GetSecurityByName)) {
      return response;
    }
    SecurityByName found = SecurityByName.attributesOnly(frame, create.fileName());
    boolean directory = (found.attributes() & WinNt.FILE_ATTRIBUTE_DIRECTORY) != 0;
    if (found.status() == STATUS_SUCCESS
        && directory
        && (create.createOptions() & WinNt.FILE_NON_DIRECTORY_FILE) != 0) {
      return Response.of(STATUS_FILE_IS_A_DIRECTORY);
    }
    return orResolved(frame, create, response, create.fileName());
  }

  private Response orResolved(Frame frame, Request.Create create, Response response, String file) {
    if (!frame.has(InterfaceSlot.GetSecurityByName)
        || !frame.has(InterfaceSlot.ResolveReparsePoints)
        || (create.createOptions() & WinNt.FILE_OPEN_REPARSE_POINT) != 0) {
      return response;
    }
    SecurityByName found = SecurityByName.attributesOnly(frame, file);
    if (found.status() != STATUS_SUCCESS
        || (found.attributes() & WinNt.FILE_ATTRIBUTE_REPARSE_POINT) == 0) {
      return response;
    }
    Response resolved = resolve(frame, create, Paths.lastComponent(create.fileName()));
    return resolved.status() == STATUS_REPARSE ? resolved : response;
  }

  /** What a callback that opens a file fills in. */
  private final class Opening {
    private final Frame frame;
    private final long full;
    private final long info;
    private final long normalized;

    Opening(Frame frame) {
      this.frame = frame;
      full = frame.zeroed(FullContext.SIZE);
      info = frame.zeroed(OpenFileInfo.SIZE);
      normalized = frame.poisoned(ROOM);
      OpenFileInfo.normalizedName(Pointer.MEMORY, info, normalized);
      OpenFileInfo.normalizedNameSize(Pointer.MEMORY, info, ROOM);
    }

    long context() {
      return fileSystem.result(full);
    }

    Response response(int information, int granted, byte @Nullable [] descriptor) {
      FileContext context =
          new FileContext(
              FullContext.userContext(Pointer.MEMORY, full),
              FullContext.userContext2(Pointer.MEMORY, full));
      if (context.equals(FileContext.VOLUME)) {
        fileSystem
            .violations()
            .report(Invariant.LIFE_CYCLE, "a file was opened with context 0, which is the volume");
      }
      int size = OpenFileInfo.normalizedNameSize(Pointer.MEMORY, info);
      boolean named = size <= WinFspConstants.FSP_FSCTL_TRANSACT_PATH_SIZEMAX;
      int flags = Pointer.MEMORY.get(JAVA_INT, frame.response() + DISABLE_CACHE);
      return new Response(
          STATUS_SUCCESS,
          information,
          frame.bytes(info, FileInfo.SIZE),
          descriptor == null ? new byte[0] : descriptor,
          context,
          named ? WideString.read(Pointer.MEMORY, normalized, size / 2) : null,
          granted,
          (flags & 1) != 0);
    }
  }
}
