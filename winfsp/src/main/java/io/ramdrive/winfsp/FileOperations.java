// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static io.ramdrive.winfsp.binding.WinNt.FILE_ATTRIBUTE_ARCHIVE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.ramdrive.volume.Attributes;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.MemorySegment;

/** Read, Write, Overwrite, SetFileSize. */
final class FileOperations {
  private static final MemorySegment MEMORY = Pointer.MEMORY;

  private final Volume volume;
  private final Reservations reservations;
  private final StreamOperations streams;
  private final ExtendedAttributeOperations extendedAttributes;

  FileOperations(
      Volume volume,
      Reservations reservations,
      StreamOperations streams,
      ExtendedAttributeOperations extendedAttributes) {
    this.volume = volume;
    this.reservations = reservations;
    this.streams = streams;
    this.extendedAttributes = extendedAttributes;
  }

  int read(Dispatch dispatch, OpenFile file, long buffer, long offset, int length, long pBytes) {
    Call call = dispatch.call;
    Status status =
        volume.read(call, file.inode(), offset, length, dispatch.sink.into(MEMORY, buffer));
    if (status != Status.OK) {
      return refused(status);
    }
    int count = (int) call.count();
    if (count == 0 && isAtEnd(dispatch, file.inode(), offset, length)) {
      return STATUS_END_OF_FILE;
    }
    MEMORY.set(JAVA_INT_UNALIGNED, pBytes, count);
    return STATUS_SUCCESS;
  }

  private boolean isAtEnd(Dispatch dispatch, Inode inode, long offset, int length) {
    volume.getattr(dispatch.call, inode);
    return length > 0 || offset >= dispatch.call.attributes().size();
  }

  /** Writes; the file has all of it or nothing, unless others fill the volume meanwhile. */
  int write(
      Dispatch dispatch,
      OpenFile file,
      long buffer,
      long offset,
      int length,
      boolean toEnd,
      long pBytes,
      long fileInfo) {
    Call call = dispatch.call;
    Inode inode = file.inode();
    Status status = reservations.beforeWrite(dispatch, inode, offset, length, toEnd);
    if (status == Status.OK) {
      status =
          toEnd
              ? volume.append(call, inode, offset, MEMORY, buffer, length, false)
              : volume.write(call, inode, offset, MEMORY, buffer, length, false);
    }
    return written(dispatch, file, status, pBytes, fileInfo);
  }

  /** Writes what the kernel has cached: never behind the end of the file. */
  int writeConstrained(
      Dispatch dispatch,
      OpenFile file,
      long buffer,
      long offset,
      int length,
      long pBytes,
      long fileInfo) {
    Inode inode = file.inode();
    Status status = reservations.beforeWriteInside(dispatch, inode, offset, length);
    if (status == Status.OK) {
      status = volume.writeInside(dispatch.call, inode, offset, MEMORY, buffer, length, false);
    }
    return written(dispatch, file, status, pBytes, fileInfo);
  }

  private static int written(
      Dispatch dispatch, OpenFile file, Status status, long pBytes, long fileInfo) {
    if (status != Status.OK) {
      return refused(status);
    }
    MEMORY.set(JAVA_INT_UNALIGNED, pBytes, (int) dispatch.call.count());
    return dispatch.fileInfo(file, fileInfo);
  }

  int setFileSize(
      Dispatch dispatch, OpenFile file, long newSize, boolean allocation, long fileInfo) {
    if (newSize < 0) {
      return STATUS_INVALID_PARAMETER;
    }
    Status status =
        allocation
            ? reservations.setAllocation(dispatch, file.inode(), newSize)
            : reservations.setEndOfFile(dispatch, file.inode(), newSize);
    return status == Status.OK ? dispatch.fileInfo(file, fileInfo) : refused(status);
  }

  int overwrite(
      Dispatch dispatch,
      OpenFile file,
      int fileAttributes,
      boolean replaceAttributes,
      long allocationSize,
      long ea,
      int eaLength,
      long fileInfo) {
    if (file.isStream()) {
      Status emptied = volume.replaceContent(dispatch.call, file.inode(), allocationSize);
      return emptied == Status.OK ? dispatch.fileInfo(file, fileInfo) : refused(emptied);
    }
    Inode inode = file.inode();
    SavedAttributes before = new SavedAttributes();
    int status = extendedAttributes.replaceAll(dispatch, inode, ea, eaLength, before);
    if (status != STATUS_SUCCESS) {
      return status;
    }
    Status emptied = volume.replaceContent(dispatch.call, inode, allocationSize);
    if (emptied != Status.OK) {
      before.restore(volume, dispatch.call, inode);
      return refused(emptied);
    }
    streams.removeAll(dispatch, inode);
    setAttributes(dispatch, inode, fileAttributes, replaceAttributes);
    return dispatch.fileInfo(file, fileInfo);
  }

  private void setAttributes(
      Dispatch dispatch, Inode inode, int fileAttributes, boolean replaceAttributes) {
    Call call = dispatch.call;
    volume.getattr(call, inode);
    int before = call.attributes().dosAttributes();
    int kept = replaceAttributes || before == Attributes.NO_DOS_ATTRIBUTES ? 0 : before;
    int attributes = kept | (fileAttributes & FileInfos.SETTABLE) | FILE_ATTRIBUTE_ARCHIVE;
    volume.setattr(
        call, inode, dispatch.change.clear().dosAttributes(attributes).atimeNow().mtimeNow());
  }

  private static int refused(Status status) {
    return status == Status.IS_DIRECTORY ? STATUS_INVALID_DEVICE_REQUEST : NtStatuses.of(status);
  }
}
