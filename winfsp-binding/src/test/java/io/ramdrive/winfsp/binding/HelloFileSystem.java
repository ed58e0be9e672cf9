// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** The example of the package's documentation. */
// @start
final class HelloFileSystem implements Operations {
  private static final byte[] TEXT = "Hello, world!\r\n".getBytes(StandardCharsets.UTF_8);
  private static final String NAME = "hello.txt";
  private static final long ROOT = 1;
  private static final long FILE = 2;

  private final WinFspLibrary library;

  HelloFileSystem(WinFspLibrary library) {
    this.library = library;
  }

  // Shows the file until the host is closed.
  static FileSystemHost mount(WinFspLibrary library, String text) throws WinFspException {
    MountPoint mountPoint = MountPoint.parse(text);
    VolumeParams params =
        VolumeParams.builder()
            .fileInfoTimeout(1000)
            .fileSystemName("Hello")
            .prefix(mountPoint.prefix())
            .set(VolumeFlags.CasePreservedNames)
            .set(VolumeFlags.UnicodeOnDisk)
            .set(VolumeFlags.ReadOnlyVolume)
            .set(VolumeFlags.UmFileContextIsUserContext2)
            .build();
    FileSystemHost host = FileSystemHost.create(library, params, new HelloFileSystem(library));
    if (mountPoint.kind() != MountPoint.Kind.SHARE) {
      host.mount(mountPoint.text());
    }
    host.start(0);
    return host;
  }

  @Override
  public Set<InterfaceSlot> slots() {
    return EnumSet.of(
        InterfaceSlot.GetVolumeInfo,
        InterfaceSlot.GetSecurityByName,
        InterfaceSlot.Create,
        InterfaceSlot.Open,
        InterfaceSlot.Overwrite,
        InterfaceSlot.GetFileInfo,
        InterfaceSlot.Read,
        InterfaceSlot.ReadDirectory);
  }

  @Override
  public int getVolumeInfo(long volumeInfo) {
    VolumeInfo.totalSize(Pointer.MEMORY, volumeInfo, 4096);
    VolumeInfo.freeSize(Pointer.MEMORY, volumeInfo, 0);
    return NtStatus.STATUS_SUCCESS;
  }

  @Override
  public int getSecurityByName(
      long fileName, long pFileAttributes, long securityDescriptor, long pSecurityDescriptorSize) {
    long file = find(fileName);
    if (file == 0) {
      return NtStatus.STATUS_OBJECT_NAME_NOT_FOUND;
    }
    if (pFileAttributes != Pointer.NULL) {
      Pointer.MEMORY.set(JAVA_INT, pFileAttributes, attributes(file));
    }
    if (pSecurityDescriptorSize != Pointer.NULL) {
      // No descriptor: everybody may do everything.
      Pointer.MEMORY.set(JAVA_LONG, pSecurityDescriptorSize, 0);
    }
    return NtStatus.STATUS_SUCCESS;
  }

  @Override
  public int create(
      long fileName,
      int createOptions,
      int grantedAccess,
      int fileAttributes,
      long securityDescriptor,
      long allocationSize,
      long pFileContext,
      long fileInfo) {
    return NtStatus.STATUS_MEDIA_WRITE_PROTECTED;
  }

  @Override
  public int open(
      long fileName, int createOptions, int grantedAccess, long pFileContext, long fileInfo) {
    long file = find(fileName);
    if (file == 0) {
      return NtStatus.STATUS_OBJECT_NAME_NOT_FOUND;
    }
    Pointer.MEMORY.set(JAVA_LONG, pFileContext, file);
    describe(file, fileInfo);
    return NtStatus.STATUS_SUCCESS;
  }

  @Override
  public int overwrite(
      long fileContext,
      int fileAttributes,
      boolean replaceFileAttributes,
      long allocationSize,
      long fileInfo) {
    return NtStatus.STATUS_MEDIA_WRITE_PROTECTED;
  }

  @Override
  public int getFileInfo(long fileContext, long fileInfo) {
    describe(fileContext, fileInfo);
    return NtStatus.STATUS_SUCCESS;
  }

  @Override
  public int read(long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
    if (offset >= TEXT.length) {
      return NtStatus.STATUS_END_OF_FILE;
    }
    int count = (int) Math.min(Integer.toUnsignedLong(length), TEXT.length - offset);
    MemorySegment.copy(TEXT, (int) offset, Pointer.MEMORY, JAVA_BYTE, buffer, count);
    Pointer.MEMORY.set(JAVA_INT, pBytesTransferred, count);
    return NtStatus.STATUS_SUCCESS;
  }

  @Override
  public int readDirectory(
      long fileContext,
      long pattern,
      long marker,
      long buffer,
      int length,
      long pBytesTransferred) {
    if (marker == Pointer.NULL) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment entry = arena.allocate(DirInfo.SIZE + 2L * NAME.length(), 8);
        int name = WideString.write(entry, DirInfo.FileNameBuf, NAME);
        DirInfo.size(entry, 0, DirInfo.SIZE + name);
        describe(FILE, entry.address() + DirInfo.FileInfo);
        if (!library.addDirInfo(entry.address(), buffer, length, pBytesTransferred)) {
          return NtStatus.STATUS_SUCCESS;
        }
      }
    }
    library.addDirInfo(Pointer.NULL, buffer, length, pBytesTransferred);
    return NtStatus.STATUS_SUCCESS;
  }

  private static long find(long fileName) {
    String path = WideString.read(fileName);
    if (path.equals("\\")) {
      return ROOT;
    }
    return path.equalsIgnoreCase("\\" + NAME) ? FILE : 0;
  }

  private static int attributes(long file) {
    return file == ROOT ? WinNt.FILE_ATTRIBUTE_DIRECTORY : WinNt.FILE_ATTRIBUTE_READONLY;
  }

  // All the members: what is left out would be whatever was in the memory.
  private static void describe(long file, long fileInfo) {
    Pointer.MEMORY.asSlice(fileInfo, FileInfo.SIZE).fill((byte) 0);
    FileInfo.fileAttributes(Pointer.MEMORY, fileInfo, attributes(file));
    FileInfo.fileSize(Pointer.MEMORY, fileInfo, file == FILE ? TEXT.length : 0);
    FileInfo.allocationSize(Pointer.MEMORY, fileInfo, file == FILE ? 512 : 0);
    FileInfo.indexNumber(Pointer.MEMORY, fileInfo, file);
  }
}
// @end
