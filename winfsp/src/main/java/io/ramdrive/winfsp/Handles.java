// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Volume;
import io.ramdrive.winfsp.binding.OpenFileInfo;
import io.ramdrive.winfsp.binding.Pointer;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What is open, and how the kernel is told that something is from now on. */
final class Handles {
  private static final MemorySegment MEMORY = Pointer.MEMORY;

  private final OpenFiles files = new OpenFiles();
  private final KernelNames kernelNames;
  private final boolean normalizes;

  Handles(Volume volume, KernelNames kernelNames) {
    this.kernelNames = kernelNames;
    normalizes = volume.nameMatching() == NameMatching.CASE_INSENSITIVE;
  }

  /** What has this number, or null when nothing has. */
  @Nullable OpenFile find(long context) {
    return files.find(context);
  }

  /** How much is open. */
  int count() {
    return files.count();
  }

  /** Opens what the walk holds, and answers so; the walk lets go of it. */
  int open(Dispatch dispatch, long pFileContext, long openFileInfo) {
    PathWalk path = dispatch.path;
    // Known before its attributes are read: what changes from now on, the kernel is told.
    KernelName name = kernelNames.opened(path.inode().id(), path.storedPath());
    OpenFile file;
    try {
      file = path.open(files, name);
    } catch (RuntimeException | Error failure) {
      kernelNames.closed(name);
      throw failure;
    }
    try {
      answer(dispatch, file, pFileContext, openFileInfo);
    } catch (RuntimeException | Error failure) {
      close(file.context());
      throw failure;
    }
    return STATUS_SUCCESS;
  }

  private void answer(Dispatch dispatch, OpenFile file, long pFileContext, long openFileInfo) {
    dispatch.fileInfo(file, openFileInfo);
    long normalized = OpenFileInfo.normalizedName(MEMORY, openFileInfo);
    if (normalizes && normalized != Pointer.NULL) {
      int room = OpenFileInfo.normalizedNameSize(MEMORY, openFileInfo);
      int size = dispatch.path.writeStoredPath(normalized, room);
      if (size > 0) {
        OpenFileInfo.normalizedNameSize(MEMORY, openFileInfo, size);
      }
    }
    MEMORY.set(JAVA_LONG_UNALIGNED, pFileContext, file.context());
  }

  /** The kernel will not say this number again. */
  void close(long context) {
    OpenFile file = files.remove(context);
    if (file != null) {
      kernelNames.closed(file.name());
      file.release();
    }
  }

  /** Closes all: for when WinFsp is gone. */
  void closeAll() {
    files.forEach(file -> close(file.context()));
  }
}
