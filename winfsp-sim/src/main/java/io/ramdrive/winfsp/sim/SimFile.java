// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.WinNt;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A handle. How it was opened decides what a call does: with FILE_NO_INTERMEDIATE_BUFFERING reads
 * and writes pass the data cache by, with FILE_WRITE_THROUGH they go to the file system before they
 * return. Any thread may call.
 */
public final class SimFile implements AutoCloseable {
  private static final int CHUNK = 65536;

  private final FsdVolume fsd;
  private final FileObject file;

  SimFile(FsdVolume fsd, FileObject file) {
    this.fsd = fsd;
    this.file = file;
  }

  /** How the driver calls the file: GetFinalPathNameByHandle, from the volume's root. */
  public String finalPath() {
    return file.node.name();
  }

  /** ReadFile: up to length bytes; none at or behind the end. */
  public byte[] read(long offset, int length) {
    return fsd.data.read(file, offset, length);
  }

  /** Everything up to the end of file. */
  public byte[] readAll() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      byte[] part = read(all.size(), CHUNK);
      all.writeBytes(part);
      boolean aligned = file.has(WinNt.FILE_NO_INTERMEDIATE_BUFFERING);
      if (part.length == 0 || (aligned && part.length < CHUNK)) {
        return all.toByteArray();
      }
    }
  }

  /** WriteFile. */
  public void write(long offset, byte[] bytes) {
    fsd.data.write(file, offset, bytes);
  }

  /** WriteFile at the end, wherever it is then. */
  public void append(byte[] bytes) {
    fsd.data.write(file, -1, bytes);
  }

  /** SetEndOfFile. */
  public void setEndOfFile(long size) {
    fsd.information.setEndOfFile(file, size);
  }

  /** FileAllocationInformation: reserves, or gives back. */
  public void setAllocation(long size) {
    fsd.information.setAllocation(file, size);
  }

  /** FlushFileBuffers. */
  public void flush() {
    fsd.data.flush(file);
  }

  /** GetFileInformationByHandle and the like, out of the driver's cache if that is fresh. */
  public FileInformation info() {
    return fsd.information.query(file);
  }

  /** The end of file, as {@link #info()} has it. */
  public long size() {
    return info().fileSize();
  }

  /**
   * FileBasicInformation.
   *
   * @param attributes 0 leaves them
   * @param creationTime FILETIME; 0 leaves it, -1 too and for good; likewise the others
   */
  public void setBasicInfo(
      int attributes, long creationTime, long lastAccessTime, long lastWriteTime, long changeTime) {
    fsd.information.setBasic(
        file, attributes, new long[] {creationTime, lastAccessTime, lastWriteTime, changeTime});
  }

  /** FileDispositionInformation. */
  public void setDisposition(boolean delete) {
    setDispositionEx(
        delete ? FileAccess.FILE_DISPOSITION_DELETE : FileAccess.FILE_DISPOSITION_DO_NOT_DELETE);
  }

  /** FileDispositionInformationEx; flags are FILE_DISPOSITION_…. */
  public void setDispositionEx(int flags) {
    fsd.information.setDisposition(file, flags);
  }

  /** FileRenameInformation; the path is from the volume's root. */
  public void rename(String newPath, boolean replace) {
    renameEx(newPath, replace ? FileAccess.FILE_RENAME_REPLACE_IF_EXISTS : 0);
  }

  /** FileRenameInformationEx; flags are FILE_RENAME_…. */
  public void renameEx(String newPath, int flags) {
    fsd.names.rename(file, newPath, flags);
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
    return fsd.directories.query(file, pattern, restart, single, bufferSize);
  }

  /** Owner, group and DACL, self-relative. */
  public byte[] security() {
    return fsd.metadata.security(file);
  }

  /** Changes the parts that information (OWNER_SECURITY_INFORMATION …) names. */
  public void setSecurity(int information, byte[] modification) {
    fsd.metadata.setSecurity(file, information, modification);
  }

  /** FILE_STREAM_INFORMATION. */
  public List<StreamEntry> streams() {
    return fsd.metadata.streams(file);
  }

  /** The extended attributes, by name. */
  public Map<String, byte[]> ea() {
    return EaList.parse(fsd.metadata.ea(file));
  }

  /** Sets an extended attribute; an empty value removes it. */
  public void setEa(String name, byte[] value) {
    fsd.metadata.setEa(file, EaList.of(Map.of(name, value)));
  }

  /** FSCTL_GET_REPARSE_POINT: a REPARSE_DATA_BUFFER. */
  public byte[] reparsePoint() {
    return fsd.metadata.reparsePoint(file);
  }

  /** FSCTL_SET_REPARSE_POINT. */
  public void setReparsePoint(byte[] reparseData) {
    fsd.metadata.changeReparsePoint(file, reparseData, true);
  }

  /** FSCTL_DELETE_REPARSE_POINT. */
  public void deleteReparsePoint(byte[] reparseData) {
    fsd.metadata.changeReparsePoint(file, reparseData, false);
  }

  /** DeviceIoControl. */
  public byte[] control(int code, byte[] input, int outputLength) {
    return fsd.metadata.control(file, code, input, outputLength);
  }

  /** LockFileEx, failing at once if others hold the range. */
  public void lock(long offset, long length, boolean exclusive) {
    file.node.locks.lock(file, offset, length, exclusive);
  }

  /** UnlockFileEx. */
  public void unlock(long offset, long length) {
    file.node.locks.unlock(file, offset, length);
  }

  /** Maps the whole file; the view lives on after this handle is closed. */
  public SimView map() {
    return SimView.of(fsd, file);
  }

  /** CloseHandle: Cleanup now, Close when the memory manager lets go. Twice does nothing. */
  @Override
  public void close() {
    fsd.cleanups.cleanup(file);
    fsd.violations.check();
  }
}
