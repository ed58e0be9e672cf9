// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import org.jspecify.annotations.Nullable;

/**
 * What the driver asks of user mode: FSP_FSCTL_TRANSACT_REQ, one record for each kind of request.
 * Names are absolute, with backslashes and without a trailing one. Arrays are not copied.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and each made for one request
sealed interface Request {
  /**
   * IRP_MJ_CREATE.
   *
   * @param createOptions FILE_DIRECTORY_FILE and the like, without the disposition
   * @param disposition FILE_SUPERSEDE … FILE_OVERWRITE_IF
   * @param extra extended attributes, or reparse data if extraIsReparsePoint
   * @param namedStream where the stream's name starts in fileName (at the colon), 0 for none
   */
  record Create(
      String fileName,
      int createOptions,
      int disposition,
      int desiredAccess,
      int shareAccess,
      int fileAttributes,
      byte @Nullable [] securityDescriptor,
      long allocationSize,
      byte @Nullable [] extra,
      boolean extraIsReparsePoint,
      boolean openTargetDirectory,
      boolean caseSensitive,
      boolean hasTrailingBackslash,
      int namedStream,
      Caller caller)
      implements Request {}

  /**
   * Follows a Create that answered FILE_OVERWRITTEN or FILE_SUPERSEDED. If it fails, user mode has
   * closed the context.
   */
  record Overwrite(
      FileContext context,
      int fileAttributes,
      boolean supersede,
      long allocationSize,
      byte @Nullable [] ea)
      implements Request {}

  /** The last handle of one open is gone; flags are FspCleanup…, fileName is of the open. */
  record Cleanup(FileContext context, String fileName, int flags) implements Request {}

  /** The context is not used any more. */
  record Close(FileContext context) implements Request {}

  /** Answered with the bytes as payload. */
  record Read(FileContext context, long offset, int length) implements Request {}

  /** Offset -1 appends; constrained writes come from the cache manager. */
  record Write(FileContext context, long offset, byte[] data, boolean constrainedIo)
      implements Request {}

  /** GetFileInfo. */
  record QueryInformation(FileContext context) implements Request {}

  /** SetInformation, FileBasicInformation. */
  record SetBasic(
      FileContext context,
      int fileAttributes,
      long creationTime,
      long lastAccessTime,
      long lastWriteTime,
      long changeTime)
      implements Request {}

  /** SetInformation, FileAllocationInformation. */
  record SetAllocation(FileContext context, long allocationSize) implements Request {}

  /** SetInformation, FileEndOfFileInformation. */
  record SetEndOfFile(FileContext context, long fileSize) implements Request {}

  /** SetInformation, FileDispositionInformation(Ex). */
  record SetDisposition(
      FileContext context, String fileName, boolean delete, boolean ignoreReadOnly)
      implements Request {}

  /** SetInformation, FileRenameInformation(Ex). */
  record Rename(
      FileContext context,
      String fileName,
      String newFileName,
      boolean replaceIfExists,
      Caller caller)
      implements Request {}

  /** Answered with FILE_FULL_EA_INFORMATION records as payload. */
  record QueryEa(FileContext context) implements Request {}

  /** Changes the extended attributes. */
  record SetEa(FileContext context, byte[] ea) implements Request {}

  /** A file, or the volume with {@link FileContext#VOLUME}. */
  record Flush(FileContext context) implements Request {}

  /** Answered with FSP_FSCTL_VOLUME_INFO as payload. */
  record QueryVolume() implements Request {}

  /** Answered with FSP_FSCTL_VOLUME_INFO as payload. */
  record SetVolumeLabel(String label) implements Request {}

  /** Answered with FSP_FSCTL_DIR_INFO records as payload. */
  record QueryDirectory(
      FileContext context,
      int length,
      @Nullable String pattern,
      @Nullable String marker,
      boolean patternIsFileName,
      boolean caseSensitive)
      implements Request {}

  /** FSCTL_GET_REPARSE_POINT; answered with REPARSE_DATA_BUFFER as payload. */
  record GetReparsePoint(FileContext context, String fileName) implements Request {}

  /** FSCTL_SET_REPARSE_POINT. */
  record SetReparsePoint(FileContext context, String fileName, byte[] data) implements Request {}

  /** FSCTL_DELETE_REPARSE_POINT. */
  record DeleteReparsePoint(FileContext context, String fileName, byte[] data) implements Request {}

  /** IRP_MJ_DEVICE_CONTROL; answered with a payload. */
  record DeviceControl(FileContext context, int controlCode, byte[] input, int outputLength)
      implements Request {}

  /** Answered with a self-relative descriptor as payload. */
  record QuerySecurity(FileContext context) implements Request {}

  /** Changes parts of the descriptor. */
  record SetSecurity(FileContext context, int securityInformation, byte[] modification)
      implements Request {}

  /** Answered with FSP_FSCTL_STREAM_INFO records as payload. */
  record QueryStreams(FileContext context) implements Request {}
}
