// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.binding.WinFspException;
import java.lang.foreign.Arena;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A volume as WinFsp calls it: gives each request to those who serve it. For any number of WinFsp's
 * threads at once.
 *
 * <p>WinFsp keeps some requests apart, but nothing here relies on that: other views work on the
 * volume at the same time.
 */
final class VolumeOperations implements Operations {
  private static final Set<InterfaceSlot> SLOTS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(
                  // Create and Overwrite come with extended attributes in their Ex forms.
                  InterfaceSlot.Create, InterfaceSlot.Overwrite, InterfaceSlot.Control)));

  /** Learns that WinFsp calls no more. */
  @FunctionalInterface
  interface StopListener {
    /**
     * Called once, by one of WinFsp's threads.
     *
     * @param normally whether that was asked for
     */
    void stopped(boolean normally);
  }

  private final Handles handles;
  private final NamespaceOperations namespace;
  private final FileOperations files;
  private final AttributeOperations attributes;
  private final DirectoryOperations directories;
  private final SecurityOperations security;
  private final StreamOperations streams;
  private final ReparseOperations reparse;
  private final ExtendedAttributeOperations extendedAttributes;
  private final CleanupOperations cleanups;
  private final StopListener stopped;
  private final ThreadLocal<Dispatch> dispatches;

  /**
   * @param view the mount
   * @param arena to be closed when WinFsp calls no more
   * @throws WinFspException when the DLL lacks a function
   */
  VolumeOperations(
      Volume volume,
      View view,
      WinFspOptions options,
      ServingFunctions.Factory factory,
      KernelNames kernelNames,
      Arena arena,
      StopListener stopped)
      throws WinFspException {
    this.stopped = stopped;
    ServingFunctions functions =
        factory.create(
            (context, fileName, isDirectory, buffer, pSize) ->
                getReparsePointByName(fileName, buffer, pSize));
    boolean exactNames = volume.nameMatching() == NameMatching.EXACT;
    Reservations reservations = new Reservations(volume);
    SecurityDescriptors descriptors = new SecurityDescriptors(volume, options.rootDescriptor());
    handles = new Handles(volume, kernelNames);
    security = new SecurityOperations(volume, descriptors, functions);
    streams = new StreamOperations(volume, functions);
    reparse = new ReparseOperations(volume, functions);
    extendedAttributes = new ExtendedAttributeOperations(volume, functions);
    attributes = new AttributeOperations(volume, options.label());
    directories = new DirectoryOperations(volume, functions, exactNames);
    files = new FileOperations(volume, reservations, streams, extendedAttributes);
    cleanups = new CleanupOperations(volume, attributes);
    namespace =
        new NamespaceOperations(
            volume,
            handles,
            kernelNames,
            descriptors,
            reservations,
            extendedAttributes,
            reparse,
            options.cachesData());
    Dispatch.Owner owner = new Dispatch.Owner(options.uid(), options.gid(), options.umask());
    dispatches = ThreadLocal.withInitial(() -> new Dispatch(volume, view, owner, arena));
  }

  /** How much is open. */
  int openCount() {
    return handles.count();
  }

  /** Lets go of all that is open; when WinFsp calls no more. */
  void closeAll() {
    handles.closeAll();
  }

  /** What WinFsp asks while it resolves reparse points: GetReparsePointByName. */
  private int getReparsePointByName(long fileName, long buffer, long pSize) {
    return reparse.getByName(dispatches.get(), fileName, buffer, pSize);
  }

  private Dispatch begin() {
    return dispatches.get();
  }

  @Override
  public Set<InterfaceSlot> slots() {
    return SLOTS;
  }

  @Override
  public int getVolumeInfo(long volumeInfo) {
    return attributes.getVolumeInfo(begin(), volumeInfo);
  }

  @Override
  public int setVolumeLabel(long volumeLabel, long volumeInfo) {
    return attributes.setVolumeLabel(begin(), volumeLabel, volumeInfo);
  }

  @Override
  public int getSecurityByName(
      long fileName, long pFileAttributes, long securityDescriptor, long pSecurityDescriptorSize) {
    return security.getSecurityByName(
        begin(), fileName, pFileAttributes, securityDescriptor, pSecurityDescriptorSize);
  }

  @Override
  public int createEx(
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
    NewFile wanted =
        new NewFile(
            createOptions,
            fileAttributes,
            securityDescriptor,
            allocationSize,
            extraBuffer,
            extraLength,
            extraBufferIsReparsePoint);
    return namespace.create(begin(), wanted, fileName, pFileContext, fileInfo);
  }

  @Override
  public int open(
      long fileName, int createOptions, int grantedAccess, long pFileContext, long fileInfo) {
    return namespace.open(begin(), fileName, createOptions, grantedAccess, pFileContext, fileInfo);
  }

  @Override
  public int overwriteEx(
      long fileContext,
      int fileAttributes,
      boolean replaceFileAttributes,
      long allocationSize,
      long ea,
      int eaLength,
      long fileInfo) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : files.overwrite(
            dispatch,
            file,
            fileAttributes,
            replaceFileAttributes,
            allocationSize,
            ea,
            eaLength,
            fileInfo);
  }

  @Override
  public void cleanup(long fileContext, long fileName, int flags) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    if (file != null) {
      cleanups.cleanup(dispatch, file, fileName, flags);
    }
  }

  @Override
  public void close(long fileContext) {
    handles.close(fileContext);
  }

  @Override
  public int read(long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : files.read(dispatch, file, buffer, offset, length, pBytesTransferred);
  }

  @Override
  public int write(
      long fileContext,
      long buffer,
      long offset,
      int length,
      boolean writeToEndOfFile,
      boolean constrainedIo,
      long pBytesTransferred,
      long fileInfo) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    if (file == null) {
      return STATUS_INVALID_HANDLE;
    }
    return constrainedIo
        ? files.writeConstrained(
            dispatch, file, buffer, offset, length, pBytesTransferred, fileInfo)
        : files.write(
            dispatch, file, buffer, offset, length, writeToEndOfFile, pBytesTransferred, fileInfo);
  }

  /** Nothing is kept back that could be flushed; context 0 is the volume. */
  @Override
  public int flush(long fileContext, long fileInfo) {
    Dispatch dispatch = begin();
    if (fileContext == 0) {
      return STATUS_SUCCESS;
    }
    OpenFile file = handles.find(fileContext);
    return file == null ? STATUS_INVALID_HANDLE : dispatch.fileInfo(file, fileInfo);
  }

  @Override
  public int getFileInfo(long fileContext, long fileInfo) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null ? STATUS_INVALID_HANDLE : dispatch.fileInfo(file, fileInfo);
  }

  @Override
  public int setBasicInfo(
      long fileContext,
      int fileAttributes,
      long creationTime,
      long lastAccessTime,
      long lastWriteTime,
      long changeTime,
      long fileInfo) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : attributes.setBasicInfo(
            dispatch,
            file,
            fileAttributes,
            creationTime,
            lastAccessTime,
            lastWriteTime,
            changeTime,
            fileInfo);
  }

  @Override
  public int setFileSize(long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : files.setFileSize(dispatch, file, newSize, setAllocationSize, fileInfo);
  }

  @Override
  public int canDelete(long fileContext, long fileName) {
    return setDelete(fileContext, fileName, true);
  }

  @Override
  public int setDelete(long fileContext, long fileName, boolean deleteFile) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    if (file == null) {
      return STATUS_INVALID_HANDLE;
    }
    return deleteFile ? namespace.canDelete(dispatch, file) : STATUS_SUCCESS;
  }

  @Override
  public int rename(long fileContext, long fileName, long newFileName, boolean replaceIfExists) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : namespace.rename(dispatch, file, fileName, newFileName, replaceIfExists);
  }

  @Override
  public int getSecurity(long fileContext, long securityDescriptor, long pSecurityDescriptorSize) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : security.getSecurity(dispatch, file, securityDescriptor, pSecurityDescriptorSize);
  }

  @Override
  public int setSecurity(long fileContext, int securityInformation, long modificationDescriptor) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : security.setSecurity(dispatch, file, securityInformation, modificationDescriptor);
  }

  @Override
  public int readDirectory(
      long fileContext,
      long pattern,
      long marker,
      long buffer,
      int length,
      long pBytesTransferred) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : directories.readDirectory(
            dispatch, file, pattern, marker, buffer, length, pBytesTransferred);
  }

  @Override
  public int getDirInfoByName(long fileContext, long fileName, long dirInfo) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : directories.getDirInfoByName(dispatch, file, fileName, dirInfo);
  }

  @Override
  public int resolveReparsePoints(
      long fileName,
      int reparsePointIndex,
      boolean resolveLastPathComponent,
      long pIoStatus,
      long buffer,
      long pSize) {
    return reparse.resolve(
        fileName, reparsePointIndex, resolveLastPathComponent, pIoStatus, buffer, pSize);
  }

  @Override
  public int getReparsePoint(long fileContext, long fileName, long buffer, long pSize) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null ? STATUS_INVALID_HANDLE : reparse.get(dispatch, file, buffer, pSize);
  }

  @Override
  public int setReparsePoint(long fileContext, long fileName, long buffer, long size) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null ? STATUS_INVALID_HANDLE : reparse.set(dispatch, file, buffer, size);
  }

  @Override
  public int deleteReparsePoint(long fileContext, long fileName, long buffer, long size) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null ? STATUS_INVALID_HANDLE : reparse.delete(dispatch, file, buffer, size);
  }

  @Override
  public int getStreamInfo(long fileContext, long buffer, int length, long pBytesTransferred) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : streams.getStreamInfo(dispatch, file, buffer, length, pBytesTransferred);
  }

  @Override
  public int getEa(long fileContext, long ea, int eaLength, long pBytesTransferred) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : extendedAttributes.getEa(dispatch, file, ea, eaLength, pBytesTransferred);
  }

  @Override
  public int setEa(long fileContext, long ea, int eaLength, long fileInfo) {
    Dispatch dispatch = begin();
    OpenFile file = handles.find(fileContext);
    return file == null
        ? STATUS_INVALID_HANDLE
        : extendedAttributes.setEa(dispatch, file, ea, eaLength, fileInfo);
  }

  @Override
  public void dispatcherStopped(boolean normally) {
    stopped.stopped(normally);
  }
}
