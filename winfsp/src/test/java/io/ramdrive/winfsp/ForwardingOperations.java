// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Operations;
import java.util.Set;

/** Operations that others do; what is to be wrong is overridden. */
abstract class ForwardingOperations implements Operations {
  final Operations view;

  ForwardingOperations(Operations view) {
    this.view = view;
  }

  @Override
  public Set<InterfaceSlot> slots() {
    return view.slots();
  }

  @Override
  public int getVolumeInfo(long volumeInfo) {
    return view.getVolumeInfo(volumeInfo);
  }

  @Override
  public int setVolumeLabel(long volumeLabel, long volumeInfo) {
    return view.setVolumeLabel(volumeLabel, volumeInfo);
  }

  @Override
  public int getSecurityByName(
      long fileName, long pFileAttributes, long securityDescriptor, long pSecurityDescriptorSize) {
    return view.getSecurityByName(
        fileName, pFileAttributes, securityDescriptor, pSecurityDescriptorSize);
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
    return view.create(
        fileName,
        createOptions,
        grantedAccess,
        fileAttributes,
        securityDescriptor,
        allocationSize,
        pFileContext,
        fileInfo);
  }

  @Override
  public int open(
      long fileName, int createOptions, int grantedAccess, long pFileContext, long fileInfo) {
    return view.open(fileName, createOptions, grantedAccess, pFileContext, fileInfo);
  }

  @Override
  public int overwrite(
      long fileContext,
      int fileAttributes,
      boolean replaceFileAttributes,
      long allocationSize,
      long fileInfo) {
    return view.overwrite(
        fileContext, fileAttributes, replaceFileAttributes, allocationSize, fileInfo);
  }

  @Override
  public void cleanup(long fileContext, long fileName, int flags) {
    view.cleanup(fileContext, fileName, flags);
  }

  @Override
  public void close(long fileContext) {
    view.close(fileContext);
  }

  @Override
  public int read(long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
    return view.read(fileContext, buffer, offset, length, pBytesTransferred);
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
    return view.write(
        fileContext,
        buffer,
        offset,
        length,
        writeToEndOfFile,
        constrainedIo,
        pBytesTransferred,
        fileInfo);
  }

  @Override
  public int flush(long fileContext, long fileInfo) {
    return view.flush(fileContext, fileInfo);
  }

  @Override
  public int getFileInfo(long fileContext, long fileInfo) {
    return view.getFileInfo(fileContext, fileInfo);
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
    return view.setBasicInfo(
        fileContext,
        fileAttributes,
        creationTime,
        lastAccessTime,
        lastWriteTime,
        changeTime,
        fileInfo);
  }

  @Override
  public int setFileSize(long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
    return view.setFileSize(fileContext, newSize, setAllocationSize, fileInfo);
  }

  @Override
  public int canDelete(long fileContext, long fileName) {
    return view.canDelete(fileContext, fileName);
  }

  @Override
  public int rename(long fileContext, long fileName, long newFileName, boolean replaceIfExists) {
    return view.rename(fileContext, fileName, newFileName, replaceIfExists);
  }

  @Override
  public int getSecurity(long fileContext, long securityDescriptor, long pSecurityDescriptorSize) {
    return view.getSecurity(fileContext, securityDescriptor, pSecurityDescriptorSize);
  }

  @Override
  public int setSecurity(long fileContext, int securityInformation, long modificationDescriptor) {
    return view.setSecurity(fileContext, securityInformation, modificationDescriptor);
  }

  @Override
  public int readDirectory(
      long fileContext,
      long pattern,
      long marker,
      long buffer,
      int length,
      long pBytesTransferred) {
    return view.readDirectory(fileContext, pattern, marker, buffer, length, pBytesTransferred);
  }

  @Override
  public int resolveReparsePoints(
      long fileName,
      int reparsePointIndex,
      boolean resolveLastPathComponent,
      long pIoStatus,
      long buffer,
      long pSize) {
    return view.resolveReparsePoints(
        fileName, reparsePointIndex, resolveLastPathComponent, pIoStatus, buffer, pSize);
  }

  @Override
  public int getReparsePoint(long fileContext, long fileName, long buffer, long pSize) {
    return view.getReparsePoint(fileContext, fileName, buffer, pSize);
  }

  @Override
  public int setReparsePoint(long fileContext, long fileName, long buffer, long size) {
    return view.setReparsePoint(fileContext, fileName, buffer, size);
  }

  @Override
  public int deleteReparsePoint(long fileContext, long fileName, long buffer, long size) {
    return view.deleteReparsePoint(fileContext, fileName, buffer, size);
  }

  @Override
  public int getStreamInfo(long fileContext, long buffer, int length, long pBytesTransferred) {
    return view.getStreamInfo(fileContext, buffer, length, pBytesTransferred);
  }

  @Override
  public int getDirInfoByName(long fileContext, long fileName, long dirInfo) {
    return view.getDirInfoByName(fileContext, fileName, dirInfo);
  }

  @Override
  public int control(
      long fileContext,
      int controlCode,
      long inputBuffer,
      int inputBufferLength,
      long outputBuffer,
      int outputBufferLength,
      long pBytesTransferred) {
    return view.control(
        fileContext,
        controlCode,
        inputBuffer,
        inputBufferLength,
        outputBuffer,
        outputBufferLength,
        pBytesTransferred);
  }

  @Override
  public int setDelete(long fileContext, long fileName, boolean deleteFile) {
    return view.setDelete(fileContext, fileName, deleteFile);
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
    return view.createEx(
        fileName,
        createOptions,
        grantedAccess,
        fileAttributes,
        securityDescriptor,
        allocationSize,
        extraBuffer,
        extraLength,
        extraBufferIsReparsePoint,
        pFileContext,
        fileInfo);
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
    return view.overwriteEx(
        fileContext, fileAttributes, replaceFileAttributes, allocationSize, ea, eaLength, fileInfo);
  }

  @Override
  public int getEa(long fileContext, long ea, int eaLength, long pBytesTransferred) {
    return view.getEa(fileContext, ea, eaLength, pBytesTransferred);
  }

  @Override
  public int setEa(long fileContext, long ea, int eaLength, long fileInfo) {
    return view.setEa(fileContext, ea, eaLength, fileInfo);
  }

  @Override
  public void dispatcherStopped(boolean normally) {
    view.dispatcherStopped(normally);
  }
}
