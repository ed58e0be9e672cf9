// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.FileInfo;
import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.Operations;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.VolumeInfo;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinFspConstants;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.foreign.Arena;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Views that do something wrong, or answer it. */
final class OperationBugs {
  private OperationBugs() {}

  private static final long SCRATCH = Arena.global().allocate(256, 8).address();

  /** A file of the last page is longer for what was written behind its end. */
  static final class ConstrainedWritesExtend extends ForwardingOperations {
    ConstrainedWritesExtend(Operations view) {
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
      return view.write(
          fileContext,
          buffer,
          offset,
          length,
          writeToEndOfFile,
          false,
          pBytesTransferred,
          fileInfo);
    }
  }

  /** A file gets its size, but not the space for it. */
  static final class NoReservation extends ForwardingOperations {
    private final Volume volume;

    NoReservation(Operations view, Volume volume) {
      super(view);
      this.volume = volume;
    }

    @Override
    public int setFileSize(
        long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
      int status = view.getFileInfo(fileContext, fileInfo);
      boolean grows = newSize > FileInfo.fileSize(Pointer.MEMORY, fileInfo);
      if (status != 0 || setAllocationSize || !grows) {
        return view.setFileSize(fileContext, newSize, setAllocationSize, fileInfo);
      }
      Inode inode = volume.inode(FileInfo.indexNumber(Pointer.MEMORY, fileInfo));
      if (inode != null) {
        volume.setattr(new Call(each -> {}), inode, new AttributeChange().size(newSize));
      }
      return view.getFileInfo(fileContext, fileInfo);
    }
  }

  /** Content is lost before it is known whether there is space for what comes. */
  static final class OverwritesTooEarly extends ForwardingOperations {
    OverwritesTooEarly(Operations view) {
      super(view);
    }

    @Override
    public int overwrite(
        long fileContext,
        int fileAttributes,
        boolean replaceFileAttributes,
        long allocationSize,
        long fileInfo) {
      view.setFileSize(fileContext, 0, false, SCRATCH);
      return view.overwrite(
          fileContext, fileAttributes, replaceFileAttributes, allocationSize, fileInfo);
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
      view.setFileSize(fileContext, 0, false, SCRATCH);
      return view.overwriteEx(
          fileContext,
          fileAttributes,
          replaceFileAttributes,
          allocationSize,
          ea,
          eaLength,
          fileInfo);
    }
  }

  /** A file that cannot have its size loses what it had. */
  static final class ResizesTooEarly extends ForwardingOperations {
    ResizesTooEarly(Operations view) {
      super(view);
    }

    @Override
    public int setFileSize(
        long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
      int status = view.setFileSize(fileContext, newSize, setAllocationSize, fileInfo);
      if (status != NtStatus.STATUS_SUCCESS) {
        view.setFileSize(fileContext, 0, false, SCRATCH);
      }
      return status;
    }
  }

  /** A deleted file's content goes with its name, though others have it open. */
  static final class FreesAtCleanup extends ForwardingOperations {
    FreesAtCleanup(Operations view) {
      super(view);
    }

    @Override
    public void cleanup(long fileContext, long fileName, int flags) {
      if ((flags & WinFspConstants.FspCleanupDelete) != 0) {
        view.setFileSize(fileContext, 0, false, SCRATCH);
      }
      view.cleanup(fileContext, fileName, flags);
    }
  }

  /** Deleted files stay. */
  static final class ForgetsToDelete extends ForwardingOperations {
    ForgetsToDelete(Operations view) {
      super(view);
    }

    @Override
    public void cleanup(long fileContext, long fileName, int flags) {
      view.cleanup(fileContext, Pointer.NULL, flags & ~WinFspConstants.FspCleanupDelete);
    }
  }

  /** Files are never let go of. */
  static final class ForgetsToClose extends ForwardingOperations {
    ForgetsToClose(Operations view) {
      super(view);
    }

    @Override
    public void close(long fileContext) {}
  }

  /** The file is let go of while it is still in use. */
  static final class ClosesAtCleanup extends ForwardingOperations {
    ClosesAtCleanup(Operations view) {
      super(view);
    }

    @Override
    public void cleanup(long fileContext, long fileName, int flags) {
      view.cleanup(fileContext, fileName, flags);
      view.close(fileContext);
    }
  }

  /** The end of a file is a success without bytes. */
  static final class NoEndOfFile extends ForwardingOperations {
    NoEndOfFile(Operations view) {
      super(view);
    }

    @Override
    public int read(
        long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
      int status = view.read(fileContext, buffer, offset, length, pBytesTransferred);
      return status == NtStatus.STATUS_END_OF_FILE ? NtStatus.STATUS_SUCCESS : status;
    }
  }

  /** Each read changes an attribute, and the kernel is not told. */
  static final class ChangesOnRead extends ForwardingOperations {
    ChangesOnRead(Operations view) {
      super(view);
    }

    @Override
    public int read(
        long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
      view.setBasicInfo(fileContext, WinNt.FILE_ATTRIBUTE_SYSTEM, 0, 0, 0, 0, SCRATCH);
      return view.read(fileContext, buffer, offset, length, pBytesTransferred);
    }
  }

  /** Waits within a callback for what only another callback brings. */
  static final class Blocks extends ForwardingOperations {
    private volatile CountDownLatch closed = new CountDownLatch(1);

    Blocks(Operations view) {
      super(view);
    }

    @Override
    public int flush(long fileContext, long fileInfo) {
      closed = new CountDownLatch(1);
      try {
        closed.await(1500, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return view.flush(fileContext, fileInfo);
    }

    @Override
    public void close(long fileContext) {
      closed.countDown();
      view.close(fileContext);
    }
  }

  /** STATUS_WAIT_1, which counts as success nearly everywhere. */
  static final class PositiveStatus extends ForwardingOperations {
    PositiveStatus(Operations view) {
      super(view);
    }

    @Override
    public int flush(long fileContext, long fileInfo) {
      int status = view.flush(fileContext, fileInfo);
      return status == 0 ? 1 : status;
    }
  }

  /** Fails as no program can understand it. */
  static final class Throws extends ForwardingOperations {
    Throws(Operations view) {
      super(view);
    }

    @Override
    public int getFileInfo(long fileContext, long fileInfo) {
      throw new IllegalStateException("a seeded bug");
    }
  }

  /** Keeps the memory that a request came with, and writes there later. */
  static final class TouchesLater extends ForwardingOperations {
    private long last;

    TouchesLater(Operations view) {
      super(view);
    }

    @Override
    public int read(
        long fileContext, long buffer, long offset, int length, long pBytesTransferred) {
      if (last != 0) {
        Pointer.MEMORY.set(JAVA_BYTE, last, (byte) 1);
      }
      last = buffer;
      return view.read(fileContext, buffer, offset, length, pBytesTransferred);
    }
  }

  /** All that there is is free. */
  static final class AllIsFree extends ForwardingOperations {
    AllIsFree(Operations view) {
      super(view);
    }

    @Override
    public int getVolumeInfo(long volumeInfo) {
      int status = view.getVolumeInfo(volumeInfo);
      VolumeInfo.freeSize(
          Pointer.MEMORY, volumeInfo, VolumeInfo.totalSize(Pointer.MEMORY, volumeInfo));
      return status;
    }
  }

  /** Whatever keeps a file from its new name is called a collision. */
  static final class AllIsCollision extends ForwardingOperations {
    AllIsCollision(Operations view) {
      super(view);
    }

    @Override
    public int rename(long fileContext, long fileName, long newFileName, boolean replaceIfExists) {
      int status = view.rename(fileContext, fileName, newFileName, replaceIfExists);
      return status == 0 ? 0 : NtStatus.STATUS_OBJECT_NAME_COLLISION;
    }
  }

  /** A directory with entries may be deleted. */
  static final class DeletesAnything extends ForwardingOperations {
    DeletesAnything(Operations view) {
      super(view);
    }

    @Override
    public int canDelete(long fileContext, long fileName) {
      return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public int setDelete(long fileContext, long fileName, boolean deleteFile) {
      return NtStatus.STATUS_SUCCESS;
    }
  }

  /** Times and attributes are not taken, and success is answered. */
  static final class KeepsBasicInfo extends ForwardingOperations {
    KeepsBasicInfo(Operations view) {
      super(view);
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
      return view.setBasicInfo(fileContext, WinNt.INVALID_FILE_ATTRIBUTES, 0, 0, 0, 0, fileInfo);
    }
  }

  /** An allocation below the size leaves the size. */
  static final class KeepsSize extends ForwardingOperations {
    KeepsSize(Operations view) {
      super(view);
    }

    @Override
    public int setFileSize(
        long fileContext, long newSize, boolean setAllocationSize, long fileInfo) {
      return setAllocationSize
          ? view.getFileInfo(fileContext, fileInfo)
          : view.setFileSize(fileContext, newSize, false, fileInfo);
    }
  }

  /** What hangs sooner or later. */
  static final class NotifiesAtCleanup extends ForwardingOperations {
    private final SimulatedMount mount;

    NotifiesAtCleanup(Operations view, SimulatedMount mount) {
      super(view);
      this.mount = mount;
    }

    @Override
    public void cleanup(long fileContext, long fileName, int flags) {
      view.cleanup(fileContext, fileName, flags);
      if (fileName != Pointer.NULL) {
        mount
            .mount()
            .host()
            .notify(
                WinNt.FILE_NOTIFY_CHANGE_FILE_NAME,
                WinNt.FILE_ACTION_REMOVED,
                WideString.read(fileName));
      }
    }
  }
}
