// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mounted volume, as one program sees it. Paths start at the volume's root: {@code \dir\file},
 * {@code \dir\file:stream}. A system call that fails throws {@link NtStatusException}; one that
 * finds a rule broken throws {@link InvariantViolation}. Any thread may call.
 */
public final class SimVolume {
  private static final int QUERY = FileAccess.FILE_READ_ATTRIBUTES | FileAccess.SYNCHRONIZE;
  private static final int READ = FileAccess.FILE_GENERIC_READ;
  private static final int READ_WRITE =
      FileAccess.FILE_GENERIC_READ | FileAccess.FILE_GENERIC_WRITE | FileAccess.DELETE;
  private static final int BUFFER = 65536;

  private final FsdVolume fsd;
  private final Caller caller;

  SimVolume(FsdVolume fsd, Caller caller) {
    this.fsd = fsd;
    this.caller = caller;
  }

  /** The same volume, used by another program. */
  public SimVolume as(Caller other) {
    return new SimVolume(fsd, other);
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
    return create(
        new CreateArguments(
            path, access, share, disposition, options, attributes, sd, allocation, null, caller));
  }

  /** NtCreateFile with FILE_FULL_EA_INFORMATION records for a new file. */
  public SimFile createFileWithEa(
      String path, int access, int share, int disposition, int options, int attributes, byte[] ea) {
    return create(
        new CreateArguments(
            path, access, share, disposition, options, attributes, null, 0, ea, caller));
  }

  /** NtCreateFile without attributes, descriptor and allocation. */
  public SimFile createFile(String path, int access, int share, int disposition, int options) {
    return createFile(path, access, share, disposition, options, 0, null, 0);
  }

  /** Opens what exists, file or directory, sharing everything. */
  public SimFile open(String path, int access) {
    return createFile(path, access, FileAccess.FILE_SHARE_ALL, WinNt.FILE_OPEN, 0);
  }

  /** Opens a file that exists for reading, writing and deleting, sharing everything. */
  public SimFile openFile(String path) {
    return createFile(
        path,
        READ_WRITE,
        FileAccess.FILE_SHARE_ALL,
        WinNt.FILE_OPEN,
        WinNt.FILE_NON_DIRECTORY_FILE);
  }

  /** CreateFile CREATE_NEW for reading, writing and deleting, sharing everything. */
  public SimFile createNew(String path) {
    return createFile(
        path,
        READ_WRITE,
        FileAccess.FILE_SHARE_ALL,
        WinNt.FILE_CREATE,
        WinNt.FILE_NON_DIRECTORY_FILE);
  }

  /** Opens a directory for listing, sharing everything. */
  public SimFile openDirectory(String path) {
    return createFile(
        path, READ, FileAccess.FILE_SHARE_ALL, WinNt.FILE_OPEN, WinNt.FILE_DIRECTORY_FILE);
  }

  // Win32 in one call each: open, do, close

  /** CreateDirectory. */
  public void createDirectory(String path) {
    createFile(
            path,
            FileAccess.FILE_READ_DATA | FileAccess.SYNCHRONIZE,
            FileAccess.FILE_SHARE_ALL,
            WinNt.FILE_CREATE,
            WinNt.FILE_DIRECTORY_FILE)
        .close();
  }

  /** CreateFile CREATE_ALWAYS, WriteFile, CloseHandle. */
  public void writeFile(String path, byte[] bytes) {
    try (SimFile file =
        createFile(
            path,
            FileAccess.FILE_GENERIC_WRITE | FileAccess.FILE_READ_ATTRIBUTES,
            FileAccess.FILE_SHARE_READ,
            WinNt.FILE_OVERWRITE_IF,
            WinNt.FILE_NON_DIRECTORY_FILE)) {
      file.write(0, bytes);
    }
  }

  /** CreateFile OPEN_EXISTING, ReadFile to the end, CloseHandle. */
  public byte[] readAllBytes(String path) {
    try (SimFile file =
        createFile(
            path,
            READ,
            FileAccess.FILE_SHARE_ALL,
            WinNt.FILE_OPEN,
            WinNt.FILE_NON_DIRECTORY_FILE)) {
      return file.readAll();
    }
  }

  /** As {@link #readAllBytes} past the kernel's data cache: FILE_FLAG_NO_BUFFERING. */
  public byte[] readUncached(String path) {
    try (SimFile file =
        createFile(
            path,
            READ,
            FileAccess.FILE_SHARE_ALL,
            WinNt.FILE_OPEN,
            WinNt.FILE_NON_DIRECTORY_FILE | WinNt.FILE_NO_INTERMEDIATE_BUFFERING)) {
      return file.readAll();
    }
  }

  /** The names in a directory, without . and .., as FindFirstFile and FindNextFile give them. */
  public List<String> list(String path) {
    return entries(path).stream().map(DirectoryEntry::name).toList();
  }

  /** The entries of a directory, without . and .. */
  public List<DirectoryEntry> entries(String path) {
    List<DirectoryEntry> all = new ArrayList<>();
    try (SimFile directory = openDirectory(path)) {
      while (true) {
        List<DirectoryEntry> part = directory.queryDirectory(null, false, false, BUFFER);
        if (part.isEmpty()) {
          break;
        }
        all.addAll(part);
      }
    } catch (NtStatusException e) {
      if (e.status() != NtStatus.STATUS_NO_SUCH_FILE) {
        throw e;
      }
    }
    all.removeIf(entry -> entry.name().equals(".") || entry.name().equals(".."));
    return all;
  }

  /** GetFileAttributes. */
  public int attributes(String path) {
    return info(path).attributes();
  }

  /** GetFileAttributesEx and more. */
  public FileInformation info(String path) {
    FileInformation known = fsd.queryOpen.query(path, caller);
    if (known != null) {
      return known;
    }
    try (SimFile file =
        createFile(
            path,
            QUERY,
            FileAccess.FILE_SHARE_ALL,
            WinNt.FILE_OPEN,
            WinNt.FILE_OPEN_REPARSE_POINT)) {
      return file.info();
    }
  }

  /** Whether GetFileAttributes succeeds; any status but "not found" is thrown. */
  public boolean exists(String path) {
    try {
      info(path);
      return true;
    } catch (NtStatusException e) {
      if (e.status() == NtStatus.STATUS_OBJECT_NAME_NOT_FOUND
          || e.status() == NtStatus.STATUS_OBJECT_PATH_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** SetFileAttributes. */
  public void setAttributes(String path, int attributes) {
    try (SimFile file =
        createFile(
            path,
            FileAccess.FILE_WRITE_ATTRIBUTES | FileAccess.SYNCHRONIZE,
            FileAccess.FILE_SHARE_ALL,
            WinNt.FILE_OPEN,
            WinNt.FILE_OPEN_REPARSE_POINT)) {
      file.setBasicInfo(attributes, 0, 0, 0, 0);
    }
  }

  /** DeleteFile without POSIX semantics. */
  public void delete(String path) {
    try (SimFile file = openToDelete(path, WinNt.FILE_NON_DIRECTORY_FILE)) {
      file.setDisposition(true);
    }
  }

  /** DeleteFile as newer Windows does it: the name is gone at once. */
  public void deletePosix(String path) {
    try (SimFile file = openToDelete(path, 0)) {
      file.setDispositionEx(
          FileAccess.FILE_DISPOSITION_DELETE | FileAccess.FILE_DISPOSITION_POSIX_SEMANTICS);
    }
  }

  /** RemoveDirectory. */
  public void removeDirectory(String path) {
    try (SimFile file = openToDelete(path, WinNt.FILE_DIRECTORY_FILE)) {
      file.setDisposition(true);
    }
  }

  /** MoveFile: fails if the new name exists. */
  public void rename(String from, String to) {
    move(from, to, 0);
  }

  /** MoveFileEx with MOVEFILE_REPLACE_EXISTING. */
  public void moveFileReplace(String from, String to) {
    move(from, to, FileAccess.FILE_RENAME_REPLACE_IF_EXISTS);
  }

  /** SetFileInformationByHandle FileRenameInfoEx with replace and POSIX semantics. */
  public void renamePosix(String from, String to) {
    move(
        from,
        to,
        FileAccess.FILE_RENAME_REPLACE_IF_EXISTS | FileAccess.FILE_RENAME_POSIX_SEMANTICS);
  }

  /**
   * ReplaceFile, as kernel32 does it: the replacement takes over the replaced file's creation time,
   * attributes and descriptor, the replaced file becomes the backup or goes.
   */
  public void replaceFile(String replaced, String replacement, @Nullable String backup) {
    ReplaceFile.replace(this, replaced, replacement, backup);
  }

  /** GetFileSecurity: owner, group and DACL, self-relative. */
  public byte[] securityDescriptor(String path) {
    try (SimFile file = open(path, FileAccess.READ_CONTROL)) {
      return file.security();
    }
  }

  // The volume

  /** GetDiskFreeSpaceEx, GetVolumeInformation. */
  public VolumeInformation volumeInfo() {
    try (var _ = fsd.begin()) {
      return fsd.volumeInfo.query();
    }
  }

  /** SetVolumeLabel. */
  public void setLabel(String label) {
    try (var _ = fsd.begin()) {
      fsd.volumeInfo.setLabel(label);
    }
  }

  /** FlushFileBuffers on the volume: everything that the cache holds, then the Flush callback. */
  public void flush() {
    fsd.data.flushVolume();
  }

  /**
   * FindFirstChangeNotification and ReadDirectoryChanges.
   *
   * @param filter FILE_NOTIFY_CHANGE_…
   */
  public SimWatcher watch(String directory, int filter, boolean subtree) {
    return fsd.directories.watch(directory, filter, subtree);
  }

  // The simulator itself

  /** Lets the lazy writer write what the data cache holds now, in a random order. */
  public void lazyWrite() {
    fsd.violations.check();
    fsd.nodes.all().forEach(fsd.cache::lazyWrite);
  }

  /**
   * Lets the memory manager come to rest: dirty pages are written, the sections of files without
   * handles and views are given up, every late Close is sent, and then {@link #verify()}.
   */
  public void drain() {
    fsd.violations.check();
    fsd.lateWork.drain();
    fsd.volumeCheck.verify();
    fsd.lateWork.drain();
    fsd.violations.check();
  }

  /**
   * Compares the whole volume with what programs did to it: listings, bytes, sizes, attributes, the
   * caches of the driver and the free space. To be called while no other thread uses the volume.
   */
  public void verify() {
    fsd.violations.check();
    fsd.volumeCheck.verify();
  }

  /**
   * While true each Close waits for {@link #drain()}, as if the memory manager kept sections, and
   * nothing is written lazily but by {@link #lazyWrite()} and {@link #drain()}.
   */
  public void holdCloses(boolean hold) {
    fsd.lateWork.hold(hold);
  }

  /**
   * Says that others change the volume behind this mount from now on: what only a reference model
   * can know (bytes, sizes, names) is not checked any more, what is true of any volume still is.
   */
  public void expectOutsideChanges() {
    fsd.model.expectOutsideChanges();
  }

  /** How many opens user mode has not been told the Close of. */
  public int unclosed() {
    return fsd.nodes.fileObjects().size();
  }

  /** How many nodes the driver has. */
  public int nodes() {
    return fsd.nodes.all().size();
  }

  /** Whether the data cache holds pages of this file that user mode has not seen yet. */
  public boolean hasDirtyPages(String path) {
    FsdNode node = fsd.nodes.find(path);
    return node != null && node.pages.isDirty();
  }

  private SimFile create(CreateArguments arguments) {
    return new SimFile(fsd, fsd.creates.create(arguments));
  }

  private SimFile openToDelete(String path, int options) {
    return createFile(
        path,
        FileAccess.DELETE | FileAccess.FILE_READ_ATTRIBUTES | FileAccess.SYNCHRONIZE,
        FileAccess.FILE_SHARE_ALL,
        WinNt.FILE_OPEN,
        options | WinNt.FILE_OPEN_REPARSE_POINT);
  }

  private void move(String from, String to, int flags) {
    try (SimFile file = openToDelete(from, 0)) {
      file.renameEx(to, flags);
    }
  }
}
