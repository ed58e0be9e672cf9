// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.InterfaceSlot;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Views that answer another FileInfo than the true one. */
final class FileInfoBugs {
  private FileInfoBugs() {}

  /** Where a FileInfo goes that nobody is to see. */
  private static final long SCRATCH = Arena.global().allocate(256, 8).address();

  /** A view whose answers of FileInfo are distorted. */
  abstract static class Distorted extends ForwardingOperations {
    Distorted(Operations view) {
      super(view);
    }

    /** After this slot's callback has succeeded, and filled the FileInfo there. */
    abstract void distort(InterfaceSlot slot, long fileInfo);

    private int answered(InterfaceSlot slot, int status, long fileInfo) {
      if (status == 0) {
        distort(slot, fileInfo);
      }
      return status;
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
      int status =
          view.create(
              fileName,
              createOptions,
              grantedAccess,
              fileAttributes,
              securityDescriptor,
              allocationSize,
              pFileContext,
              fileInfo);
      return answered(InterfaceSlot.Create, status, fileInfo);
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
      int status =
          view.createEx(
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
      return answered(InterfaceSlot.Create, status, fileInfo);
    }

    @Override
    public int open(
        long fileName, int createOptions, int grantedAccess, long pFileContext, long fileInfo) {
      int status = view.open(fileName, createOptions, grantedAccess, pFileContext, fileInfo);
      return answered(InterfaceSlot.Open, status, fileInfo);
    }

    @Override
    public int overwrite(
        long fileContext,
        int fileAttributes,
        boolean replaceFileAttributes,
        long allocationSize,
        long fileInfo) {
      int status =
          view.overwrite(
              fileContext, fileAttributes, replaceFileAttributes, allocationSize, fileInfo);
      return answered(InterfaceSlot.Overwrite, status, fileInfo);
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
      int status =
          view.overwriteEx(
              fileContext,
              fileAttributes,
              replaceFileAttributes,
              allocationSize,
              ea,
              eaLength,
              fileInfo);
      return answered(InterfaceSlot.Overwrite, status, fileInfo);
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
      int status =
          view.write(
              fileContext,
              buffer,
              offset,
              length,
              writeToEndOfFile,
              constrainedIo,
              pBytesTransferred,
              fileInfo);
      return answered(InterfaceSlot.Write, status, fileInfo);
    }

    @Override
    public int flush(long fileContext, long fileInfo) {
      int status = view.flush(fileContext, fileInfo);
      return fileContext == 0 ? status : answered(InterfaceSlot.Flush, status, fileInfo);
    }

    @Override
    public int getFileInfo(long fileContext, long fileInfo) {
      return answered(InterfaceSlot.GetFileInfo, view.getFileInfo(fileContext, fileInfo), fileInfo);
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
      int status =
          view.setBasicInfo(
              fileContext,
              fileAttributes,
              creationTime,
              lastAccessTime,
              lastWriteTime,
              changeTime,
              fileInfo);
      return answered(InterfaceSlot.SetBasicInfo, status, fileInfo);
    }

    @Override
    public int setFileSize(
        long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
      int status = view.setFileSize(fileContext, newSize, setAllocationSize, fileInfo);
      return answered(InterfaceSlot.SetFileSize, status, fileInfo);
    }
  }

  /** Answers what was in the memory before, as if nothing had been written there. */
  static final class NotFilled extends Distorted {
    private final InterfaceSlot slot;

    NotFilled(Operations view, InterfaceSlot slot) {
      super(view);
      this.slot = slot;
    }

    @Override
    void distort(InterfaceSlot answering, long fileInfo) {
      if (answering == slot) {
        // WinFsp hands out zeros, but for Write, which gets what was on its stack.
        Pointer.MEMORY
            .asSlice(fileInfo, FileInfo.SIZE)
            .fill((byte) (slot == InterfaceSlot.Write ? 0xDB : 0));
      }
    }
  }

  /** Answers what was true before. */
  static final class Stale extends ForwardingOperations {
    Stale(Operations view) {
      super(view);
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
      int before = view.getFileInfo(fileContext, fileInfo);
      int status =
          view.write(
              fileContext,
              buffer,
              offset,
              length,
              writeToEndOfFile,
              constrainedIo,
              pBytesTransferred,
              SCRATCH);
      return before == 0 ? status : before;
    }

    @Override
    public int setFileSize(
        long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
      int before = view.getFileInfo(fileContext, fileInfo);
      int status = view.setFileSize(fileContext, newSize, setAllocationSize, SCRATCH);
      return before == 0 ? status : before;
    }
  }

  /** Answers the same IndexNumber for every file. */
  static final class SameIndexNumber extends Distorted {
    private final long number;

    SameIndexNumber(Operations view, long number) {
      super(view);
      this.number = number;
    }

    @Override
    void distort(InterfaceSlot slot, long fileInfo) {
      FileInfo.indexNumber(Pointer.MEMORY, fileInfo, number);
    }
  }

  /** Says that files take no space. */
  static final class NoAllocation extends Distorted {
    NoAllocation(Operations view) {
      super(view);
    }

    @Override
    void distort(InterfaceSlot slot, long fileInfo) {
      FileInfo.allocationSize(Pointer.MEMORY, fileInfo, 0);
    }
  }

  /** Forgets the attributes of new files: ARCHIVE too. */
  static final class NoArchive extends Distorted {
    NoArchive(Operations view) {
      super(view);
    }

    @Override
    void distort(InterfaceSlot slot, long fileInfo) {
      MemorySegment memory = Pointer.MEMORY;
      int attributes = FileInfo.fileAttributes(memory, fileInfo);
      int kept = attributes & ~WinNt.FILE_ATTRIBUTE_ARCHIVE;
      FileInfo.fileAttributes(memory, fileInfo, kept == 0 ? WinNt.FILE_ATTRIBUTE_NORMAL : kept);
    }
  }
}
