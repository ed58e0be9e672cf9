// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mounted volume, as one program sees it. Paths start at the volume's root: {@code \dir\file},
 * {@code \dir\file:stream}. A system call that fails throws {@link NtStatusException}; one that
 * finds a rule broken throws {@link InvariantViolation}. Any thread may call.
 */
public final class SimVolume {
  private SimVolume() {}

  /** The same volume, used by another program. */
  public SimVolume as(Caller caller) {
    throw new UnsupportedOperationException();
  }

  // NtCreateFile

  /**
   * NtCreateFile.
   *
   * @param access FILE_READ_DATA … of {@link FileAccess}
   * @param share FILE_SHARE_…
   * @param disposition FILE_OPEN … of WinNt
   * @param options FILE_DIRECTORY_FILE, FILE_NO_INTERMEDIATE_BUFFERING …
   * @param attributes for a new file
   * @param sd self-relative security descriptor for a new file, or null
   * @param allocation bytes to reserve for a new file
   */
  public SimFile createFile(
      String path,
      int access,
      int share,
      int disposition,
      int options,
      int attributes,
      byte @Nullable [] sd,
      long allocation) {
    throw new UnsupportedOperationException();
  }

  /** NtCreateFile with FILE_FULL_EA_INFORMATION records for a new file. */
  public SimFile createFileWithEa(
      String path, int access, int share, int disposition, int options, int attributes, byte[] ea) {
    throw new UnsupportedOperationException();
  }

  /** NtCreateFile without attributes, descriptor and allocation. */
  public SimFile createFile(String path, int access, int share, int disposition, int options) {
    throw new UnsupportedOperationException();
  }

  /** Opens what exists, file or directory, sharing everything. */
  public SimFile open(String path, int access) {
    throw new UnsupportedOperationException();
  }

  /** Opens a file that exists for reading, writing and deleting, sharing everything. */
  public SimFile openFile(String path) {
    throw new UnsupportedOperationException();
  }

  /** CreateFile CREATE_NEW for reading, writing and deleting, sharing everything. */
  public SimFile createNew(String path) {
    throw new UnsupportedOperationException();
  }

  /** Opens a directory for listing, sharing everything. */
  public SimFile openDirectory(String path) {
    throw new UnsupportedOperationException();
  }

  // Win32 in one call each: open, do, close

  /** CreateDirectory. */
  public void createDirectory(String path) {
    throw new UnsupportedOperationException();
  }

  /** CreateFile CREATE_ALWAYS, WriteFile, CloseHandle. */
  public void writeFile(String path, byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  /** CreateFile OPEN_EXISTING, ReadFile to the end, CloseHandle. */
  public byte[] readAllBytes(String path) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #readAllBytes} past the kernel's data cache: FILE_FLAG_NO_BUFFERING. */
  public byte[] readUncached(String path) {
    throw new UnsupportedOperationException();
  }

  /** The names in a directory, without . and .., as FindFirstFile and FindNextFile give them. */
  public List<String> list(String path) {
    throw new UnsupportedOperationException();
  }

  /** The entries of a directory, without . and .. */
  public List<DirectoryEntry> entries(String path) {
    throw new UnsupportedOperationException();
  }

  /** GetFileAttributes. */
  public int attributes(String path) {
    throw new UnsupportedOperationException();
  }

  /** GetFileAttributesEx and more. */
  public FileInformation info(String path) {
    throw new UnsupportedOperationException();
  }

  /** Whether GetFileAttributes succeeds; any status but "not found" is thrown. */
  public boolean exists(String path) {
    throw new UnsupportedOperationException();
  }

  /** SetFileAttributes. */
  public void setAttributes(String path, int attributes) {
    throw new UnsupportedOperationException();
  }

  /** DeleteFile without POSIX semantics. */
  public void delete(String path) {
    throw new UnsupportedOperationException();
  }

  /** DeleteFile as newer Windows does it: the name is gone at once. */
  public void deletePosix(String path) {
    throw new UnsupportedOperationException();
  }

  /** RemoveDirectory. */
  public void removeDirectory(String path) {
    throw new UnsupportedOperationException();
  }

  /** MoveFile: fails if the new name exists. */
  public void rename(String from, String to) {
    throw new UnsupportedOperationException();
  }

  /** MoveFileEx with MOVEFILE_REPLACE_EXISTING. */
  public void moveFileReplace(String from, String to) {
    throw new UnsupportedOperationException();
  }

  /** SetFileInformationByHandle FileRenameInfoEx with replace and POSIX semantics. */
  public void renamePosix(String from, String to) {
    throw new UnsupportedOperationException();
  }

  /**
   * ReplaceFile, as kernel32 does it: the replacement takes over the replaced file's creation time,
   * attributes and descriptor, the replaced file becomes the backup or goes.
   */
  public void replaceFile(String replaced, String replacement, @Nullable String backup) {
    throw new UnsupportedOperationException();
  }

  /** GetFileSecurity: owner, group and DACL, self-relative. */
  public byte[] securityDescriptor(String path) {
    throw new UnsupportedOperationException();
  }

  // The volume

  /** GetDiskFreeSpaceEx, GetVolumeInformation. */
  public VolumeInformation volumeInfo() {
    throw new UnsupportedOperationException();
  }

  /** SetVolumeLabel. */
  public void setLabel(String label) {
    throw new UnsupportedOperationException();
  }

  /** FlushFileBuffers on the volume: everything that the cache holds, then the Flush callback. */
  public void flush() {
    throw new UnsupportedOperationException();
  }

  /**
   * FindFirstChangeNotification and ReadDirectoryChanges.
   *
   * @param filter FILE_NOTIFY_CHANGE_…
   */
  public SimWatcher watch(String directory, int filter, boolean subtree) {
    throw new UnsupportedOperationException();
  }

  // The simulator itself

  /** Lets the lazy writer write what the data cache holds now, in a random order. */
  public void lazyWrite() {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets the memory manager come to rest: dirty pages are written, the sections of files without
   * handles and views are given up, every late Close is sent, and then {@link #verify()}.
   */
  public void drain() {
    throw new UnsupportedOperationException();
  }

  /**
   * Compares the whole volume with what programs did to it: listings, bytes, sizes, attributes, the
   * caches of the driver and the free space. To be called while no other thread uses the volume.
   */
  public void verify() {
    throw new UnsupportedOperationException();
  }

  /** While true each Close waits for {@link #drain()}, as if the memory manager kept sections. */
  public void holdCloses(boolean hold) {
    throw new UnsupportedOperationException();
  }

  /**
   * Says that others change the volume behind this mount from now on: what only a reference model
   * can know (bytes, sizes, names) is not checked any more, what is true of any volume still is.
   */
  public void expectOutsideChanges() {
    throw new UnsupportedOperationException();
  }

  /** How many opens user mode has not been told the Close of. */
  public int unclosed() {
    throw new UnsupportedOperationException();
  }

  /** How many nodes the driver has. */
  public int nodes() {
    throw new UnsupportedOperationException();
  }

  /** Whether the data cache holds pages of this file that user mode has not seen yet. */
  public boolean hasDirtyPages(String path) {
    throw new UnsupportedOperationException();
  }
}
