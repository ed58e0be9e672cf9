// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.MemorySegment;

/** The operations on the content of regular files, each under the locks of its files. */
final class FileContent {
  private final Xattrs xattrs;

  FileContent(Xattrs xattrs) {
    this.xattrs = xattrs;
  }

  Status read(Call call, RegularFile file, long offset, int length, ExtentSink sink) {
    if (offset < 0 || length < 0) {
      return Status.INVALID;
    }
    file.lockRead();
    try {
      call.count = file.read(call, offset, length, sink);
      file.accessed(call, call.beginsToRead(file, offset));
      return Status.OK;
    } finally {
      file.unlockRead();
    }
  }

  Status write(
      Call call,
      RegularFile file,
      long offset,
      MemorySegment source,
      long sourceOffset,
      int length,
      boolean killPrivileges) {
    if (offset < 0 || length < 0) {
      return Status.INVALID;
    }
    call.readClock();
    file.lockWrite();
    try {
      return writeLocked(call, file, offset, source, sourceOffset, length, killPrivileges);
    } finally {
      file.unlockWrite();
    }
  }

  Status writeInside(
      Call call,
      RegularFile file,
      long offset,
      MemorySegment source,
      long sourceOffset,
      int length,
      boolean killPrivileges) {
    if (offset < 0 || length < 0) {
      return Status.INVALID;
    }
    call.readClock();
    file.lockWrite();
    try {
      int inside = (int) Math.min(length, Math.max(0, file.size() - offset));
      return writeLocked(call, file, offset, source, sourceOffset, inside, killPrivileges);
    } finally {
      file.unlockWrite();
    }
  }

  Status append(
      Call call,
      RegularFile file,
      long saidOffset,
      MemorySegment source,
      long sourceOffset,
      int length,
      boolean killPrivileges) {
    if (length < 0) {
      return Status.INVALID;
    }
    call.readClock();
    file.lockWrite();
    try {
      if (file.size() > RegularFile.MAX_SIZE - length) {
        return Status.FILE_TOO_LARGE;
      }
      call.count = file.append(call, source, sourceOffset, length);
      Status status = written(call, file, call.position, length, killPrivileges);
      if (status == Status.OK) {
        call.change.displacedFrom(saidOffset);
      }
      return status;
    } finally {
      file.unlockWrite();
    }
  }

  private Status writeLocked(
      Call call,
      RegularFile file,
      long offset,
      MemorySegment source,
      long sourceOffset,
      int length,
      boolean killPrivileges) {
    if (offset > RegularFile.MAX_SIZE - length) {
      return Status.FILE_TOO_LARGE;
    }
    call.count = file.write(call, offset, source, sourceOffset, length);
    return written(call, file, offset, length, killPrivileges);
  }

  private Status written(
      Call call, RegularFile file, long offset, int length, boolean killPrivileges) {
    if (call.count == 0) {
      return length > 0 ? Status.NO_SPACE : Status.OK;
    }
    if (killPrivileges) {
      file.killPrivileges();
    }
    xattrs.killCapabilities(file);
    if (!call.keepsTimes) {
      file.modified(call);
    }
    call.change.range(ChangeKind.WRITTEN, file, offset, call.count);
    call.change.writtenBack(call.writesBack);
    return Status.OK;
  }

  Status stored(Call call, RegularFile file, long offset, long length) {
    call.readClock();
    file.lockWrite();
    try {
      long count = Math.min(length, file.size() - offset);
      if (count > 0) {
        file.modified(call);
        call.change.range(ChangeKind.WRITTEN, file, offset, count);
      }
      return Status.OK;
    } finally {
      file.unlockWrite();
    }
  }

  Status fallocate(Call call, RegularFile file, int mode, long offset, long length) {
    if (offset < 0 || length <= 0) {
      return Status.INVALID;
    }
    if (offset > RegularFile.MAX_SIZE - length) {
      return Status.FILE_TOO_LARGE;
    }
    call.readClock();
    file.lockWrite();
    try {
      boolean keepSize = (mode & Volume.FALLOC_FL_KEEP_SIZE) != 0;
      int action = mode & ~Volume.FALLOC_FL_KEEP_SIZE;
      long end = offset + length;
      Status status =
          switch (action) {
            case Volume.FALLOC_FL_UNSHARE_RANGE ->
                keepSize ? file.unshare(call, offset, end) : Status.UNSUPPORTED;
            case 0 -> file.allocate(call, offset, end, keepSize, false);
            case Volume.FALLOC_FL_ZERO_RANGE -> file.allocate(call, offset, end, keepSize, true);
            case Volume.FALLOC_FL_PUNCH_HOLE ->
                keepSize ? file.punchHole(call, offset, end) : Status.UNSUPPORTED;
            default -> Status.UNSUPPORTED;
          };
      if (status == Status.OK && action != Volume.FALLOC_FL_UNSHARE_RANGE) {
        file.modified(call);
        if (action == 0) {
          call.change.about(ChangeKind.ALLOCATED, file);
        } else {
          call.change.range(ChangeKind.WRITTEN, file, offset, length);
        }
      }
      return status;
    } finally {
      file.unlockWrite();
    }
  }

  Status trim(Call call, RegularFile file, long keep) {
    file.lockWrite();
    try {
      long before = file.allocated();
      file.trim(keep);
      if (file.allocated() != before) {
        call.change.about(ChangeKind.ALLOCATED, file);
      }
      file.fill(call.attributes);
      return Status.OK;
    } finally {
      file.unlockWrite();
    }
  }

  Status replace(Call call, RegularFile file, long reserve) {
    if (reserve < 0) {
      return Status.INVALID;
    }
    call.readClock();
    file.lockWrite();
    try {
      if (!file.replace(call, reserve)) {
        return Status.NO_SPACE;
      }
      xattrs.killCapabilities(file);
      file.modified(call);
      file.fill(call.attributes);
      call.change.range(ChangeKind.RESIZED, file, 0, Change.TO_THE_END);
      return Status.OK;
    } finally {
      file.unlockWrite();
    }
  }

  Status seek(Call call, RegularFile file, long offset, boolean data) {
    file.lockRead();
    try {
      if (offset < 0 || offset >= file.size()) {
        return Status.NO_SUCH_OFFSET;
      }
      call.count = data ? file.nextData(offset) : file.nextHole(offset);
      return call.count < 0 ? Status.NO_SUCH_OFFSET : Status.OK;
    } finally {
      file.unlockRead();
    }
  }

  Status copyRange(
      Call call,
      RegularFile from,
      long sourceOffset,
      RegularFile to,
      long targetOffset,
      long length) {
    if (sourceOffset < 0 || targetOffset < 0 || length < 0) {
      return Status.INVALID;
    }
    if (targetOffset > RegularFile.MAX_SIZE - length) {
      return Status.FILE_TOO_LARGE;
    }
    if (from == to && Math.abs(sourceOffset - targetOffset) < length) {
      return Status.INVALID;
    }
    call.readClock();
    RegularFile first = to.id() < from.id() ? to : from;
    RegularFile second = first == from ? to : from;
    first.lockWrite();
    if (second != first) {
      second.lockWrite();
    }
    try {
      long available = Math.min(length, Math.max(0, from.size() - sourceOffset));
      call.count = to.copyFrom(call, from, sourceOffset, targetOffset, available);
      if (call.count == 0) {
        return available > 0 ? Status.NO_SPACE : Status.OK;
      }
      from.accessed(call);
      xattrs.killCapabilities(to);
      to.modified(call);
      call.change.range(ChangeKind.WRITTEN, to, targetOffset, call.count);
      return Status.OK;
    } finally {
      if (second != first) {
        second.unlockWrite();
      }
      first.unlockWrite();
    }
  }
}
