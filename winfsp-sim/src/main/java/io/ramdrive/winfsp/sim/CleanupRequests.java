// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.VolumeFlags;
import io.ramdrive.winfsp.binding.WinFspConstants;
import io.ramdrive.winfsp.binding.WinNt;
import org.jspecify.annotations.Nullable;

/** IRP_MJ_CLEANUP: the last handle of a file object is gone. The Close comes later. */
final class CleanupRequests {
  private static final int TIMES_AND_ARCHIVE =
      WinFspConstants.FspCleanupSetArchiveBit
          | WinFspConstants.FspCleanupSetLastAccessTime
          | WinFspConstants.FspCleanupSetLastWriteTime
          | WinFspConstants.FspCleanupSetChangeTime;

  private final FsdVolume volume;

  CleanupRequests(FsdVolume volume) {
    this.volume = volume;
  }

  /** CloseHandle; the caller holds nothing. */
  void cleanup(FileObject file) {
    FsdNode node = file.node;
    try (Activity.Operation operation = volume.activity.begin();
        var _ = node.lock.exclusive("Cleanup")) {
      if (file.cleanedUp) {
        return;
      }
      file.cleanedUp = true;
      node.locks.unlockAll(file);
      if (file.deleteOnClose) {
        node.deletePending = true;
      }
      boolean last;
      synchronized (volume.nodes) {
        volume.nodes.cleanup(file);
        last = node.handleCount == 0;
      }
      boolean delete = node.deletePending && node.inTable && (last || file.posixDelete);
      if (last && !delete && volume.traits.has(VolumeFlags.FlushAndPurgeOnCleanup)) {
        volume.cache.flush(node, 0, Long.MAX_VALUE);
        node.pages.purge();
      }
      int flags = flags(file, last, delete);
      if (flags != 0 || !volume.traits.has(VolumeFlags.PostCleanupWhenModifiedOnly)) {
        send(file, flags, delete, operation);
      } else if (file.metadataChanged) {
        volume.invalidateParentListing(node.name());
      }
    } finally {
      if (file.cleanedUp) {
        volume.lateWork.handleClosed(file);
      }
    }
    if (file.mainFile != null) {
      cleanup(file.mainFile);
    }
  }

  private static int flags(FileObject file, boolean last, boolean delete) {
    if (delete) {
      return WinFspConstants.FspCleanupDelete;
    }
    FsdNode node = file.node;
    int flags = 0;
    if (last && node.truncateOnClose) {
      flags |= WinFspConstants.FspCleanupSetAllocationSize;
      node.truncateOnClose = false;
    }
    if ((file.modified || file.sizeChanged) && !file.didSetAttributes) {
      flags |= WinFspConstants.FspCleanupSetArchiveBit;
    }
    if (file.accessed && file.modified && !file.didSetLastAccessTime) {
      flags |= WinFspConstants.FspCleanupSetLastAccessTime;
    }
    if (file.modified && !file.didSetLastWriteTime) {
      flags |= WinFspConstants.FspCleanupSetLastWriteTime;
    }
    if ((file.modified || file.metadataChanged) && !file.didSetChangeTime) {
      flags |= WinFspConstants.FspCleanupSetChangeTime;
    }
    return flags;
  }

  private void send(FileObject file, int flags, boolean delete, Activity.Operation operation) {
    FsdNode node = file.node;
    ModelFile model = file.model;
    if (delete) {
      volume.model.unlinking(model, true);
    }
    volume.call(new Request.Cleanup(file.context, node.name(), flags));
    if (delete) {
      deleted(file, operation);
    } else {
      if ((flags & TIMES_AND_ARCHIVE) != 0) {
        node.basicInfoIsStale();
        archived(model, flags);
        volume.watchers.report(
            WinNt.FILE_NOTIFY_CHANGE_ATTRIBUTES | WinNt.FILE_NOTIFY_CHANGE_LAST_WRITE,
            WinNt.FILE_ACTION_MODIFIED,
            node.name());
      }
      if ((flags & TIMES_AND_ARCHIVE) != 0 || file.metadataChanged) {
        volume.invalidateParentListing(node.name());
      }
    }
    volume.infoCheck.succeeded(file, "Cleanup", null, operation::alone);
  }

  /** Whether a directory has survived its deletion, as it was not empty. */
  private boolean isThere(FileObject file) {
    Response probe = volume.call(Probe.open(file.node.name(), volume.traits));
    byte[] info = probe.fileInfo();
    if (!probe.succeeded() || info == null) {
      return false;
    }
    volume.call(new Request.Close(probe.context()));
    return FileInformation.of(info, 0).indexNumber() == file.node.indexNumber;
  }

  private void deleted(FileObject file, Activity.Operation operation) {
    FsdNode node = file.node;
    if (node.directory && !operation.alone()) {
      volume.model.perhapsUnlink(file.model);
    } else if (node.directory && isThere(file)) {
      volume.model.unlinking(file.model, false);
    } else {
      volume.model.unlink(file.model);
    }
    volume.nodes.remove(node);
    if (node.handleCount == 0 && !node.pages.isMapped()) {
      node.pages.truncate(0);
    }
    volume.invalidateParentListing(node.name());
    volume.reportName(node, WinNt.FILE_ACTION_REMOVED, node.name());
  }

  private static void archived(ModelFile file, int flags) {
    if ((flags & WinFspConstants.FspCleanupSetArchiveBit) == 0) {
      return;
    }
    @Nullable ModelFile main = file.main;
    if (main != null) {
      main.attributes = ModelFile.UNKNOWN;
    } else if (!file.directory && file.attributes != ModelFile.UNKNOWN) {
      file.attributes |= WinNt.FILE_ATTRIBUTE_ARCHIVE;
    }
  }
}
