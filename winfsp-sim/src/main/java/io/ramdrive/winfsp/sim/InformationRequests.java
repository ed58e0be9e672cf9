// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.WinNt;

/** IRP_MJ_QUERY_INFORMATION and IRP_MJ_SET_INFORMATION, but for names. */
final class InformationRequests {
  private final FsdVolume volume;

  InformationRequests(FsdVolume volume) {
    this.volume = volume;
  }

  /** Out of the node, if that is fresh. */
  FileInformation query(FileObject file) {
    DataRequests.checkOpen(file);
    FsdNode node = file.node;
    try (var _ = volume.begin();
        var _ = node.lock.shared("QueryInformation")) {
      FileInformation kept = node.cachedInfo(volume.clock.millis());
      if (kept != null) {
        volume.infoCheck.cached(file, kept);
        return kept;
      }
      long change = node.changeNumber();
      Response response = volume.ask(new Request.QueryInformation(file.context));
      byte[] bytes = response.fileInfo();
      if (bytes == null) {
        throw new InvariantViolation(Invariant.FILE_INFO, "GetFileInfo answered nothing");
      }
      FileInformation info = FileInformation.of(bytes, 0);
      volume.infoCheck.queried(file, info);
      synchronized (node) {
        if (change == node.changeNumber()) {
          node.setFileInfo(info, volume.fileInfoExpiry());
        }
      }
      return info;
    }
  }

  /** FileBasicInformation. */
  void setBasic(FileObject file, int attributes, long[] times) {
    DataRequests.checkOpen(file);
    require(file, FileAccess.FILE_WRITE_ATTRIBUTES);
    FsdNode node = file.node;
    boolean wrongKind =
        node.directory
            ? (attributes & WinNt.FILE_ATTRIBUTE_TEMPORARY) != 0
            : (attributes & WinNt.FILE_ATTRIBUTE_DIRECTORY) != 0;
    if (wrongKind) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_PARAMETER);
    }
    int asked = attributes == 0 ? WinNt.INVALID_FILE_ATTRIBUTES : forUserMode(node, attributes);
    long[] sent = new long[times.length];
    for (int i = 0; i < times.length; i++) {
      sent[i] = Math.max(times[i], 0);
    }
    try (Activity.Operation operation = volume.begin();
        var _ = node.lock.exclusive("SetBasicInfo")) {
      Response response =
          volume.call(
              new Request.SetBasic(file.context, asked, sent[0], sent[1], sent[2], sent[3]));
      if (!response.succeeded()) {
        volume.infoCheck.failed(file, "SetBasicInfo", response.status());
        throw new NtStatusException(response.status());
      }
      volume.setFileInfo(node, response);
      file.didSetAttributes |= attributes != 0;
      file.didSetLastAccessTime |= times[1] != 0;
      file.didSetLastWriteTime |= times[2] != 0;
      file.didSetChangeTime |= times[3] != 0;
      file.metadataChanged = true;
      wereSet(file, asked, sent, response);
      volume.infoCheck.succeeded(file, "SetBasicInfo", response.fileInfo(), operation::alone);
    }
    volume.invalidateParentListing(node.name());
    volume.watchers.report(
        WinNt.FILE_NOTIFY_CHANGE_ATTRIBUTES
            | WinNt.FILE_NOTIFY_CHANGE_CREATION
            | WinNt.FILE_NOTIFY_CHANGE_LAST_ACCESS
            | WinNt.FILE_NOTIFY_CHANGE_LAST_WRITE,
        WinNt.FILE_ACTION_MODIFIED,
        node.name());
  }

  private static int forUserMode(FsdNode node, int attributes) {
    int plain = attributes & ~WinNt.FILE_ATTRIBUTE_NORMAL & CreateArguments.SETTABLE;
    return node.directory ? plain | WinNt.FILE_ATTRIBUTE_DIRECTORY : plain;
  }

  private void wereSet(FileObject file, int asked, long[] sent, Response response) {
    ModelFile model = file.model;
    ModelFile main = model.main;
    if (main != null) {
      main.attributes = ModelFile.UNKNOWN;
      main.creationTime = 0;
      return;
    }
    if (asked != WinNt.INVALID_FILE_ATTRIBUTES && model.attributes != ModelFile.UNKNOWN) {
      int kept = WinNt.FILE_ATTRIBUTE_DIRECTORY | WinNt.FILE_ATTRIBUTE_REPARSE_POINT;
      model.attributes = (model.attributes & kept) | (asked & ModelFile.ATTRIBUTES & ~kept);
    }
    if (sent[0] != 0) {
      model.creationTime = sent[0];
    }
    byte[] bytes = response.fileInfo();
    if (bytes == null || volume.model.outsideChanges()) {
      return;
    }
    FileInformation info = FileInformation.of(bytes, 0);
    boolean exact =
        (sent[0] == 0 || sent[0] == info.creationTime())
            && (sent[1] == 0 || sent[1] == info.lastAccessTime())
            && (sent[2] == 0 || sent[2] == info.lastWriteTime())
            && (sent[3] == 0 || sent[3] == info.changeTime());
    if (!exact) {
      throw new InvariantViolation(
          Invariant.FILE_INFO, "SetBasicInfo of " + file + " has not set the times: " + info);
    }
  }

  /** FileEndOfFileInformation. */
  void setEndOfFile(FileObject file, long size) {
    resize(file, size, false);
  }

  /** FileAllocationInformation. */
  void setAllocation(FileObject file, long size) {
    resize(file, size, true);
  }

  private void resize(FileObject file, long size, boolean allocation) {
    DataRequests.checkOpen(file);
    require(file, FileAccess.FILE_WRITE_DATA);
    FsdNode node = file.node;
    if (size < 0 || node.directory) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_PARAMETER);
    }
    try (Activity.Operation operation = volume.begin();
        var _ = node.lock.exclusive("SetFileSize")) {
      if (size < node.cachedSize() && node.pages.isMapped()) {
        throw new NtStatusException(NtStatus.STATUS_USER_MAPPED_FILE);
      }
      if (allocation) {
        allocate(file, size, operation);
      } else {
        endOfFile(file, size, operation);
      }
    }
    volume.watchers.report(WinNt.FILE_NOTIFY_CHANGE_SIZE, WinNt.FILE_ACTION_MODIFIED, node.name());
  }

  /** Also sent for a cached write that extends. The caller holds the node exclusively. */
  void endOfFile(FileObject file, long size, Activity.Operation operation) {
    Response response = volume.call(new Request.SetEndOfFile(file.context, size));
    resized(file, "SetFileSize", response, size, operation);
  }

  private void allocate(FileObject file, long size, Activity.Operation operation) {
    Response response = volume.call(new Request.SetAllocation(file.context, size));
    resized(
        file, "SetFileSize(allocation)", response, Math.min(size, file.model.size()), operation);
  }

  private void resized(
      FileObject file, String what, Response response, long newSize, Activity.Operation operation) {
    FsdNode node = file.node;
    if (!response.succeeded()) {
      volume.infoCheck.failed(file, what, response.status());
      throw new NtStatusException(response.status());
    }
    file.model.setSize(newSize);
    volume.setFileInfo(node, response);
    file.sizeChanged = true;
    node.truncateOnClose = true;
    volume.infoCheck.succeeded(file, what, response.fileInfo(), operation::alone);
  }

  /** FileDispositionInformation(Ex). */
  void setDisposition(FileObject file, int flags) {
    DataRequests.checkOpen(file);
    require(file, FileAccess.DELETE);
    FsdNode node = file.node;
    if (FileName.isRoot(node.name())) {
      throw new NtStatusException(NtStatus.STATUS_CANNOT_DELETE);
    }
    boolean delete = (flags & FileAccess.FILE_DISPOSITION_DELETE) != 0;
    boolean posix =
        (flags & FileAccess.FILE_DISPOSITION_POSIX_SEMANTICS) != 0
            && volume.traits.has(VolumeFlags.SupportsPosixUnlinkRename);
    boolean ignoreReadOnly = (flags & FileAccess.FILE_DISPOSITION_IGNORE_READONLY_ATTRIBUTE) != 0;
    try (Activity.Operation operation = volume.begin();
        var _ = node.lock.exclusive("SetDisposition")) {
      if (!node.inTable) {
        throw new NtStatusException(NtStatus.STATUS_FILE_DELETED);
      }
      if (mustAsk(node, delete)) {
        Response response =
            volume.call(
                new Request.SetDisposition(file.context, node.name(), delete, ignoreReadOnly));
        if (!response.succeeded()) {
          volume.infoCheck.failed(file, "SetDisposition", response.status());
          throw new NtStatusException(response.status());
        }
      }
      if (delete && node.directory && operation.alone()) {
        mustBeEmpty(file);
      }
      synchronized (volume.nodes) {
        node.deletePending = delete;
      }
      file.posixDelete = delete && posix;
    }
  }

  private void mustBeEmpty(FileObject file) {
    if (!volume.model.outsideChanges() && !volume.model.children(file.model).isEmpty()) {
      throw new InvariantViolation(
          Invariant.STATUS, "CanDelete allowed " + file + ", which is a directory with entries");
    }
  }

  private boolean mustAsk(FsdNode node, boolean delete) {
    if (!volume.traits.has(VolumeFlags.PostDispositionWhenNecessaryOnly) || node.directory) {
      return true;
    }
    FileInformation kept = node.cachedInfo(volume.clock.millis());
    return kept == null
        || !delete
        || kept.has(WinNt.FILE_ATTRIBUTE_READONLY)
        || kept.has(WinNt.FILE_ATTRIBUTE_REPARSE_POINT);
  }

  static void require(FileObject file, int right) {
    if (!file.grants(right)) {
      throw new NtStatusException(NtStatus.STATUS_ACCESS_DENIED);
    }
  }
}
