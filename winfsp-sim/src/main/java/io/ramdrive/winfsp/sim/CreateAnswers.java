// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.WinNt;
import org.jspecify.annotations.Nullable;

/** What the driver does with the answer to a create: FspFsvolCreateComplete. */
final class CreateAnswers {
  /** What Response.information says of a create. */
  private static final int FILE_SUPERSEDED = 0;

  private static final int FILE_CREATED = 2;
  private static final int FILE_OVERWRITTEN = 3;

  private final FsdVolume volume;
  private final OverwriteRequests overwrites;

  CreateAnswers(FsdVolume volume) {
    this.volume = volume;
    overwrites = new OverwriteRequests(volume);
  }

  /**
   * The file object, in its node, overwritten if that was asked for.
   *
   * @return null if the file was deleted or replaced before the answer was applied
   * @throws NtStatusException if the driver refuses what user mode has allowed
   */
  @Nullable FileObject opened(
      String name,
      CreateArguments arguments,
      Response response,
      @Nullable FileObject mainFile,
      Activity.Operation operation) {
    FileInformation info = answeredInfo(name, response);
    String normalized = normalized(name, response);
    boolean created = response.information() == FILE_CREATED;
    ModelFile model = volume.model.opened(normalized, info, created, operation::alone);
    if (model == null) {
      volume.call(new Request.Close(response.context()));
      return null;
    }
    FsdNode node;
    FileObject file;
    boolean raced;
    NtStatusException refusal = null;
    synchronized (volume.nodes) {
      node = node(normalized, info, mainFile);
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
      overwrites.overwrite(file, arguments, response.information() == FILE_SUPERSEDED, operation);
    }
    return file;
  }

  /** The node of this name; one of a file that is gone by now makes way. */
  private FsdNode node(String name, FileInformation info, @Nullable FileObject mainFile) {
    FsdNode there = volume.nodes.find(name);
    boolean gone =
        there != null
            && there.indexNumber != info.indexNumber()
            && there.fileObjects().stream()
                .allMatch(file -> file.model.unlinked || file.model.uncertain);
    if (there != null && gone) {
      volume.nodes.remove(there);
    }
    return volume.nodes.findOrAdd(
        name,
        () ->
            new FsdNode(
                name,
                info.isDirectory(),
                info.indexNumber(),
                mainFile == null ? null : mainFile.node,
                volume.traits.allocationUnit(),
                volume.patienceMillis()));
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
        volume.traits.has(VolumeFlags.UmFileContextIsUserContext2)
            || volume.traits.has(VolumeFlags.UmFileContextIsFullContext);
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
    if (volume.traits.has(VolumeFlags.AllowOpenInKernelMode) && response.payload().length > 0) {
      volume.securityCache.put(node, response.payload());
    }
    if (only) {
      try (var _ = node.lock.exclusive("Create")) {
        if (volume.nodes.isOnly(file)) {
          byte @Nullable [] answered = operation.alone() ? response.fileInfo() : null;
          volume.infoCheck.succeeded(file, "Create or Open", answered, operation::alone);
        }
      }
    } else if (node.cachedSize() != info.fileSize()
        && file.grants(FileAccess.FILE_WRITE_DATA | FileAccess.FILE_APPEND_DATA)) {
      node.truncateOnClose = true;
    }
  }
}
