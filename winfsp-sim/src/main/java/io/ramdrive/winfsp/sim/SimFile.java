// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A handle. How it was opened decides what a call does: with FILE_NO_INTERMEDIATE_BUFFERING reads
 * and writes pass the data cache by, with FILE_WRITE_THROUGH they go to the file system before they
 * return. Any thread may call.
 */
public final class SimFile implements AutoCloseable {
  private SimFile() {}

  /** How the driver calls the file: GetFinalPathNameByHandle, from the volume's root. */
  public String finalPath() {
    throw new UnsupportedOperationException();
  }

  /** ReadFile: up to length bytes; none at or behind the end. */
  public byte[] read(long offset, int length) {
    throw new UnsupportedOperationException();
  }

  /** Everything up to the end of file. */
  public byte[] readAll() {
    throw new UnsupportedOperationException();
  }

  /** WriteFile. */
  public void write(long offset, byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  /** WriteFile at the end, wherever it is then. */
  public void append(byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  /** SetEndOfFile. */
  public void setEndOfFile(long size) {
    throw new UnsupportedOperationException();
  }

  /** FileAllocationInformation: reserves, or gives back. */
  public void setAllocation(long size) {
    throw new UnsupportedOperationException();
  }

  /** FlushFileBuffers. */
  public void flush() {
    throw new UnsupportedOperationException();
  }

  /** GetFileInformationByHandle and the like, out of the driver's cache if that is fresh. */
  public FileInformation info() {
    throw new UnsupportedOperationException();
  }

  /** The end of file, as {@link #info()} has it. */
  public long size() {
    throw new UnsupportedOperationException();
  }

  /**
   * FileBasicInformation.
   *
   * @param attributes 0 leaves them
   * @param creationTime FILETIME; 0 leaves it, -1 too and for good; likewise the others
   */
  public void setBasicInfo(
      int attributes, long creationTime, long lastAccessTime, long lastWriteTime, long changeTime) {
    throw new UnsupportedOperationException();
  }

  /** FileDispositionInformation. */
  public void setDisposition(boolean delete) {
    throw new UnsupportedOperationException();
  }

  /** FileDispositionInformationEx; flags are FILE_DISPOSITION_…. */
  public void setDispositionEx(int flags) {
    throw new UnsupportedOperationException();
  }

  /** FileRenameInformation; the path is from the volume's root. */
  public void rename(String newPath, boolean replace) {
    throw new UnsupportedOperationException();
  }

  /** FileRenameInformationEx; flags are FILE_RENAME_…. */
  public void renameEx(String newPath, int flags) {
    throw new UnsupportedOperationException();
  }

  /**
   * NtQueryDirectoryFile: the next entries, with . and .. where the file system gives them.
   *
   * @param pattern with DOS wildcards; counts in the first call of a handle, or with restart
   * @param restart from the beginning
   * @param single at most one entry
   * @param bufferSize in bytes: how much of the listing fits
   * @return none at the end
   * @throws NtStatusException STATUS_NO_SUCH_FILE if the first call finds nothing,
   *     STATUS_BUFFER_OVERFLOW if not even one entry fits
   */
  public List<DirectoryEntry> queryDirectory(
      @Nullable String pattern, boolean restart, boolean single, int bufferSize) {
    throw new UnsupportedOperationException();
  }

  /** Owner, group and DACL, self-relative. */
  public byte[] security() {
    throw new UnsupportedOperationException();
  }

  /** Changes the parts that information (OWNER_SECURITY_INFORMATION …) names. */
  public void setSecurity(int information, byte[] modification) {
    throw new UnsupportedOperationException();
  }

  /** FILE_STREAM_INFORMATION. */
  public List<StreamEntry> streams() {
    throw new UnsupportedOperationException();
  }

  /** The extended attributes, by name. */
  public Map<String, byte[]> ea() {
    throw new UnsupportedOperationException();
  }

  /** Sets an extended attribute; an empty value removes it. */
  public void setEa(String name, byte[] value) {
    throw new UnsupportedOperationException();
  }

  /** FSCTL_GET_REPARSE_POINT: a REPARSE_DATA_BUFFER. */
  public byte[] reparsePoint() {
    throw new UnsupportedOperationException();
  }

  /** FSCTL_SET_REPARSE_POINT. */
  public void setReparsePoint(byte[] reparseData) {
    throw new UnsupportedOperationException();
  }

  /** FSCTL_DELETE_REPARSE_POINT. */
  public void deleteReparsePoint(byte[] reparseData) {
    throw new UnsupportedOperationException();
  }

  /** DeviceIoControl. */
  public byte[] control(int code, byte[] input, int outputLength) {
    throw new UnsupportedOperationException();
  }

  /** LockFileEx, failing at once if others hold the range. */
  public void lock(long offset, long length, boolean exclusive) {
    throw new UnsupportedOperationException();
  }

  /** UnlockFileEx. */
  public void unlock(long offset, long length) {
    throw new UnsupportedOperationException();
  }

  /** Maps the whole file; the view lives on after this handle is closed. */
  public SimView map() {
    throw new UnsupportedOperationException();
  }

  /** CloseHandle: Cleanup now, Close when the memory manager lets go. Twice does nothing. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
