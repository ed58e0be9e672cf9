// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.util.Set;

/**
 * A file system as WinFsp calls it: one method for each {@link InterfaceSlot}, with the header's
 * arguments. A pointer is an address within {@link Pointer#MEMORY}, good until the method returns.
 * A method returns {@link NtStatus#STATUS_SUCCESS} or a negative NTSTATUS; what it throws is logged
 * and answered STATUS_INTERNAL_ERROR.
 *
 * <p>Called by any number of WinFsp's threads at once; WinFsp's guard keeps some calls apart, see
 * the notes on each.
 */
public interface Operations {
  /** The slots that are filled in; the others stay null, and WinFsp answers for them. */
  Set<InterfaceSlot> slots();

  /** See winfsp.h. */
  default int getVolumeInfo(long volumeInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int setVolumeLabel(long volumeLabel, long volumeInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int getSecurityByName(
      long fileName, long pFileAttributes, long securityDescriptor, long pSecurityDescriptorSize) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int create(
      long fileName,
      int createOptions,
      int grantedAccess,
      int fileAttributes,
      long securityDescriptor,
      long allocationSize,
      long pFileContext,
      long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int open(
      long fileName, int createOptions, int grantedAccess, long pFileContext, long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int overwrite(
      long fileContext,
      int fileAttributes,
      boolean replaceFileAttributes,
      long allocationSize,
      long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default void cleanup(long fileContext, long fileName, int flags) {}

  /** See winfsp.h. */
  default void close(long fileContext) {}

  /** See winfsp.h. */
  default int read(long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int write(
      long fileContext,
      long buffer,
      long offset,
      int length,
      boolean writeToEndOfFile,
      boolean constrainedIo,
      long pBytesTransferred,
      long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int flush(long fileContext, long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int getFileInfo(long fileContext, long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int setBasicInfo(
      long fileContext,
      int fileAttributes,
      long creationTime,
      long lastAccessTime,
      long lastWriteTime,
      long changeTime,
      long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int setFileSize(
      long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int canDelete(long fileContext, long fileName) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int rename(long fileContext, long fileName, long newFileName, boolean replaceIfExists) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int getSecurity(long fileContext, long securityDescriptor, long pSecurityDescriptorSize) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int setSecurity(long fileContext, int securityInformation, long modificationDescriptor) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int readDirectory(
      long fileContext,
      long pattern,
      long marker,
      long buffer,
      int length,
      long pBytesTransferred) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int resolveReparsePoints(
      long fileName,
      int reparsePointIndex,
      boolean resolveLastPathComponent,
      long pIoStatus,
      long buffer,
      long pSize) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int getReparsePoint(long fileContext, long fileName, long buffer, long pSize) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int setReparsePoint(long fileContext, long fileName, long buffer, long size) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int deleteReparsePoint(long fileContext, long fileName, long buffer, long size) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int getStreamInfo(long fileContext, long buffer, int length, long pBytesTransferred) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int getDirInfoByName(long fileContext, long fileName, long dirInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int control(
      long fileContext,
      int controlCode,
      long inputBuffer,
      int inputBufferLength,
      long outputBuffer,
      int outputBufferLength,
      long pBytesTransferred) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int setDelete(long fileContext, long fileName, boolean deleteFile) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int createEx(
      long fileName,
      int createOptions,
      int grantedAccess,
      int fileAttributes,
      long securityDescriptor,
      long allocationSize,
      long extraBuffer,
      int extraLength,
      boolean extraBufferIsReparsePoint,
      long pFileContext,
      long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int overwriteEx(
      long fileContext,
      int fileAttributes,
      boolean replaceFileAttributes,
      long allocationSize,
      long ea,
      int eaLength,
      long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int getEa(long fileContext, long ea, int eaLength, long pBytesTransferred) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default int setEa(long fileContext, long ea, int eaLength, long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** See winfsp.h. */
  default void dispatcherStopped(boolean normally) {}
}
