// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.WinNt;
import org.jspecify.annotations.Nullable;

/**
 * FileRenameInformation(Ex). It holds the rename lock exclusively, so that no open is in user mode
 * meanwhile, and the node.
 */
final class NameRequests {
  private final FsdVolume volume;

  NameRequests(FsdVolume volume) {
    this.volume = volume;
  }

  void rename(FileObject file, String newPath, int flags) {
    DataRequests.checkOpen(file);
    InformationRequests.require(file, FileAccess.DELETE);
    String newName = FileName.checked(newPath, volume.traits);
    FsdNode node = file.node;
    if (FileName.isRoot(node.name())
        || FileName.isRoot(newName)
        || node.isStream()
        || FileName.streamStart(newName) != 0) {
      throw new NtStatusException(NtStatus.STATUS_INVALID_PARAMETER);
    }
    openTarget(newName, file.caller);
    boolean replace = (flags & FileAccess.FILE_RENAME_REPLACE_IF_EXISTS) != 0;
    boolean posix =
        (flags & FileAccess.FILE_RENAME_POSIX_SEMANTICS) != 0
            && volume.traits.has(VolumeFlags.SupportsPosixUnlinkRename);
    try (var _ = volume.begin();
        var _ = volume.renames.exclusive("Rename of " + node.name());
        var _ = node.lock.exclusive("Rename")) {
      String oldName = node.name();
      if (oldName.equals(newName)) {
        return;
      }
      check(node, newName, replace, posix);
      Response response =
          volume.call(new Request.Rename(file.context, oldName, newName, replace, file.caller));
      if (!response.succeeded()) {
        throw new NtStatusException(response.status());
      }
      renamed(file, oldName, newName, replace);
    }
  }

  /** The I/O manager opens the new name's directory first, and closes it again. */
  private void openTarget(String newName, Caller caller) {
    Response response;
    try (var _ = volume.begin();
        var _ = volume.renames.shared("Create of the target directory")) {
      response =
          volume.ask(
              new Request.Create(
                  newName,
                  WinNt.FILE_OPEN_FOR_BACKUP_INTENT,
                  WinNt.FILE_OPEN,
                  FileAccess.FILE_WRITE_DATA | FileAccess.SYNCHRONIZE,
                  FileAccess.FILE_SHARE_READ | FileAccess.FILE_SHARE_WRITE,
                  0,
                  null,
                  0,
                  null,
                  false,
                  true,
                  volume.traits.caseSensitive(),
                  false,
                  0,
                  caller));
      if (response.status() == NtStatus.STATUS_REPARSE) {
        throw new NtStatusException(NtStatus.STATUS_OBJECT_PATH_NOT_FOUND);
      }
    }
    if (!volume.traits.has(VolumeFlags.PostCleanupWhenModifiedOnly)) {
      volume.call(new Request.Cleanup(response.context(), FileName.parent(newName), 0));
    }
    volume.call(new Request.Close(response.context()));
  }

  /** FspFileNodeRenameCheck. */
  private void check(FsdNode node, String newName, boolean replace, boolean posix) {
    if (!node.inTable) {
      throw new NtStatusException(NtStatus.STATUS_FILE_DELETED);
    }
    if (node.directory && volume.nodes.hasOpenBelow(node)) {
      throw new NtStatusException(NtStatus.STATUS_ACCESS_DENIED);
    }
    FsdNode target = volume.nodes.find(newName);
    if (target == null || target == node || !replace) {
      return;
    }
    synchronized (volume.nodes) {
      boolean open = target.handleCount > 0;
      boolean below = volume.nodes.hasOpenBelow(target);
      boolean mayReplaceOpen = posix && target.share.allLetDelete();
      if ((open && !mayReplaceOpen) || (target.directory && below)) {
        throw new NtStatusException(NtStatus.STATUS_ACCESS_DENIED);
      }
    }
  }

  private void renamed(FileObject file, String oldName, String newName, boolean replace) {
    FsdNode node = file.node;
    @Nullable ModelFile there = volume.model.find(newName);
    boolean known =
        there != null && !there.unlinking && !there.uncertain && !volume.model.outsideChanges();
    if (there != null && there != file.model && known) {
      if (!replace || there.directory) {
        throw new InvariantViolation(
            Invariant.STATUS,
            "Rename of "
                + oldName
                + " to "
                + newName
                + ", which exists"
                + (there.directory ? " and is a directory" : "")
                + ", succeeded");
      }
    }
    volume.model.rename(file.model, newName);
    volume.invalidateParentListing(oldName);
    volume.nodes.rename(node, newName);
    volume.invalidateParentListing(newName);
    boolean sameParent =
        volume
            .traits
            .fold(FileName.parent(oldName))
            .equals(volume.traits.fold(FileName.parent(newName)));
    volume.reportName(
        node, sameParent ? WinNt.FILE_ACTION_RENAMED_OLD_NAME : WinNt.FILE_ACTION_REMOVED, oldName);
    volume.reportName(
        node, sameParent ? WinNt.FILE_ACTION_RENAMED_NEW_NAME : WinNt.FILE_ACTION_ADDED, newName);
  }
}
