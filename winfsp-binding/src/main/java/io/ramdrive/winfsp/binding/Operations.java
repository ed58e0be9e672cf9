// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.util.Set;

/**
 * A file system as WinFsp calls it: one method for each {@link InterfaceSlot}, with the header's
 * arguments. A pointer is an address within {@link Pointer#MEMORY}, good until the method returns;
 * what it points to is filled in on success only. A path is ended by NUL and begins with the root's
 * backslash.
 *
 * <p>A method returns exactly {@link NtStatus#STATUS_SUCCESS} or a negative NTSTATUS, of which the
 * usual ones are named below. What it throws is logged and answered STATUS_INTERNAL_ERROR, lack of
 * memory STATUS_INSUFFICIENT_RESOURCES.
 *
 * <p>Called by any number of WinFsp's threads at once. WinFsp's own lock only keeps what changes
 * names (Create, Overwrite, Rename, a Cleanup that deletes) apart from each other and from what
 * looks names up; all else runs without it.
 */
public interface Operations {
  /** The slots that are filled in; the others stay null, and WinFsp answers for them. */
  Set<InterfaceSlot> slots();

  /** Fills in a {@link VolumeInfo}: sizes in bytes, and the label. */
  default int getVolumeInfo(long volumeInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Changes the label.
   *
   * @param volumeLabel ended by NUL; may be longer than the 32 units that a label has
   * @param volumeInfo a {@link VolumeInfo} to be filled in, as it is then
   */
  default int setVolumeLabel(long volumeLabel, long volumeInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Says what a file is, before it is opened, or a directory, before something is made in it.
   *
   * @param pFileAttributes receives an int, FILE_ATTRIBUTE_*; may be null
   * @param securityDescriptor receives the descriptor, self-relative; may be null
   * @param pSecurityDescriptorSize the bytes that there is room for, a long, replaced by those of
   *     the descriptor; 0 means that there is none and access is not checked; may be null
   * @return STATUS_OBJECT_NAME_NOT_FOUND if just the last name is absent,
   *     STATUS_OBJECT_PATH_NOT_FOUND if its directory is; STATUS_BUFFER_OVERFLOW with the size that
   *     is needed; STATUS_REPARSE if the path has a reparse point, with its index in {@code
   *     pFileAttributes}
   */
  default int getSecurityByName(
      long fileName, long pFileAttributes, long securityDescriptor, long pSecurityDescriptorSize) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Makes a file or a directory and opens it. WinFsp has checked access.
   *
   * @param createOptions bits of FILE_DIRECTORY_FILE and its like; the top 8 bits are something
   *     else
   * @param securityDescriptor what it shall have, with what it inherits; may be null
   * @param allocationSize bytes to be reserved
   * @param pFileContext receives a number that is not 0 and stands for the open file in later calls
   * @param fileInfo an {@link OpenFileInfo} to be filled in
   * @return STATUS_OBJECT_NAME_COLLISION if there is such a file; STATUS_DISK_FULL
   */
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

  /**
   * Opens a file or a directory.
   *
   * @param pFileContext as for {@link #create}
   * @param fileInfo an {@link OpenFileInfo} to be filled in
   * @return STATUS_OBJECT_NAME_NOT_FOUND if it is absent: just then WinFsp makes it, if that was
   *     asked for
   */
  default int open(
      long fileName, int createOptions, int grantedAccess, long pFileContext, long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Empties a file that was just opened. Nothing may be lost if this fails; then the file is
   * closed.
   *
   * @param fileAttributes what it shall have
   * @param replaceFileAttributes true to replace its own, false to add to them
   * @param allocationSize bytes to be reserved
   * @param fileInfo a {@link FileInfo} to be filled in
   */
  default int overwrite(
      long fileContext,
      int fileAttributes,
      boolean replaceFileAttributes,
      long allocationSize,
      long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * A program has closed a file. The kernel may go on to read and write it until {@link #close}.
   *
   * @param fileName its name now; null unless it is to be deleted
   * @param flags FspCleanupDelete and its like: what to do with it
   */
  default void cleanup(long fileContext, long fileName, int flags) {}

  /** Nobody uses the context any more. Content of a deleted file may go with its last one. */
  default void close(long fileContext) {}

  /**
   * Reads bytes.
   *
   * @param buffer receives them
   * @param pBytesTransferred receives their number, an int
   * @return STATUS_END_OF_FILE if {@code offset} is not before the end; STATUS_PENDING if {@link
   *     WinFspLibrary#sendResponse} will answer
   */
  default int read(long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Writes bytes.
   *
   * @param writeToEndOfFile to append; {@code offset} means nothing then
   * @param constrainedIo not to make the file longer: what is behind its end is left out
   * @param pBytesTransferred receives the number of bytes written, an int
   * @param fileInfo a {@link FileInfo} to be filled in wholly, also if nothing was written: it is
   *     not zero before
   * @return STATUS_DISK_FULL; STATUS_PENDING as for {@link #read}
   */
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

  /**
   * Makes a file or, with a context of 0, the volume durable.
   *
   * @param fileInfo a {@link FileInfo} to be filled in; means nothing for the volume
   */
  default int flush(long fileContext, long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** Fills in a {@link FileInfo}. */
  default int getFileInfo(long fileContext, long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Changes attributes and times.
   *
   * @param fileAttributes INVALID_FILE_ATTRIBUTES to leave them, 0 for none
   * @param creationTime a FILETIME, or 0 to leave it; so are the others
   * @param fileInfo a {@link FileInfo} to be filled in
   */
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

  /**
   * Changes the size, or what is reserved.
   *
   * @param newSize in bytes
   * @param setAllocationSize true to reserve so much, which makes a longer file shorter; false to
   *     set the end of the file, with zeros behind the old one
   * @param fileInfo a {@link FileInfo} to be filled in
   * @return STATUS_DISK_FULL, without any change
   */
  default int setFileSize(
      long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Says whether a file may be deleted, and deletes nothing; {@link #setDelete} takes its place.
   *
   * @return STATUS_DIRECTORY_NOT_EMPTY; STATUS_CANNOT_DELETE
   */
  default int canDelete(long fileContext, long fileName) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Moves a file or a directory with all in it, maybe only to another spelling.
   *
   * @return STATUS_OBJECT_NAME_COLLISION if the new name is taken and not to be replaced;
   *     STATUS_ACCESS_DENIED if it is a directory's
   */
  default int rename(long fileContext, long fileName, long newFileName, boolean replaceIfExists) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** As {@link #getSecurityByName}, of an open file. */
  default int getSecurity(long fileContext, long securityDescriptor, long pSecurityDescriptorSize) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Changes the security descriptor: see {@link WinFspLibrary#setSecurityDescriptor}.
   *
   * @param securityInformation OWNER_SECURITY_INFORMATION and its like: which parts
   * @param modificationDescriptor self-relative
   */
  default int setSecurity(long fileContext, int securityInformation, long modificationDescriptor) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Lists a directory, through {@link WinFspLibrary#addDirInfo} and in an order that does not
   * change: all entries behind the marker that there is room for, with "." and ".." but for the
   * root, and the end.
   *
   * @param pattern may be null, and may be ignored
   * @param marker the name after which to go on, also if it is gone; null for the begin
   */
  default int readDirectory(
      long fileContext,
      long pattern,
      long marker,
      long buffer,
      int length,
      long pBytesTransferred) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Follows the reparse points of a path: see {@link ReparsePoints#resolve}.
   *
   * @param pIoStatus an {@link IoStatusBlock} to be filled in
   * @param pSize a long, as for {@link #getReparsePoint}
   * @return STATUS_REPARSE if there was something to follow
   */
  default int resolveReparsePoints(
      long fileName,
      int reparsePointIndex,
      boolean resolveLastPathComponent,
      long pIoStatus,
      long buffer,
      long pSize) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Copies the {@link ReparseDataBuffer} of a file.
   *
   * @param pSize the bytes that there is room for, a long, replaced by those copied
   * @return STATUS_NOT_A_REPARSE_POINT; STATUS_BUFFER_TOO_SMALL
   */
  default int getReparsePoint(long fileContext, long fileName, long buffer, long pSize) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Makes a file a reparse point, or changes it: see {@link ReparsePoints#canReplace}.
   *
   * @param buffer a {@link ReparseDataBuffer} of {@code size} bytes
   * @return STATUS_DIRECTORY_NOT_EMPTY
   */
  default int setReparsePoint(long fileContext, long fileName, long buffer, long size) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /** Makes a reparse point an ordinary file; arguments as for {@link #setReparsePoint}. */
  default int deleteReparsePoint(long fileContext, long fileName, long buffer, long size) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Lists the streams of a file, through {@link WinFspLibrary#addStreamInfo}: of a file its content
   * first, which has no name.
   */
  default int getStreamInfo(long fileContext, long buffer, int length, long pBytesTransferred) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Describes one entry of a directory.
   *
   * @param fileName its name alone
   * @param dirInfo a {@link DirInfo} to be filled in, with the name as it is stored: room for 255
   *     units
   * @return STATUS_OBJECT_NAME_NOT_FOUND
   */
  default int getDirInfoByName(long fileContext, long fileName, long dirInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Does what only this file system knows, with DeviceControl set.
   *
   * @param pBytesTransferred receives the number of bytes answered, an int; it is not zero before
   */
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

  /** As {@link #canDelete}; {@code deleteFile} is false to take a deletion back. */
  default int setDelete(long fileContext, long fileName, boolean deleteFile) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * As {@link #create}, whose place it takes.
   *
   * @param extraBuffer extended attributes or a reparse point; null for neither
   */
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

  /**
   * As {@link #overwrite}, whose place it takes.
   *
   * @param ea what extended attributes it shall have, {@link FullEaInformation}; null for none
   */
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

  /** Lists the extended attributes, through {@link WinFspLibrary#addEa}. */
  default int getEa(long fileContext, long ea, int eaLength, long pBytesTransferred) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * Changes extended attributes: see {@link EaEnumeration}. One with an empty value goes.
   *
   * @param fileInfo a {@link FileInfo} to be filled in
   * @return STATUS_EA_TOO_LARGE
   */
  default int setEa(long fileContext, long ea, int eaLength, long fileInfo) {
    return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
  }

  /**
   * The last call: no thread serves the file system any more. It must not be closed in here.
   *
   * @param normally false if WinFsp's driver went away, and nobody stopped the file system
   */
  default void dispatcherStopped(boolean normally) {}
}
