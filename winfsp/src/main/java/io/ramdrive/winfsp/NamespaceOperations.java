// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static io.ramdrive.winfsp.binding.WinNt.*;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.Pointer;

/** Create, Open, CanDelete, SetDelete, Rename. */
final class NamespaceOperations {
  /** The disposition is in the top 8 bits of CreateOptions. */
  private static final int DISPOSITION_SHIFT = 24;

  private final Volume volume;
  private final Handles handles;
  private final KernelNames kernelNames;
  private final SecurityDescriptors descriptors;
  private final Reservations reservations;
  private final ExtendedAttributeOperations extendedAttributes;
  private final ReparseOperations reparse;

  /** Whether the kernel keeps written data back, and writes it when no program can be told. */
  private final boolean writesLate;

  NamespaceOperations(
      Volume volume,
      Handles handles,
      KernelNames kernelNames,
      SecurityDescriptors descriptors,
      Reservations reservations,
      ExtendedAttributeOperations extendedAttributes,
      ReparseOperations reparse,
      boolean writesLate) {
    this.volume = volume;
    this.handles = handles;
    this.kernelNames = kernelNames;
    this.descriptors = descriptors;
    this.reservations = reservations;
    this.extendedAttributes = extendedAttributes;
    this.reparse = reparse;
    this.writesLate = writesLate;
  }

  int open(
      Dispatch dispatch,
      long fileName,
      int createOptions,
      int grantedAccess,
      long pFileContext,
      long fileInfo) {
    PathWalk path = dispatch.path;
    try {
      int status = path.find(fileName);
      if (status != STATUS_SUCCESS) {
        // WinFsp has looked for reparse points before, unless the kernel itself opens the file.
        return status == STATUS_REPARSE ? STATUS_OBJECT_PATH_NOT_FOUND : status;
      }
      if (writesLate && isOpenedForWriting(createOptions, grantedAccess)) {
        Status whole = reservations.makeWhole(dispatch, path.inode());
        if (whole != Status.OK) {
          return NtStatuses.of(whole);
        }
      }
      return handles.open(dispatch, pFileContext, fileInfo);
    } finally {
      path.release();
    }
  }

  private static boolean isOpenedForWriting(int createOptions, int grantedAccess) {
    int disposition = createOptions >>> DISPOSITION_SHIFT;
    return (disposition == FILE_OPEN || disposition == FILE_OPEN_IF)
        && (grantedAccess & (FileRights.FILE_WRITE_DATA | FileRights.FILE_APPEND_DATA)) != 0;
  }

  int create(Dispatch dispatch, NewFile wanted, long fileName, long pFileContext, long fileInfo) {
    PathWalk path = dispatch.path;
    try {
      int status = path.findParent(fileName, dispatch.call.name());
      if (status == STATUS_SUCCESS) {
        status = make(dispatch, wanted);
      } else if (status == STATUS_REPARSE) {
        status = STATUS_OBJECT_PATH_NOT_FOUND;
      } else if (status == STATUS_ACCESS_DENIED) {
        status = STATUS_OBJECT_NAME_COLLISION; // the root
      }
      return status == STATUS_SUCCESS ? handles.open(dispatch, pFileContext, fileInfo) : status;
    } finally {
      path.release();
    }
  }

  /** Makes what the walk has found the place for; the walk then holds what was made. */
  private int make(Dispatch dispatch, NewFile wanted) {
    int status = check(dispatch, wanted);
    if (status != STATUS_SUCCESS) {
      return status;
    }
    PathWalk path = dispatch.path;
    Inode parent = path.inode();
    Status made =
        path.isStream()
            ? volume.streams().create(dispatch.call, parent)
            : createFile(dispatch, wanted, parent);
    if (made != Status.OK) {
      return NtStatuses.ofNaming(made);
    }
    Inode inode = dispatch.call.inode();
    boolean endowed = false;
    try {
      status = endow(dispatch, wanted, inode);
      endowed = status == STATUS_SUCCESS;
    } finally {
      if (!endowed) {
        undo(dispatch, parent, inode);
        inode.release();
      }
    }
    if (endowed) {
      path.made(inode);
    }
    return status;
  }

  /** Refuses what cannot succeed, before anything is made. */
  private int check(Dispatch dispatch, NewFile wanted) {
    if (reservations.isBeyondCapacity(dispatch, wanted.allocationSize())) {
      return STATUS_DISK_FULL;
    }
    return wanted.extraIsReparsePoint()
        ? STATUS_SUCCESS
        : extendedAttributes.check(wanted.extraBuffer(), wanted.extraLength());
  }

  private Status createFile(Dispatch dispatch, NewFile wanted, Inode parent) {
    boolean directory = (wanted.createOptions() & FILE_DIRECTORY_FILE) != 0;
    byte[] descriptor =
        wanted.descriptor() == Pointer.NULL
            ? SecurityInheritance.inherit(descriptors.of(parent), directory)
            : SecurityDescriptor.copy(Pointer.MEMORY, wanted.descriptor());
    int attributes = wanted.fileAttributes() & FileInfos.SETTABLE;
    int mode = directory ? Mode.S_IFDIR | 0777 : Mode.S_IFREG | 0666;
    Call call = dispatch.call;
    call.atBirth(directory ? attributes : attributes | FILE_ATTRIBUTE_ARCHIVE, descriptor);
    return volume.create(call, parent, mode, 0);
  }

  /** Gives a new file what it was asked for with, besides its name. */
  private int endow(Dispatch dispatch, NewFile wanted, Inode inode) {
    Status reserved = reservations.reserve(dispatch, inode, wanted.allocationSize());
    if (reserved != Status.OK) {
      return NtStatuses.of(reserved);
    }
    if (wanted.extraBuffer() == Pointer.NULL || wanted.extraLength() == 0) {
      return STATUS_SUCCESS;
    }
    return wanted.extraIsReparsePoint()
        ? reparse.set(dispatch, inode, wanted.extraBuffer(), wanted.extraLength())
        : extendedAttributes.set(dispatch, inode, wanted.extraBuffer(), wanted.extraLength());
  }

  private void undo(Dispatch dispatch, Inode parent, Inode inode) {
    Call call = dispatch.call;
    dispatch.path.lastName(call.name());
    if (dispatch.path.isStream()) {
      volume.streams().remove(call, parent);
    } else {
      volume.remove(call, parent, inode);
    }
  }

  /** Whether a file may be deleted, as far as the volume is concerned. Changes nothing. */
  int canDelete(Dispatch dispatch, OpenFile file) {
    if (file.isStream() || !file.isDirectory()) {
      return STATUS_SUCCESS;
    }
    Inode directory = file.inode();
    if (directory == volume.root()) {
      return STATUS_CANNOT_DELETE;
    }
    return dispatch.emptiness.isEmpty(volume, dispatch.call, directory)
        ? STATUS_SUCCESS
        : STATUS_DIRECTORY_NOT_EMPTY;
  }

  int rename(Dispatch dispatch, OpenFile file, long fileName, long newFileName, boolean replace) {
    Call call = dispatch.call;
    PathWalk from = dispatch.path;
    PathWalk to = dispatch.newPath;
    try {
      int status = to.findParent(newFileName, call.newName());
      if (status == STATUS_SUCCESS) {
        status = from.findParent(fileName, call.name());
      }
      if (status != STATUS_SUCCESS) {
        return status == STATUS_REPARSE ? STATUS_OBJECT_PATH_NOT_FOUND : status;
      }
      if (from.isStream() || to.isStream()) {
        return STATUS_OBJECT_NAME_INVALID;
      }
      status = moved(volume.move(call, from.inode(), file.inode(), to.inode(), replace));
      if (status == STATUS_SUCCESS) {
        kernelNames.renamed(from.storedPath(), to.storedPath());
      }
      return status;
    } finally {
      from.release();
      to.release();
    }
  }

  private static int moved(Status status) {
    return switch (status) {
      case NOT_DIRECTORY, IS_DIRECTORY, NOT_EMPTY -> STATUS_ACCESS_DENIED;
      case INVALID -> STATUS_ACCESS_DENIED; // into itself
      case NOT_FOUND -> STATUS_OBJECT_PATH_NOT_FOUND;
      default -> NtStatuses.ofNaming(status); // STALE: another view has given the name away
    };
  }
}
