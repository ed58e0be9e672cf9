// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * IRP_MJ_CREATE. User mode is asked each time: there is no cache of names, present or absent. The
 * rename lock is held shared until the answer is applied.
 */
final class CreateRequests {
  /** The kernel itself. */
  static final Caller KERNEL =
      new Caller(4, "S-1-5-18", List.of("S-1-5-32-544", "S-1-1-0"), false, true, true, true);

  /** What Response.information says of a create. */
  private static final int FILE_SUPERSEDED = 0;

  private static final int FILE_CREATED = 2;
  private static final int FILE_OVERWRITTEN = 3;

  /** MAXIMUM_REPARSE_TAG_NESTING… of the I/O manager. */
  private static final int REPARSE_LIMIT = 32;

  private final FsdVolume volume;
  private final AtomicBoolean rootKnown = new AtomicBoolean();

  CreateRequests(FsdVolume volume) {
    this.volume = volume;
  }

  /** NtCreateFile, following reparse points. */
  FileObject create(CreateArguments arguments) {
    arguments.check();
    learnRoot(arguments.caller());
    String path = arguments.path();
    for (int hops = 0; hops <= REPARSE_LIMIT; ) {
      Attempt attempt = attempt(arguments.at(path));
      if (attempt.file != null) {
        return attempt.file;
      }
      if (attempt.newPath != null) {
        path = attempt.newPath;
        hops++;
      } else {
        volume.activity.awaitAnother();
      }
    }
    throw new NtStatusException(NtStatus.STATUS_REPARSE_POINT_NOT_RESOLVED);
  }

  /** A file object, or where to go on, or neither: once more, when others have come further. */
  private record Attempt(@Nullable FileObject file, @Nullable String newPath) {}

  private Attempt attempt(CreateArguments arguments) {
    boolean trailing = arguments.path().length() > 1 && arguments.path().endsWith("\\");
    String typed = arguments.path();
    String name =
        FileName.checked(trailing ? typed.substring(0, typed.length() - 1) : typed, volume.traits);
    int stream = FileName.streamStart(name);
    FileObject mainFile = stream == 0 ? null : openMain(FileName.main(name), arguments);
    boolean used = false;
    try (Activity.Operation operation = volume.begin();
        DriverLock.Hold hold = volume.renames.shared("Create of " + name)) {
      Response response =
          volume.call(
              new Request.Create(
                  name,
                  arguments.options(),
                  arguments.disposition(),
                  arguments.access(),
                  arguments.share(),
                  arguments.attributesForUserMode(),
                  arguments.securityDescriptor(),
                  arguments.allocation(),
                  arguments.ea(),
                  false,
                  false,
                  volume.traits.caseSensitive(),
                  trailing,
                  stream,
                  arguments.caller()));
      if (!response.succeeded()) {
        failed(name, arguments, response.status(), operation);
        throw new NtStatusException(response.status());
      }
      if (response.status() == NtStatus.STATUS_REPARSE) {
        return new Attempt(null, reparsed(response));
      }
      FileObject file = opened(name, arguments, response, mainFile, operation);
      used = file != null;
      return new Attempt(file, null);
    } finally {
      if (mainFile != null && !used) {
        volume.cleanups.cleanup(mainFile);
      }
    }
  }

  /** FspMainFileOpen: a stream needs its file, which is made if the stream may be made. */
  private FileObject openMain(String name, CreateArguments stream) {
    boolean makes =
        stream.disposition() != WinNt.FILE_OPEN && stream.disposition() != WinNt.FILE_OVERWRITE;
    return create(
        new CreateArguments(
            name,
            FileAccess.FILE_READ_ATTRIBUTES,
            FileAccess.FILE_SHARE_ALL,
            makes ? WinNt.FILE_OPEN_IF : WinNt.FILE_OPEN,
            0,
            0,
            stream.securityDescriptor(),
            0,
            null,
            KERNEL));
  }

  private @Nullable FileObject opened(
      String name,
      CreateArguments arguments,
      Response response,
      @Nullable FileObject mainFile,
      Activity.Operation operation) {
    FileInformation info = answeredInfo(name, response);
    String normalized = normalized(name, response);
    boolean created = response.information() == FILE_CREATED;
    ModelFile model = volume.model.opened(normalized, info, created, operation.alone());
    if (model == null) {
      volume.call(new Request.Close(response.context()));
      return null;
    }
    FsdNode node;
    FileObject file;
    boolean raced;
    NtStatusException refusal = null;
    synchronized (volume.nodes) {
      node =
          volume.nodes.findOrAdd(
              normalized,
              () ->
                  new FsdNode(
                      normalized,
                      info.isDirectory(),
                      info.indexNumber(),
                      mainFile == null ? null : mainFile.node,
                      volume.traits.allocationUnit(),
                      volume.patienceMillis()));
      file =
          new FileObject(
              node,
              contextOf(node, response),
              arguments.caller(),
              response.grantedAccess(),
              arguments.share(),
              arguments.options(),
              response.disableCache(),
              mainFile,
              model);
      raced = node.indexNumber != info.indexNumber() && !joins(file, info, operation);
      try {
        if (!raced) {
          volume.nodes.open(file);
        }
      } catch (NtStatusException e) {
        refusal = e;
      }
      volume.nodes.dropUnused(node);
    }
    if (raced || refusal != null) {
      abandon(file);
    }
    if (refusal != null) {
      throw refusal;
    }
    if (raced) {
      return null;
    }
    applyInfo(file, response, info, operation);
    file.deleteOnClose = arguments.has(WinNt.FILE_DELETE_ON_CLOSE);
    if (created) {
      volume.invalidateParentListing(node.name());
      volume.reportName(node, WinNt.FILE_ACTION_ADDED, node.name());
    } else if (response.information() == FILE_OVERWRITTEN
        || response.information() == FILE_SUPERSEDED) {
      overwrite(file, arguments, response.information() == FILE_SUPERSEDED, operation);
    }
    return file;
  }

  private FileInformation answeredInfo(String name, Response response) {
    byte[] bytes = response.fileInfo();
    if (bytes == null) {
      throw new InvariantViolation(
          Invariant.FILE_INFO, "Create of " + name + " answered no FileInfo");
    }
    FileInformation info = FileInformation.of(bytes, 0);
    if (info.indexNumber() == 0) {
      throw new InvariantViolation(
          Invariant.FILE_INFO, "Create of " + name + " answered IndexNumber 0");
    }
    return info;
  }

  /** The stored case if user mode gave it, else upper case; as it is on a case-sensitive volume. */
  private String normalized(String name, Response response) {
    String given = response.normalizedName();
    if (volume.traits.caseSensitive()) {
      return name;
    }
    if (given == null) {
      return VolumeTraits.upper(name);
    }
    if (!volume.traits.fold(given).equals(volume.traits.fold(name))) {
      throw new InvariantViolation(
          Invariant.STATUS,
          "Create of "
              + name
              + " answered the NormalizedName "
              + given
              + ", which is another name");
    }
    return given;
  }

  /** With a context for each node the first one counts, and all must be the same. */
  private FileContext contextOf(FsdNode node, Response response) {
    boolean perHandle =
        volume.traits.has(VolumeTraits.UM_FILE_CONTEXT_IS_USER_CONTEXT2)
            || volume.traits.has(VolumeTraits.UM_FILE_CONTEXT_IS_FULL_CONTEXT);
    if (perHandle || node.fileObjects().isEmpty()) {
      return response.context();
    }
    return node.fileObjects().getFirst().context;
  }

  /**
   * A node with another index: a file that was replaced meanwhile, or a wrong answer.
   *
   * @return whether the new file object may belong to the node nevertheless
   */
  private boolean joins(FileObject file, FileInformation info, Activity.Operation operation) {
    if (volume.model.outsideChanges() || file.model.isStream()) {
      return true;
    }
    if (operation.alone()) {
      throw new InvariantViolation(
          Invariant.FILE_INFO,
          file
              + " had IndexNumber "
              + file.node.indexNumber
              + " and is opened with "
              + info.indexNumber());
    }
    return false;
  }

  /** The kernel refuses an open that user mode has allowed. */
  private void abandon(FileObject file) {
    file.closed = true;
    volume.model.closed(file.model);
    volume.call(new Request.Close(file.context));
  }

  /** The FileInfo of an open counts only if no other file object of the node is there. */
  private void applyInfo(
      FileObject file, Response response, FileInformation info, Activity.Operation operation) {
    FsdNode node = file.node;
    boolean only;
    synchronized (volume.nodes) {
      only = volume.nodes.isOnly(file);
      if (only) {
        node.setFileInfo(info, volume.fileInfoExpiry());
      }
    }
    if (volume.traits.has(VolumeTraits.ALLOW_OPEN_IN_KERNEL_MODE)
        && response.payload().length > 0) {
      volume.securityCache.put(node, response.payload());
    }
    if (only) {
      try (DriverLock.Hold hold = node.lock.exclusive("Create")) {
        if (volume.nodes.isOnly(file)) {
          byte @Nullable [] answered = operation.alone() ? response.fileInfo() : null;
          volume.infoCheck.succeeded(file, "Create or Open", answered, operation.alone());
        }
      }
    } else if (node.cachedSize() != info.fileSize()
        && file.grants(FileAccess.FILE_WRITE_DATA | FileAccess.FILE_APPEND_DATA)) {
      node.truncateOnClose = true;
    }
  }

  private void overwrite(
      FileObject file, CreateArguments arguments, boolean supersede, Activity.Operation operation) {
    FsdNode node = file.node;
    if (node.pages.isMapped()) {
      volume.cleanups.cleanup(file);
      throw new NtStatusException(NtStatus.STATUS_USER_MAPPED_FILE);
    }
    Response response;
    try (DriverLock.Hold hold = node.lock.exclusive("Overwrite")) {
      int attributes = arguments.attributesForUserMode();
      response =
          volume.call(
              new Request.Overwrite(
                  file.context, attributes, supersede, arguments.allocation(), arguments.ea()));
      if (response.succeeded()) {
        volume.setFileInfo(node, response);
        overwritten(file, attributes, supersede);
        volume.infoCheck.succeeded(file, "Overwrite", response.fileInfo(), operation.alone());
      }
    }
    if (!response.succeeded()) {
      undo(file);
      throw new NtStatusException(response.status());
    }
    volume.watchers.report(
        WinNt.FILE_NOTIFY_CHANGE_ATTRIBUTES
            | WinNt.FILE_NOTIFY_CHANGE_SIZE
            | WinNt.FILE_NOTIFY_CHANGE_LAST_WRITE
            | WinNt.FILE_NOTIFY_CHANGE_CREATION
            | WinNt.FILE_NOTIFY_CHANGE_SECURITY,
        WinNt.FILE_ACTION_MODIFIED,
        node.name());
  }

  private void overwritten(FileObject file, int attributes, boolean supersede) {
    ModelFile model = file.model;
    model.setSize(0);
    if (model.isStream()) {
      return;
    }
    boolean unknown = !supersede && model.attributes == ModelFile.UNKNOWN;
    int kept = supersede ? 0 : model.attributes;
    model.attributes =
        unknown
            ? ModelFile.UNKNOWN
            : (kept | attributes | WinNt.FILE_ATTRIBUTE_ARCHIVE)
                & ModelFile.ATTRIBUTES
                & ~WinNt.FILE_ATTRIBUTE_REPARSE_POINT;
    model.creationTime = 0;
    volume.model.dropStreams(model);
    volume.nodes.removeStreams(file.node);
    volume.streamCache.remove(file.node);
  }

  /** The DLL has closed the context itself. */
  private void undo(FileObject file) {
    volume.nodes.cleanup(file);
    file.cleanedUp = true;
    file.closed = true;
    volume.nodes.close(file);
    volume.model.closed(file.model);
    if (file.mainFile != null) {
      file.mainFile.model.attributes = ModelFile.UNKNOWN;
    }
  }

  /** A name that could not be made is not there; checked by asking for it. */
  private void failed(
      String name, CreateArguments arguments, int status, Activity.Operation operation) {
    boolean full =
        status == NtStatus.STATUS_DISK_FULL || status == NtStatus.STATUS_INSUFFICIENT_RESOURCES;
    if (!full || volume.model.outsideChanges() || volume.model.find(name) != null) {
      return;
    }
    Response probe = volume.call(Probe.open(name, volume.traits));
    if (probe.status() == NtStatus.STATUS_SUCCESS) {
      volume.call(new Request.Close(probe.context()));
      if (operation.alone()) {
        throw new InvariantViolation(
            Invariant.FAILURE,
            "Create of "
                + name
                + " with disposition "
                + arguments.disposition()
                + " failed, but the file is there");
      }
    }
  }

  private String reparsed(Response response) {
    if (response.information() == 0) {
      return WideString.read(
          MemorySegment.ofArray(response.payload()), 0, response.payload().length / 2);
    }
    return ReparseTarget.of(response, volume.mountPoints());
  }

  /** Finds out what is in the volume at the first open, to know what must be there later. */
  private void learnRoot(Caller caller) {
    if (caller != KERNEL && rootKnown.compareAndSet(false, true)) {
      volume.volumeCheck.learn("\\");
    }
  }
}
