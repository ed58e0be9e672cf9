// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * GetReparsePoint, SetReparsePoint, DeleteReparsePoint, ResolveReparsePoints. A symlink that
 * another view has made is a reparse point too; Windows can read it, but not change it.
 */
final class ReparseOperations {
  private static final MemorySegment MEMORY = Pointer.MEMORY;

  private final Volume volume;
  private final ServingFunctions functions;

  ReparseOperations(Volume volume, ServingFunctions functions) {
    this.volume = volume;
    this.functions = functions;
  }

  int get(Dispatch dispatch, OpenFile file, long buffer, long pSize) {
    return give(data(dispatch, file.file()), buffer, pSize);
  }

  int set(Dispatch dispatch, OpenFile file, long buffer, long size) {
    Inode inode = file.file();
    byte[] current = data(dispatch, inode);
    if (current != null) {
      int status = canReplace(current, buffer, size);
      if (status < 0) {
        return status;
      }
    }
    return set(dispatch, inode, buffer, (int) size);
  }

  /** Makes a file a reparse point that is none. */
  int set(Dispatch dispatch, Inode inode, long buffer, int size) {
    byte[] data = new byte[size];
    MemorySegment.copy(MEMORY, JAVA_BYTE, buffer, data, 0, size);
    return status(volume.windows().setReparseData(dispatch.call, inode, data));
  }

  int delete(Dispatch dispatch, OpenFile file, long buffer, long size) {
    byte[] current = data(dispatch, file.file());
    if (current == null) {
      return STATUS_NOT_A_REPARSE_POINT;
    }
    int status = canReplace(current, buffer, size);
    return status < 0
        ? status
        : status(volume.windows().setReparseData(dispatch.call, file.file(), null));
  }

  int resolve(
      long fileName, int index, boolean resolveLast, long pIoStatus, long buffer, long pSize) {
    return functions.resolveReparsePoints(fileName, index, resolveLast, pIoStatus, buffer, pSize);
  }

  /** What WinFsp asks for while it resolves; without a buffer only whether there is something. */
  int getByName(Dispatch dispatch, long fileName, long buffer, long pSize) {
    PathWalk path = dispatch.path;
    if (path.find(fileName) != STATUS_SUCCESS) {
      return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    try {
      return give(data(dispatch, path.file()), buffer, pSize);
    } finally {
      path.release();
    }
  }

  private byte @Nullable [] data(Dispatch dispatch, Inode inode) {
    return inode.type() == Mode.S_IFLNK
        ? SymlinkReparseData.of(volume.readlink(dispatch.call, inode))
        : volume.windows().reparseData(inode);
  }

  private static int give(byte @Nullable [] data, long buffer, long pSize) {
    if (data == null) {
      return STATUS_NOT_A_REPARSE_POINT;
    }
    if (buffer == Pointer.NULL) {
      return STATUS_SUCCESS;
    }
    if (Long.compareUnsigned(data.length, MEMORY.get(JAVA_LONG_UNALIGNED, pSize)) > 0) {
      return STATUS_BUFFER_TOO_SMALL;
    }
    MEMORY.set(JAVA_LONG_UNALIGNED, pSize, data.length);
    MemorySegment.copy(data, 0, MEMORY, JAVA_BYTE, buffer, data.length);
    return STATUS_SUCCESS;
  }

  private int canReplace(byte[] current, long buffer, long size) {
    try (Arena arena = Arena.ofConfined()) {
      long copy = arena.allocateFrom(JAVA_BYTE, current).address();
      return functions.canReplaceReparsePoint(copy, current.length, buffer, size);
    }
  }

  private static int status(Status status) {
    return status == Status.INVALID ? STATUS_ACCESS_DENIED : NtStatuses.of(status);
  }
}
