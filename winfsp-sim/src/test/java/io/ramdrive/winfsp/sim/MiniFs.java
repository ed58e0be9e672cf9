// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinFspConstants;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The smallest file system that can be tested against: a map of names, right as far as it goes. */
class MiniFs implements Operations {
  static final String ROOT_SECURITY = "O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;WD)";

  static final class Node {
    final long id;
    final int attributes;
    final byte[] descriptor;
    byte[] data = {};

    Node(long id, int attributes, byte[] descriptor) {
      this.id = id;
      this.attributes = attributes;
      this.descriptor = descriptor;
    }

    boolean isDirectory() {
      return (attributes & WinNt.FILE_ATTRIBUTE_DIRECTORY) != 0;
    }
  }

  final Map<String, Node> names = new TreeMap<>();
  final Map<Long, Node> open = new ConcurrentHashMap<>();
  final Set<Boolean> stopped = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastId = new AtomicLong();
  private final AtomicLong lastContext = new AtomicLong();
  private volatile Runnable inCallback = () -> {};
  private volatile InterfaceSlot hooked = InterfaceSlot.Control;

  MiniFs() {
    byte[] root = Sddl.parse(ROOT_SECURITY).toBytes();
    names.put("\\", new Node(lastId.incrementAndGet(), WinNt.FILE_ATTRIBUTE_DIRECTORY, root));
  }

  /** Does this at the start of each callback of this slot, before anything else. */
  void during(InterfaceSlot slot, Runnable action) {
    inCallback = action;
    hooked = slot;
  }

  private void enter(InterfaceSlot slot) {
    if (slot == hooked) {
      inCallback.run();
    }
  }

  @Override
  public Set<InterfaceSlot> slots() {
    return EnumSet.of(
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
        InterfaceSlot.Rename,
        InterfaceSlot.GetSecurity,
        InterfaceSlot.DispatcherStopped);
  }

  private static String parent(String name) {
    int last = name.lastIndexOf('\\');
    return last == 0 ? "\\" : name.substring(0, last);
  }

  private synchronized int missing(String name) {
    Node parent = names.get(parent(name));
    return parent != null && parent.isDirectory()
        ? STATUS_OBJECT_NAME_NOT_FOUND
        : STATUS_OBJECT_PATH_NOT_FOUND;
  }

  @Override
  public synchronized int getSecurityByName(
      long fileName, long pFileAttributes, long securityDescriptor, long pSize) {
    enter(InterfaceSlot.GetSecurityByName);
    String name = WideString.read(fileName);
    Node node = names.get(name);
    if (node == null) {
      return missing(name);
    }
    if (pFileAttributes != Pointer.NULL) {
      Pointer.MEMORY.set(JAVA_INT_UNALIGNED, pFileAttributes, node.attributes);
    }
    return pSize == Pointer.NULL
        ? STATUS_SUCCESS
        : handOut(node.descriptor, securityDescriptor, pSize);
  }

  int handOut(byte[] descriptor, long buffer, long pSize) {
    long room = Pointer.MEMORY.get(JAVA_LONG_UNALIGNED, pSize);
    Pointer.MEMORY.set(JAVA_LONG_UNALIGNED, pSize, descriptor.length);
    if (room < descriptor.length) {
      return STATUS_BUFFER_OVERFLOW;
    }
    MemorySegment.copy(descriptor, 0, Pointer.MEMORY, JAVA_BYTE, buffer, descriptor.length);
    return STATUS_SUCCESS;
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
    enter(InterfaceSlot.Create);
    String name = WideString.read(fileName);
    if (names.containsKey(name)) {
      return STATUS_OBJECT_NAME_COLLISION;
    }
    if (missing(name) == STATUS_OBJECT_PATH_NOT_FOUND) {
      return STATUS_OBJECT_PATH_NOT_FOUND;
    }
    boolean directory = (createOptions & WinNt.FILE_DIRECTORY_FILE) != 0;
    int attributes =
        directory ? WinNt.FILE_ATTRIBUTE_DIRECTORY : WinNt.FILE_ATTRIBUTE_ARCHIVE | fileAttributes;
    byte[] descriptor = descriptor(securityDescriptor);
    Node node = new Node(lastId.incrementAndGet(), attributes, descriptor);
    names.put(name, node);
    return opened(node, pFileContext, fileInfo);
  }

  byte[] descriptor(long address) {
    MemorySegment memory = Pointer.MEMORY.asSlice(address, 1 << 16);
    int length = SecurityDescriptor.length(memory.asByteBuffer());
    return memory.asSlice(0, length).toArray(JAVA_BYTE);
  }

  private int opened(Node node, long pFileContext, long fileInfo) {
    long context = lastContext.incrementAndGet();
    open.put(context, node);
    Pointer.MEMORY.set(JAVA_LONG_UNALIGNED, pFileContext, context);
    return fill(node, fileInfo);
  }

  private int fill(Node node, long fileInfo) {
    MemorySegment memory = Pointer.MEMORY;
    memory.asSlice(fileInfo, FileInfo.SIZE).fill((byte) 0);
    FileInfo.fileAttributes(memory, fileInfo, node.attributes);
    FileInfo.fileSize(memory, fileInfo, node.data.length);
    FileInfo.allocationSize(memory, fileInfo, (node.data.length + 511) & ~511);
    FileInfo.indexNumber(memory, fileInfo, node.id);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int open(
      long fileName, int createOptions, int grantedAccess, long pFileContext, long fileInfo) {
    enter(InterfaceSlot.Open);
    String name = WideString.read(fileName);
    Node node = names.get(name);
    return node == null ? missing(name) : opened(node, pFileContext, fileInfo);
  }

  @Override
  public synchronized int overwrite(
      long context, int attributes, boolean replace, long allocationSize, long fileInfo) {
    enter(InterfaceSlot.Overwrite);
    Node node = open.get(context);
    node.data = new byte[0];
    return fill(node, fileInfo);
  }

  @Override
  public synchronized void cleanup(long context, long fileName, int flags) {
    enter(InterfaceSlot.Cleanup);
    if ((flags & WinFspConstants.FspCleanupDelete) != 0) {
      names.remove(WideString.read(fileName), open.get(context));
    }
  }

  @Override
  public void close(long context) {
    enter(InterfaceSlot.Close);
    open.remove(context);
  }

  @Override
  public int read(long context, long buffer, long offset, int length, long pBytesTransferred) {
    enter(InterfaceSlot.Read);
    byte[] data = open.get(context).data;
    if (offset >= data.length) {
      return STATUS_END_OF_FILE;
    }
    int count = (int) Math.min(length, data.length - offset);
    MemorySegment.copy(data, (int) offset, Pointer.MEMORY, JAVA_BYTE, buffer, count);
    Pointer.MEMORY.set(JAVA_INT_UNALIGNED, pBytesTransferred, count);
    return STATUS_SUCCESS;
  }

  @Override
  public synchronized int write(
      long context,
      long buffer,
      long offset,
      int length,
      boolean toEnd,
      boolean constrained,
      long pBytesTransferred,
      long fileInfo) {
    enter(InterfaceSlot.Write);
    Node node = open.get(context);
    int at = toEnd ? node.data.length : (int) offset;
    node.data = Arrays.copyOf(node.data, Math.max(node.data.length, at + length));
    MemorySegment.copy(Pointer.MEMORY, JAVA_BYTE, buffer, node.data, at, length);
    Pointer.MEMORY.set(JAVA_INT_UNALIGNED, pBytesTransferred, length);
    return fill(node, fileInfo);
  }

  @Override
  public int flush(long context, long fileInfo) {
    enter(InterfaceSlot.Flush);
    return context == 0 ? STATUS_SUCCESS : fill(open.get(context), fileInfo);
  }

  @Override
  public int getFileInfo(long context, long fileInfo) {
    enter(InterfaceSlot.GetFileInfo);
    return fill(open.get(context), fileInfo);
  }

  @Override
  public synchronized int rename(
      long context, long fileName, long newFileName, boolean replaceIfExists) {
    enter(InterfaceSlot.Rename);
    String to = WideString.read(newFileName);
    if (names.containsKey(to) && !replaceIfExists) {
      return STATUS_OBJECT_NAME_COLLISION;
    }
    names.put(to, names.remove(WideString.read(fileName)));
    return STATUS_SUCCESS;
  }

  @Override
  public int getSecurity(long context, long securityDescriptor, long pSize) {
    enter(InterfaceSlot.GetSecurity);
    return handOut(open.get(context).descriptor, securityDescriptor, pSize);
  }

  @Override
  public void dispatcherStopped(boolean normally) {
    stopped.add(normally);
  }
}
