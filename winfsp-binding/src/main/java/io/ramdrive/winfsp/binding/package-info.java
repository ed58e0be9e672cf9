// SPDX-License-Identifier: Apache-2.0

/**
 * WinFsp's DLL for Java, through {@code java.lang.foreign}: its functions, its structs, and a file
 * system object of its. Nothing but a JDK and an installed WinFsp is needed, and nothing of
 * RamDrive beside this package.
 *
 * <h2>How to write a file system</h2>
 *
 * <ol>
 *   <li>Implement {@link io.ramdrive.winfsp.binding.Operations}: what Windows asks for. Create,
 *       Open and Overwrite have to be among the slots, or nothing can be opened.
 *   <li>Describe the volume with {@link io.ramdrive.winfsp.binding.VolumeParams}.
 *   <li>Load the DLL with {@link io.ramdrive.winfsp.binding.WinFspLibrary#load}, or take any other
 *       that behaves like it with {@code of}.
 *   <li>Make a {@link io.ramdrive.winfsp.binding.FileSystemHost}, mount it, and start it. Closing
 *       it ends everything.
 * </ol>
 *
 * <p>Native code has to be allowed: {@code --enable-native-access=io.ramdrive.winfsp.binding}, or
 * {@code ALL-UNNAMED} on the class path.
 *
 * <h2>What to know</h2>
 *
 * <ul>
 *   <li>Pointers are plain numbers, and all memory is {@link
 *       io.ramdrive.winfsp.binding.Pointer#MEMORY}. What an operation is given is good until it
 *       returns.
 *   <li>Operations are called by several threads at once; WinFsp's own lock keeps only changes of
 *       names apart.
 *   <li>What an operation answers as {@link io.ramdrive.winfsp.binding.FileInfo} becomes the
 *       kernel's truth: fill in every member, each time. The index number must not be 0.
 *   <li>Success is exactly 0. An exception becomes STATUS_INTERNAL_ERROR.
 *   <li>The kernel learns of changes that are made through it by itself. Of others tell it with
 *       {@link io.ramdrive.winfsp.binding.FileSystemHost#notify}, never within an operation.
 * </ul>
 *
 * <h2>An example</h2>
 *
 * <p>A volume with one file, which can only be read. {@code HelloFileSystem.mount(
 * WinFspLibrary.load(), "R:")} shows it.
 *
 * {@snippet lang = java :
 * final class HelloFileSystem implements Operations {
 *   private static final byte[] TEXT = "Hello, world!\r\n".getBytes(StandardCharsets.UTF_8);
 *   private static final String NAME = "hello.txt";
 *   private static final long ROOT = 1;
 *   private static final long FILE = 2;
 *
 *   private final WinFspLibrary library;
 *
 *   HelloFileSystem(WinFspLibrary library) {
 *     this.library = library;
 *   }
 *
 *   // Shows the file until the host is closed.
 *   static FileSystemHost mount(WinFspLibrary library, String text) throws WinFspException {
 *     MountPoint mountPoint = MountPoint.parse(text);
 *     VolumeParams params =
 *         VolumeParams.builder()
 *             .fileInfoTimeout(1000)
 *             .fileSystemName("Hello")
 *             .prefix(mountPoint.prefix())
 *             .set(VolumeFlags.CasePreservedNames)
 *             .set(VolumeFlags.UnicodeOnDisk)
 *             .set(VolumeFlags.ReadOnlyVolume)
 *             .set(VolumeFlags.UmFileContextIsUserContext2)
 *             .build();
 *     FileSystemHost host = FileSystemHost.create(library, params, new HelloFileSystem(library));
 *     if (mountPoint.kind() != MountPoint.Kind.SHARE) {
 *       host.mount(mountPoint.text());
 *     }
 *     host.start(0);
 *     return host;
 *   }
 *
 *   @Override
 *   public Set<InterfaceSlot> slots() {
 *     return EnumSet.of(
 *         InterfaceSlot.GetVolumeInfo,
 *         InterfaceSlot.GetSecurityByName,
 *         InterfaceSlot.Create,
 *         InterfaceSlot.Open,
 *         InterfaceSlot.Overwrite,
 *         InterfaceSlot.GetFileInfo,
 *         InterfaceSlot.Read,
 *         InterfaceSlot.ReadDirectory);
 *   }
 *
 *   @Override
 *   public int getVolumeInfo(long volumeInfo) {
 *     VolumeInfo.totalSize(Pointer.MEMORY, volumeInfo, 4096);
 *     VolumeInfo.freeSize(Pointer.MEMORY, volumeInfo, 0);
 *     return NtStatus.STATUS_SUCCESS;
 *   }
 *
 *   @Override
 *   public int getSecurityByName(
 *       long fileName, long pFileAttributes, long securityDescriptor, long pSecurityDescriptorSize) {
 *     long file = find(fileName);
 *     if (file == 0) {
 *       return NtStatus.STATUS_OBJECT_NAME_NOT_FOUND;
 *     }
 *     if (pFileAttributes != Pointer.NULL) {
 *       Pointer.MEMORY.set(JAVA_INT, pFileAttributes, attributes(file));
 *     }
 *     if (pSecurityDescriptorSize != Pointer.NULL) {
 *       // No descriptor: everybody may do everything.
 *       Pointer.MEMORY.set(JAVA_LONG, pSecurityDescriptorSize, 0);
 *     }
 *     return NtStatus.STATUS_SUCCESS;
 *   }
 *
 *   @Override
 *   public int create(
 *       long fileName,
 *       int createOptions,
 *       int grantedAccess,
 *       int fileAttributes,
 *       long securityDescriptor,
 *       long allocationSize,
 *       long pFileContext,
 *       long fileInfo) {
 *     return NtStatus.STATUS_MEDIA_WRITE_PROTECTED;
 *   }
 *
 *   @Override
 *   public int open(
 *       long fileName, int createOptions, int grantedAccess, long pFileContext, long fileInfo) {
 *     long file = find(fileName);
 *     if (file == 0) {
 *       return NtStatus.STATUS_OBJECT_NAME_NOT_FOUND;
 *     }
 *     Pointer.MEMORY.set(JAVA_LONG, pFileContext, file);
 *     describe(file, fileInfo);
 *     return NtStatus.STATUS_SUCCESS;
 *   }
 *
 *   @Override
 *   public int overwrite(
 *       long fileContext,
 *       int fileAttributes,
 *       boolean replaceFileAttributes,
 *       long allocationSize,
 *       long fileInfo) {
 *     return NtStatus.STATUS_MEDIA_WRITE_PROTECTED;
 *   }
 *
 *   @Override
 *   public int getFileInfo(long fileContext, long fileInfo) {
 *     describe(fileContext, fileInfo);
 *     return NtStatus.STATUS_SUCCESS;
 *   }
 *
 *   @Override
 *   public int read(long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
 *     if (offset >= TEXT.length) {
 *       return NtStatus.STATUS_END_OF_FILE;
 *     }
 *     int count = (int) Math.min(Integer.toUnsignedLong(length), TEXT.length - offset);
 *     MemorySegment.copy(TEXT, (int) offset, Pointer.MEMORY, JAVA_BYTE, buffer, count);
 *     Pointer.MEMORY.set(JAVA_INT, pBytesTransferred, count);
 *     return NtStatus.STATUS_SUCCESS;
 *   }
 *
 *   @Override
 *   public int readDirectory(
 *       long fileContext,
 *       long pattern,
 *       long marker,
 *       long buffer,
 *       int length,
 *       long pBytesTransferred) {
 *     if (marker == Pointer.NULL) {
 *       try (Arena arena = Arena.ofConfined()) {
 *         MemorySegment entry = arena.allocate(DirInfo.SIZE + 2L * NAME.length(), 8);
 *         int name = WideString.write(entry, DirInfo.FileNameBuf, NAME);
 *         DirInfo.size(entry, 0, DirInfo.SIZE + name);
 *         describe(FILE, entry.address() + DirInfo.FileInfo);
 *         if (!library.addDirInfo(entry.address(), buffer, length, pBytesTransferred)) {
 *           return NtStatus.STATUS_SUCCESS;
 *         }
 *       }
 *     }
 *     library.addDirInfo(Pointer.NULL, buffer, length, pBytesTransferred);
 *     return NtStatus.STATUS_SUCCESS;
 *   }
 *
 *   private static long find(long fileName) {
 *     String path = WideString.read(fileName);
 *     if (path.equals("\\")) {
 *       return ROOT;
 *     }
 *     return path.equalsIgnoreCase("\\" + NAME) ? FILE : 0;
 *   }
 *
 *   private static int attributes(long file) {
 *     return file == ROOT ? WinNt.FILE_ATTRIBUTE_DIRECTORY : WinNt.FILE_ATTRIBUTE_READONLY;
 *   }
 *
 *   // All the members: what is left out would be whatever was in the memory.
 *   private static void describe(long file, long fileInfo) {
 *     Pointer.MEMORY.asSlice(fileInfo, FileInfo.SIZE).fill((byte) 0);
 *     FileInfo.fileAttributes(Pointer.MEMORY, fileInfo, attributes(file));
 *     FileInfo.fileSize(Pointer.MEMORY, fileInfo, file == FILE ? TEXT.length : 0);
 *     FileInfo.allocationSize(Pointer.MEMORY, fileInfo, file == FILE ? 512 : 0);
 *     FileInfo.indexNumber(Pointer.MEMORY, fileInfo, file);
 *   }
 * }
 * }
 */
@NullMarked
package io.ramdrive.winfsp.binding;

import org.jspecify.annotations.NullMarked;
