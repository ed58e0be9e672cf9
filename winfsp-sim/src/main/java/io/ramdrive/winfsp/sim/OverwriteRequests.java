// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;

/** The second half of a create that replaces what is there. */
final class OverwriteRequests {
  private final FsdVolume volume;

  OverwriteRequests(FsdVolume volume) {
    this.volume = volume;
  }

  /** The file was opened, and user mode has said that it is to be overwritten. */
  void overwrite(
      FileObject file, CreateArguments arguments, boolean supersede, Activity.Operation operation) {
    FsdNode node = file.node;
    if (node.pages.isMapped()) {
      volume.cleanups.cleanup(file);
      throw new NtStatusException(NtStatus.STATUS_USER_MAPPED_FILE);
    }
    Response response;
    try (var _ = node.lock.exclusive("Overwrite")) {
      int attributes = arguments.attributesForUserMode();
      response =
          volume.call(
              new Request.Overwrite(
                  file.context, attributes, supersede, arguments.allocation(), arguments.ea()));
      if (response.succeeded()) {
        volume.setFileInfo(node, response);
        overwritten(file, attributes, supersede);
        volume.infoCheck.succeeded(file, "Overwrite", response.fileInfo(), operation::alone);
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
}
