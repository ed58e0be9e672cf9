// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.OpenFileInfo;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.VolumeInfo;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinFspConstants;
import io.ramdrive.winfsp.binding.WinFspLibrary;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small file system that does what the contract says, with one lock around everything: what the
 * simulator has to find nothing wrong with. Each open has its own context.
 */
class MemFs implements Operations {
  static final int CAPACITY = 4 << 20;
  private static final MemorySegment MEMORY = Pointer.MEMORY;

  final MemNode root = new MemNode(null, null, "", true, 1);
  private final WinFspLibrary library;
  private final MemListing listing;
  private final Map<Long, MemNode> contexts = new HashMap<>();
  private long lastIndex = 1;
  private long lastContext;
  private long used;
  private String label = "MEMFS";

  MemFs(WinFspLibrary library) {
    this.library = library;
    listing = new MemListing(library);
    root.attributes = WinNt.FILE_ATTRIBUTE_DIRECTORY;
    root.security =
        Sddl.parse("O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;WD)").toBytes();
  }

  /** How many opens have not been closed. */
  synchronized int contexts() {
    return contexts.size();
  }

  @Override
  public Set<InterfaceSlot> slots() {
    return EnumSet.of(
        InterfaceSlot.GetVolumeInfo,
        InterfaceSlot.SetVolumeLabel,
        InterfaceSlot.GetSecurityByName,
        InterfaceSlot.Create,
        InterfaceSlot.Open,
        InterfaceSlot.Overwrite,
        InterfaceSlot.Cleanup,
        InterfaceSlot.Close,
        InterfaceSlot.Read,
        InterfaceSlot.Write,
        InterfaceSlot.Flush,
        InterfaceSlot.GetFileInfo,
        InterfaceSlot.SetBasicInfo,
        InterfaceSlot.SetFileSize,
        InterfaceSlot.CanDelete,
        InterfaceSlot.Rename,
        InterfaceSlot.GetSecurity,
        InterfaceSlot.SetSecurity,
        InterfaceSlot.ReadDirectory,
        InterfaceSlot.GetDirInfoByName,
        InterfaceSlot.GetStreamInfo);
  }

  private static String fold(String name) {
    return VolumeTraits.upper(name);
  }

  private @Nullable MemNode find(String path) {
    MemNode node = root;
    String file = FileName.main(path);
    for (String component : file.substring(1).split("\\\\", -1)) {
      MemNode next = component.isEmpty() ? node : node.children.get(fold(component));
      if (next == null) {
        return null;
      }
      node = next;
    }
    int stream = FileName.streamStart(path);
    return stream == 0 ? node : node.streams.get(fold(path.substring(stream + 1)));
  }

  /** What is said of a name that is not there. */
  private int missing(String path) {
    MemNode parent = find(FileName.parent(path));
    return parent != null && parent.directory
        ? STATUS_OBJECT_NAME_NOT_FOUND
        : STATUS_OBJECT_PATH_NOT_FOUND;
  }

  private MemNode at(long context) {
    MemNode node = contexts.get(context);
    if (node == null) {
      throw new IllegalStateException("No context " + context);
    }
    return node;
  }

  private void opened(MemNode node, long pFileContext, long fileInfo) {
    node.opens++;
    contexts.put(++lastContext, node);
    MEMORY.set(ValueLayout.JAVA_LONG, pFileContext, lastContext);
    node.write(fileInfo);
    int room = OpenFileInfo.normalizedNameSize(MEMORY, fileInfo);
    String path = node.path();
    if (path.length() * 2 <= room) {
      WideString.write(MEMORY, OpenFileInfo.normalizedName(MEMORY, fileInfo), path);
      OpenFileInfo.normalizedNameSize(MEMORY, fileInfo, path.length() * 2);
    }
  }

  /** Takes room for so many bytes; false if there is none. */
  private boolean reserve(MemNode node, long bytes) {
    long more = MemNode.rounded(bytes) - (long) node.data.length;
    if (bytes > CAPACITY || used + more > CAPACITY) {
      return false;
    }
    used += more;
    node.allocate(bytes);
    return true;
  }

  private void freeIfGone(MemNode node) {
    if (!isLinked(node) && node.opens == 0) {
      reserve(node, 0);
      for (MemNode stream : node.streams.values()) {
        if (stream.opens == 0) {
          reserve(stream, 0);
        }
      }
    }
  }

  private boolean isLinked(MemNode node) {
    MemNode main = node.main;
    if (main != null) {
      return isLinked(main) && main.streams.containsValue(node);
    }
    MemNode parent = node.parent;
    return parent == null || parent.children.get(fold(node.name)) == node;
  }

  @Override
  public synchronized int getVolumeInfo(long volumeInfo) {
    VolumeInfo.totalSize(MEMORY, volumeInfo, CAPACITY);
    VolumeInfo.freeSize(MEMORY, volumeInfo, CAPACITY - used);
    VolumeInfo.volumeLabelLength(MEMORY, volumeInfo, label.length() * 2);
    for (int i = 0; i < label.length(); i++) {
      MEMORY.set(
          ValueLayout.JAVA_CHAR_UNALIGNED,
          volumeInfo + VolumeInfo.VolumeLabel + 2L * i,
          label.charAt(i));
    }
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int setVolumeLabel(long volumeLabel, long volumeInfo) {
    String wanted = WideString.read(volumeLabel);
    label = wanted.substring(0, Math.min(32, wanted.length()));
    return getVolumeInfo(volumeInfo);
  }

  @Override
  public synchronized int getSecurityByName(
      long fileName, long pFileAttributes, long securityDescriptor, long pSecurityDescriptorSize) {
    String path = WideString.read(fileName);
    MemNode node = find(path);
    if (node == null) {
      return missing(path);
    }
    if (pFileAttributes != 0) {
      MEMORY.set(ValueLayout.JAVA_INT, pFileAttributes, node.owner().attributes);
    }
    return MemSecurity.handOut(node, securityDescriptor, pSecurityDescriptorSize);
  }

  @Override
  public synchronized int create(
      long fileName,
      int createOptions,
      int grantedAccess,
      int fileAttributes,
      long securityDescriptor,
      long allocationSize,
      long pFileContext,
      long fileInfo) {
    String path = WideString.read(fileName);
    int stream = FileName.streamStart(path);
    MemNode above = find(stream == 0 ? FileName.parent(path) : FileName.main(path));
    if (above == null || (stream == 0 && !above.directory)) {
      return STATUS_OBJECT_PATH_NOT_FOUND;
    }
    if (find(path) != null) {
      return STATUS_OBJECT_NAME_COLLISION;
    }
    boolean directory = (createOptions & WinNt.FILE_DIRECTORY_FILE) != 0;
    MemNode node =
        stream == 0
            ? new MemNode(above, null, FileName.last(path), directory, ++lastIndex)
            : new MemNode(null, above, path.substring(stream + 1), false, ++lastIndex);
    if (!reserve(node, allocationSize)) {
      return STATUS_DISK_FULL;
    }
    if (stream == 0) {
      node.attributes =
          fileAttributes
              | (directory ? WinNt.FILE_ATTRIBUTE_DIRECTORY : WinNt.FILE_ATTRIBUTE_ARCHIVE);
      node.security =
          securityDescriptor == 0 ? above.security : MemSecurity.read(securityDescriptor);
      above.children.put(fold(node.name), node);
      above.touch();
    } else {
      above.streams.put(fold(node.name), node);
    }
    opened(node, pFileContext, fileInfo);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int open(
      long fileName, int createOptions, int grantedAccess, long pFileContext, long fileInfo) {
    String path = WideString.read(fileName);
    MemNode node = find(path);
    if (node == null) {
      return missing(path);
    }
    opened(node, pFileContext, fileInfo);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int overwrite(
      long fileContext,
      int fileAttributes,
      boolean replaceFileAttributes,
      long allocationSize,
      long fileInfo) {
    MemNode node = at(fileContext);
    if (used - node.data.length + MemNode.rounded(allocationSize) > CAPACITY) {
      return STATUS_DISK_FULL;
    }
    node.resize(0);
    reserve(node, allocationSize);
    MemNode meta = node.owner();
    if (node == meta) {
      meta.attributes =
          fileAttributes
              | WinNt.FILE_ATTRIBUTE_ARCHIVE
              | (replaceFileAttributes ? 0 : meta.attributes);
      node.streams.values().removeIf(stream -> stream.opens == 0 && reserve(stream, 0));
    }
    node.touch();
    node.write(fileInfo);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized void cleanup(long fileContext, long fileName, int flags) {
    MemNode node = at(fileContext);
    MemNode main = node.main;
    if ((flags & WinFspConstants.FspCleanupDelete) != 0) {
      if (main != null) {
        main.streams.remove(fold(node.name), node);
      } else if (node.children.isEmpty() && node.parent != null) {
        node.parent.children.remove(fold(node.name), node);
        node.parent.touch();
      }
      return;
    }
    if ((flags & WinFspConstants.FspCleanupSetAllocationSize) != 0) {
      reserve(node, node.size);
    }
    if ((flags & WinFspConstants.FspCleanupSetArchiveBit) != 0 && !node.owner().directory) {
      node.owner().attributes |= WinNt.FILE_ATTRIBUTE_ARCHIVE;
    }
    if ((flags & WinFspConstants.FspCleanupSetLastWriteTime) != 0) {
      node.touch();
    }
  }

  @Override
  public synchronized void close(long fileContext) {
    MemNode node = at(fileContext);
    contexts.remove(fileContext);
    node.opens--;
    freeIfGone(node);
  }

  @Override
  public synchronized int read(
      long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
    MemNode node = at(fileContext);
    if (offset >= node.size) {
      return STATUS_END_OF_FILE;
    }
    int count = (int) Math.min(length, node.size - offset);
    MemorySegment.copy(node.data, (int) offset, MEMORY, ValueLayout.JAVA_BYTE, buffer, count);
    MEMORY.set(ValueLayout.JAVA_INT, pBytesTransferred, count);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int write(
      long fileContext,
      long buffer,
      long offset,
      int length,
      boolean writeToEndOfFile,
      boolean constrainedIo,
      long pBytesTransferred,
      long fileInfo) {
    MemNode node = at(fileContext);
    long start = writeToEndOfFile ? node.size : offset;
    int count = constrainedIo ? Math.clamp(node.size - start, 0, length) : length;
    if (start + count > node.data.length && !reserve(node, start + count)) {
      return STATUS_DISK_FULL;
    }
    MemorySegment.copy(MEMORY, ValueLayout.JAVA_BYTE, buffer, node.data, (int) start, count);
    node.size = (int) Math.max(node.size, start + count);
    node.touch();
    MEMORY.set(ValueLayout.JAVA_INT, pBytesTransferred, count);
    node.write(fileInfo);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int flush(long fileContext, long fileInfo) {
    if (fileContext != 0) {
      at(fileContext).write(fileInfo);
    }
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int getFileInfo(long fileContext, long fileInfo) {
    at(fileContext).write(fileInfo);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int setBasicInfo(
      long fileContext,
      int fileAttributes,
      long creationTime,
      long lastAccessTime,
      long lastWriteTime,
      long changeTime,
      long fileInfo) {
    MemNode node = at(fileContext);
    MemNode meta = node.owner();
    if (fileAttributes != WinNt.INVALID_FILE_ATTRIBUTES) {
      meta.attributes = fileAttributes | (meta.directory ? WinNt.FILE_ATTRIBUTE_DIRECTORY : 0);
    }
    meta.creationTime = creationTime == 0 ? meta.creationTime : creationTime;
    meta.lastAccessTime = lastAccessTime == 0 ? meta.lastAccessTime : lastAccessTime;
    meta.lastWriteTime = lastWriteTime == 0 ? meta.lastWriteTime : lastWriteTime;
    meta.changeTime = changeTime == 0 ? meta.changeTime : changeTime;
    node.write(fileInfo);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int setFileSize(
      long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
    MemNode node = at(fileContext);
    if (newSize > node.data.length && !reserve(node, newSize)) {
      return STATUS_DISK_FULL;
    }
    if (!setAllocationSize || newSize < node.size) {
      node.resize((int) newSize);
    }
    reserve(node, setAllocationSize ? newSize : Math.max(newSize, node.size));
    node.touch();
    node.write(fileInfo);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int canDelete(long fileContext, long fileName) {
    return at(fileContext).children.isEmpty() ? STATUS_SUCCESS : STATUS_DIRECTORY_NOT_EMPTY;
  }

  @Override
  public synchronized int rename(
      long fileContext, long fileName, long newFileName, boolean replaceIfExists) {
    MemNode node = at(fileContext);
    String newPath = WideString.read(newFileName);
    MemNode parent = find(FileName.parent(newPath));
    MemNode there = find(newPath);
    MemNode from = node.parent;
    if (parent == null || from == null) {
      return STATUS_OBJECT_PATH_NOT_FOUND;
    }
    if (!isLinked(node)) {
      return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    for (MemNode up = parent; up != null; up = up.parent) {
      if (up == node) {
        return STATUS_ACCESS_DENIED;
      }
    }
    if (there != null && there != node) {
      if (!replaceIfExists) {
        return STATUS_OBJECT_NAME_COLLISION;
      }
      if (there.directory) {
        return STATUS_ACCESS_DENIED;
      }
      parent.children.remove(fold(there.name));
      freeIfGone(there);
    }
    from.children.remove(fold(node.name));
    node.parent = parent;
    node.name = FileName.last(newPath);
    parent.children.put(fold(node.name), node);
    from.touch();
    parent.touch();
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int getSecurity(
      long fileContext, long securityDescriptor, long pSecurityDescriptorSize) {
    return MemSecurity.handOut(at(fileContext), securityDescriptor, pSecurityDescriptorSize);
  }

  @Override
  public synchronized int setSecurity(
      long fileContext, int securityInformation, long modificationDescriptor) {
    return MemSecurity.change(
        library, at(fileContext).owner(), securityInformation, modificationDescriptor);
  }

  @Override
  public synchronized int readDirectory(
      long fileContext,
      long pattern,
      long marker,
      long buffer,
      int length,
      long pBytesTransferred) {
    String after = marker == 0 ? null : WideString.read(marker);
    listing.directory(at(fileContext), after, buffer, length, pBytesTransferred);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int getDirInfoByName(long fileContext, long fileName, long dirInfo) {
    MemNode child = at(fileContext).children.get(fold(WideString.read(fileName)));
    if (child == null) {
      return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    MemListing.fill(child, child.name, dirInfo);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int getStreamInfo(
      long fileContext, long buffer, int length, long pBytesTransferred) {
    listing.streams(at(fileContext).owner(), buffer, length, pBytesTransferred);
    return STATUS_SUCCESS;
  }
}
