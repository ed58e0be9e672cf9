// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static io.ramdrive.winfsp.binding.NtStatus.STATUS_SUCCESS;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.CopyingSink;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeStatistics;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What one of WinFsp's threads serves requests with. Reused from request to request, so that a
 * request need not allocate; never shared between threads.
 */
final class Dispatch {
  /** Room for one record of any kind: 64 KiB for a value, and its header and name. */
  private static final long SCRATCH_SIZE = (64 << 10) + 1024;

  /** For the operation that was asked for. */
  final Call call;

  /** For what has to be done besides, without disturbing the results of the other. */
  final Call aside;

  final PathWalk path;
  final PathWalk newPath;
  final AttributeChange change = new AttributeChange();
  final CopyingSink sink = new CopyingSink();
  final VolumeStatistics statistics = new VolumeStatistics();
  final EmptinessCheck emptiness = new EmptinessCheck();
  final DirectorySnapshot.Builder listing = new DirectorySnapshot.Builder();

  /** Native memory in which a record for the kernel is put together. */
  final MemorySegment scratch;

  private final Volume volume;

  /**
   * @param arena what the native memory is from
   */
  Dispatch(Volume volume, View view, Owner owner, Arena arena) {
    this.volume = volume;
    scratch = arena.allocate(SCRATCH_SIZE, Long.BYTES);
    call = owner.asCaller(new Call(view));
    aside = owner.asCaller(new Call(view));
    path = new PathWalk(volume, call);
    newPath = new PathWalk(volume, owner.asCaller(new Call(view)));
  }

  /** Fills FSP_FSCTL_FILE_INFO with what is true of an open file at this moment. */
  int fileInfo(OpenFile file, long to) {
    volume.getattr(call, file.file());
    FileInfos.write(to, call.attributes());
    if (file.isStream()) {
      volume.getattr(call, file.inode());
      FileInfos.writeStream(to, call.attributes());
    }
    return STATUS_SUCCESS;
  }

  /**
   * Who owns what Windows' programs make, for the other views; Windows itself goes by security
   * descriptors.
   */
  record Owner(int uid, int gid, int umask) {
    private Call asCaller(Call call) {
      return call.as(uid, gid, umask).keepAccessTimes();
    }
  }
}
