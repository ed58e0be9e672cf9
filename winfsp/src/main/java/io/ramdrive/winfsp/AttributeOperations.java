// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.*;
import static io.ramdrive.winfsp.binding.WinNt.*;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeStatistics;
import io.ramdrive.winfsp.binding.Pointer;
import io.ramdrive.winfsp.binding.VolumeInfo;
import io.ramdrive.winfsp.binding.WideString;
import io.ramdrive.winfsp.binding.WinFspConstants;
import java.lang.foreign.MemorySegment;

/** SetBasicInfo, GetVolumeInfo, SetVolumeLabel. */
final class AttributeOperations {
  /** WCHAR VolumeLabel[32] of FSP_FSCTL_VOLUME_INFO. */
  static final int MAX_LABEL_UNITS = 32;

  private static final MemorySegment MEMORY = Pointer.MEMORY;

  private final Volume volume;
  private volatile String label;

  AttributeOperations(Volume volume, String label) {
    this.volume = volume;
    this.label = label;
  }

  int setBasicInfo(
      Dispatch dispatch,
      OpenFile file,
      int fileAttributes,
      long creationTime,
      long lastAccessTime,
      long lastWriteTime,
      long changeTime,
      long fileInfo) {
    AttributeChange change = dispatch.change.clear();
    if (fileAttributes != INVALID_FILE_ATTRIBUTES) {
      change.dosAttributes(fileAttributes & FileInfos.SETTABLE);
    }
    if (creationTime > 0) {
      change.btime(FileTimes.seconds(creationTime), FileTimes.nanos(creationTime));
    }
    if (lastAccessTime > 0) {
      change.atime(FileTimes.seconds(lastAccessTime), FileTimes.nanos(lastAccessTime));
    }
    if (lastWriteTime > 0) {
      change.mtime(FileTimes.seconds(lastWriteTime), FileTimes.nanos(lastWriteTime));
    }
    if (changeTime > 0) {
      change.ctime(FileTimes.seconds(changeTime), FileTimes.nanos(changeTime));
    }
    Status status = volume.setattr(dispatch.call, file.file(), change);
    return status == Status.OK ? dispatch.fileInfo(file, fileInfo) : NtStatuses.of(status);
  }

  int getVolumeInfo(Dispatch dispatch, long volumeInfo) {
    VolumeStatistics statistics = dispatch.statistics;
    volume.statistics(statistics);
    VolumeInfo.totalSize(MEMORY, volumeInfo, statistics.capacity());
    VolumeInfo.freeSize(MEMORY, volumeInfo, Math.max(0, statistics.free()));
    int size = WideString.write(MEMORY, volumeInfo + VolumeInfo.VolumeLabel, label);
    VolumeInfo.volumeLabelLength(MEMORY, volumeInfo, size);
    return STATUS_SUCCESS;
  }

  int setVolumeLabel(Dispatch dispatch, long volumeLabel, long volumeInfo) {
    String wanted = WideString.read(volumeLabel);
    label = wanted.substring(0, Math.min(wanted.length(), MAX_LABEL_UNITS));
    return getVolumeInfo(dispatch, volumeInfo);
  }

  /**
   * A program has closed its last handle: notes what the kernel has seen of what it did meanwhile.
   */
  void noteUse(Dispatch dispatch, OpenFile file, int cleanupFlags) {
    AttributeChange change = dispatch.change.clear();
    boolean any = false;
    if ((cleanupFlags & WinFspConstants.FspCleanupSetArchiveBit) != 0 && !file.isDirectory()) {
      volume.getattr(dispatch.call, file.file());
      int attributes = FileInfos.fileAttributes(dispatch.call.attributes());
      if ((attributes & FILE_ATTRIBUTE_ARCHIVE) == 0) {
        change.dosAttributes((attributes & FileInfos.SETTABLE) | FILE_ATTRIBUTE_ARCHIVE);
        any = true;
      }
    }
    if ((cleanupFlags & WinFspConstants.FspCleanupSetLastAccessTime) != 0) {
      change.atimeNow();
      any = true;
    }
    if ((cleanupFlags & WinFspConstants.FspCleanupSetLastWriteTime) != 0) {
      change.mtimeNow();
      any = true;
    }
    if (any || (cleanupFlags & WinFspConstants.FspCleanupSetChangeTime) != 0) {
      volume.setattr(dispatch.call, file.file(), change); // the time of change becomes the present
    }
  }
}
