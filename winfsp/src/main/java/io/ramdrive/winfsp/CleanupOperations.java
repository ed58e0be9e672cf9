// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.STATUS_SUCCESS;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.NameVisitor;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.WinFspConstants;
import org.jspecify.annotations.Nullable;

/**
 * Cleanup: the last handle of an open file is closed. The file itself stays open until Close, and
 * goes on being read and written, also when it has been deleted.
 */
final class CleanupOperations {
  private final Volume volume;
  private final AttributeOperations attributes;

  CleanupOperations(Volume volume, AttributeOperations attributes) {
    this.volume = volume;
    this.attributes = attributes;
  }

  void cleanup(Dispatch dispatch, OpenFile file, long fileName, int flags) {
    attributes.noteUse(dispatch, file, flags);
    if ((flags & WinFspConstants.FspCleanupSetAllocationSize) != 0 && !file.isDirectory()) {
      volume.trim(dispatch.call, file.inode(), 0);
    }
    if ((flags & WinFspConstants.FspCleanupDelete) != 0) {
      if (file.isStream()) {
        deleteStream(dispatch, file, fileName);
      } else {
        delete(dispatch, file.inode(), fileName);
      }
    }
  }

  private void deleteStream(Dispatch dispatch, OpenFile file, long fileName) {
    Call aside = dispatch.aside;
    Inode owner = file.file();
    if (dispatch.path.streamName(fileName, aside.name()) == STATUS_SUCCESS
        && volume.streams().open(aside, owner) == Status.OK) {
      Inode found = aside.inode();
      found.release();
      if (found == file.inode()) {
        volume.streams().remove(aside, owner);
      }
    }
  }

  /** Takes away the name by which it was opened, if that is still its name, else its only one. */
  private void delete(Dispatch dispatch, Inode inode, long fileName) {
    Call call = dispatch.call;
    PathWalk path = dispatch.path;
    if (path.findParent(fileName, call.name()) == STATUS_SUCCESS) {
      Status removed = volume.remove(call, path.inode(), inode);
      path.release();
      if (removed == Status.OK || removed == Status.NOT_EMPTY) {
        return;
      }
    }
    OnlyName only = new OnlyName();
    volume.names(inode, only);
    Inode parent = only.parent;
    if (parent != null) {
      if (only.count == 1) {
        call.name().wrap(only.name);
        volume.remove(call, parent, inode);
      }
      parent.release();
    }
  }

  /** Keeps the first name of an inode, and whether there are more. */
  private static final class OnlyName implements NameVisitor {
    private @Nullable Inode parent;
    private byte[] name = {};
    private int count;

    @Override
    public void name(Inode directory, byte[] stored) {
      if (count++ == 0) {
        directory.retain();
        parent = directory;
        name = stored;
      }
    }
  }
}
