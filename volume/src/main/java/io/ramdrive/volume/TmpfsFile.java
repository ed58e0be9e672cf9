// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A regular file whose content is a file of a {@link DetachedTmpfs} with the number of the inode,
 * made when it is first needed. The kernel may write and read that file by itself: so its size is
 * never kept here, and of the times here those count that the file has had since it was last looked
 * at under the write lock ({@link #absorb}).
 *
 * <p>A stream of bytes that reaches the file while a kernel writes to it is between two of its
 * writes: the tmpfs sees to that.
 */
final class TmpfsFile extends RegularFile {
  /** An offset of a file that was opened to append. */
  private static final long AT_THE_END = -1;

  private static final int LAST_NANO = 999_999_999;

  private final DetachedTmpfs tmpfs;
  private boolean made;

  /** A kernel has changed the content since views were last told of that. */
  private boolean untold;

  /** The times of the tmpfs's file that those of the inode take into account. */
  private long seenAtime;

  private long seenMtime;
  private long seenCtime;
  private long seenSize;
  private long seenAllocated;

  TmpfsFile(Volume volume, long id, Call call, int mode, DetachedTmpfs tmpfs) {
    super(volume, id, call, mode);
    this.tmpfs = tmpfs;
  }

  /** Opens the content, or returns the negated error number. Takes the lock. */
  int open() {
    lockWrite();
    try {
      return tryOpen(0);
    } finally {
      unlockWrite();
    }
  }

  /** Opens the content under the write lock. */
  private int open(int flags) {
    return opened(tryOpen(flags));
  }

  private int tryOpen(int flags) {
    if (made) {
      return tmpfs.open(id(), flags);
    }
    int fd = tmpfs.open(id(), flags | DetachedTmpfs.O_CREAT);
    if (fd >= 0) {
      made = true;
      noteTimes();
    }
    return fd;
  }

  private static int opened(int fd) {
    if (fd < 0) {
      throw DetachedTmpfs.failure("open", fd);
    }
    return fd;
  }

  @Override
  long size() {
    return made ? tmpfs.stat(id()).size() : 0;
  }

  @Override
  long allocated() {
    return made ? tmpfs.stat(id()).allocated() : 0;
  }

  @Override
  void fillContent(Attributes into) {
    if (!made) {
      super.fillContent(into);
      return;
    }
    TmpfsScratch now = tmpfs.stat(id());
    into.size = now.size();
    into.allocated = now.allocated();
    if (atime(now) != seenAtime) {
      into.atimeSeconds = now.atimeSeconds();
      into.atimeNanos = now.atimeNanos();
    }
    if (isChanged(now)) {
      if (isModifiedLater(now)) {
        into.mtimeSeconds = now.mtimeSeconds();
        into.mtimeNanos = now.mtimeNanos();
      } else if (mtime(now) != seenMtime) {
        into.mtimeNanos = Math.min(mtimeNanos + 1, LAST_NANO);
      }
      if (isChangedLater(now)) {
        into.ctimeSeconds = now.ctimeSeconds();
        into.ctimeNanos = now.ctimeNanos();
      } else {
        into.ctimeNanos = Math.min(ctimeNanos + 1, LAST_NANO);
      }
    }
  }

  @Override
  void absorb() {
    if (!made) {
      return;
    }
    TmpfsScratch now = tmpfs.stat(id());
    if (atime(now) != seenAtime) {
      atimeSeconds = now.atimeSeconds();
      atimeNanos = now.atimeNanos();
    }
    if (isChanged(now)) {
      untold = true;
      if (isModifiedLater(now)) {
        mtimeSeconds = now.mtimeSeconds();
        mtimeNanos = now.mtimeNanos();
      } else if (mtime(now) != seenMtime) {
        mtimeNanos = Math.min(mtimeNanos + 1, LAST_NANO);
      }
      if (isChangedLater(now)) {
        ctimeSeconds = now.ctimeSeconds();
        ctimeNanos = now.ctimeNanos();
      } else {
        ctimeNanos = Math.min(ctimeNanos + 1, LAST_NANO);
      }
    }
    see(now);
  }

  /** What a kernel has written before this counts as earlier, and moves the times once more. */
  @Override
  void changed(Call call) {
    absorb();
    super.changed(call);
  }

  /** Tells the views if a kernel has changed the content since they were last told. */
  void publishWrites(Call call) {
    lockWrite();
    try {
      absorb();
      if (untold) {
        untold = false;
        call.change.range(ChangeKind.WRITTEN, this, 0, Change.TO_THE_END);
      }
    } finally {
      unlockWrite();
    }
    volume().published(call, Status.OK);
  }

  /**
   * Gives the tmpfs's file the times of the inode, so that the kernel's next write moves them, even
   * within a tick of its clock.
   */
  @Override
  void timesSet() {
    if (made) {
      tmpfs.utimens(id(), atimeSeconds, atimeNanos, mtimeSeconds, mtimeNanos);
      noteTimes();
    }
  }

  private void noteTimes() {
    see(tmpfs.stat(id()));
  }

  private void see(TmpfsScratch now) {
    seenAtime = atime(now);
    seenMtime = mtime(now);
    seenCtime = ctime(now);
    seenSize = now.size();
    seenAllocated = now.allocated();
  }

  /** Whether a kernel has written to the file; before Linux 6.13 not all writes move the times. */
  private boolean isChanged(TmpfsScratch now) {
    return mtime(now) != seenMtime
        || ctime(now) != seenCtime
        || now.size() != seenSize
        || now.allocated() != seenAllocated;
  }

  /**
   * Whether the time that a kernel has set counts: it does unless that of the inode comes from a
   * finer clock, and not from the tmpfs's file or a user: then it moves by the least there is.
   */
  private boolean isModifiedLater(TmpfsScratch now) {
    long own = mtimeSeconds * 1_000_000_000 + mtimeNanos;
    return own == seenMtime || mtime(now) > own;
  }

  private boolean isChangedLater(TmpfsScratch now) {
    return now.ctimeSeconds() > ctimeSeconds
        || (now.ctimeSeconds() == ctimeSeconds && now.ctimeNanos() > ctimeNanos);
  }

  private static long atime(TmpfsScratch stat) {
    return stat.atimeSeconds() * 1_000_000_000 + stat.atimeNanos();
  }

  private static long mtime(TmpfsScratch stat) {
    return stat.mtimeSeconds() * 1_000_000_000 + stat.mtimeNanos();
  }

  private static long ctime(TmpfsScratch stat) {
    return stat.ctimeSeconds() * 1_000_000_000 + stat.ctimeNanos();
  }

  @Override
  void freeContent() {
    if (made) {
      tmpfs.unlink(id());
    }
  }

  /** The kernel notes the access, by the rules that {@code relatime} has. */
  @Override
  void accessed(Call call, boolean begins) {}

  @Override
  long read(Call call, long offset, int length, ExtentSink sink) {
    if (!made || length == 0) {
      sink.transfer(0);
      return 0;
    }
    int fd = opened(tmpfs.open(id(), call.keepsAccessTimes ? DetachedTmpfs.O_NOATIME : 0));
    try {
      return read(fd, offset, Math.min(length, Math.max(0, size() - offset)), sink);
    } finally {
      DetachedTmpfs.close(fd);
    }
  }

  /** Not through a map: that takes memory for each hole that is read. */
  private long read(int fd, long offset, long length, ExtentSink sink) {
    MemorySegment buffer = tmpfs.scratch().buffer(Math.min(length, TmpfsScratch.BUFFER_SIZE));
    long address = buffer.address();
    long count = 0;
    while (count < length) {
      long step = Math.min(length - count, buffer.byteSize());
      long got = DetachedTmpfs.pread(fd, address, step, offset + count);
      if (got < 0) {
        throw DetachedTmpfs.failure("pread", got);
      }
      if (got == 0) {
        break;
      }
      sink.extent(address, got);
      count += got;
    }
    sink.transfer(count);
    return count;
  }

  @Override
  long write(Call call, long offset, MemorySegment source, long sourceOffset, int length) {
    if (length == 0) {
      return 0;
    }
    int fd = open(0);
    try {
      absorb();
      return write(fd, offset, source, sourceOffset, length);
    } finally {
      noteTimes();
      DetachedTmpfs.close(fd);
    }
  }

  @Override
  long append(Call call, MemorySegment source, long sourceOffset, int length) {
    int fd = open(DetachedTmpfs.O_APPEND);
    try {
      absorb();
      long count = write(fd, AT_THE_END, source, sourceOffset, length);
      call.position =
          count == 0 ? size() : DetachedTmpfs.lseek(fd, 0, DetachedTmpfs.SEEK_CUR) - count;
      return count;
    } finally {
      noteTimes();
      DetachedTmpfs.close(fd);
    }
  }

  private long write(int fd, long offset, MemorySegment source, long sourceOffset, int length) {
    long done = 0;
    while (done < length) {
      long step = length - done;
      long address;
      if (source.isNative()) {
        address = source.asSlice(sourceOffset + done, step).address();
      } else {
        step = Math.min(step, TmpfsScratch.BUFFER_SIZE);
        MemorySegment buffer = tmpfs.scratch().buffer(step);
        MemorySegment.copy(source, sourceOffset + done, buffer, 0, step);
        address = buffer.address();
      }
      long count =
          offset == AT_THE_END
              ? DetachedTmpfs.write(fd, address, step)
              : DetachedTmpfs.pwrite(fd, address, step, offset + done);
      if (count < 0 && count != -DetachedTmpfs.ENOSPC) {
        throw DetachedTmpfs.failure("write", count);
      }
      if (count <= 0) {
        break;
      }
      done += count;
    }
    return done;
  }

  @Override
  Status setSize(Call call, long size) {
    if (size < 0) {
      return Status.INVALID;
    }
    if (!made && size == 0) {
      return Status.OK;
    }
    int fd = open(0);
    try {
      absorb();
      return changed(DetachedTmpfs.ftruncate(fd, size));
    } finally {
      DetachedTmpfs.close(fd);
    }
  }

  @Override
  Status allocate(Call call, long offset, long end, boolean keepSize, boolean zero) {
    int mode = keepSize ? Volume.FALLOC_FL_KEEP_SIZE : 0;
    long length = end - offset;
    return zero ? zero(mode, offset, length) : fallocate(mode, offset, length);
  }

  /**
   * A tmpfs cannot do it at once. What is missing is allocated first, so that a lack of space
   * changes nothing, unless a kernel takes what is free for the moment that nothing is there.
   */
  private Status zero(int mode, long offset, long length) {
    Status status = fallocate(Volume.FALLOC_FL_KEEP_SIZE, offset, length);
    if (status == Status.OK) {
      status = punchHole(offset, length);
    }
    return status == Status.OK ? fallocate(mode, offset, length) : status;
  }

  @Override
  Status unshare(Call call, long offset, long end) {
    long before = allocated();
    Status status = fallocate(Volume.FALLOC_FL_KEEP_SIZE, offset, end - offset);
    if (allocated() != before) {
      call.change.about(ChangeKind.ALLOCATED, this);
    }
    return status;
  }

  @Override
  Status punchHole(Call call, long offset, long end) {
    return punchHole(offset, end - offset);
  }

  private Status punchHole(long offset, long length) {
    return fallocate(Volume.FALLOC_FL_PUNCH_HOLE | Volume.FALLOC_FL_KEEP_SIZE, offset, length);
  }

  private Status fallocate(int mode, long offset, long length) {
    int fd = open(0);
    try {
      absorb();
      return changed(DetachedTmpfs.fallocate(fd, mode, offset, length));
    } finally {
      DetachedTmpfs.close(fd);
    }
  }

  /** The status of a call that has changed the content, whose times are the caller's to set. */
  private Status changed(int result) {
    noteTimes();
    return switch (-result) {
      case 0 -> Status.OK;
      case DetachedTmpfs.ENOSPC -> Status.NO_SPACE;
      case DetachedTmpfs.EFBIG -> Status.FILE_TOO_LARGE;
      case DetachedTmpfs.EINVAL -> Status.INVALID;
      case DetachedTmpfs.EOPNOTSUPP -> Status.UNSUPPORTED;
      default -> throw DetachedTmpfs.failure("ftruncate, fallocate", result);
    };
  }

  @Override
  void trim(long keep) {
    if (!made) {
      return;
    }
    long page = volume().pageSize();
    long from = (Math.max(size(), keep) + page - 1) & -page;
    if (from >= 0) { // else nothing can lie behind it
      punchHole(from, MAX_SIZE - from);
    }
  }

  /** Between the two steps a kernel may take what was free: then less is reserved. */
  @Override
  boolean replace(Call call, long reserve) {
    VolumeStatistics space = new VolumeStatistics();
    tmpfs.statistics(space);
    if (reserve > space.free() + allocated()) {
      return false;
    }
    setSize(call, 0);
    return reserve == 0 || allocate(call, 0, reserve, true, false) == Status.OK;
  }

  @Override
  long nextData(long offset) {
    return seek(offset, DetachedTmpfs.SEEK_DATA, -1);
  }

  @Override
  long nextHole(long offset) {
    return seek(offset, DetachedTmpfs.SEEK_HOLE, size());
  }

  private long seek(long offset, int whence, long ifNone) {
    int fd = opened(tmpfs.open(id(), 0));
    try {
      long found = DetachedTmpfs.lseek(fd, offset, whence);
      return found < 0 ? ifNone : found;
    } finally {
      DetachedTmpfs.close(fd);
    }
  }

  @Override
  long copyFrom(Call call, RegularFile source, long sourceOffset, long targetOffset, long length) {
    if (length == 0) { // the source may have no content yet
      return 0;
    }
    int from = opened(tmpfs.open(source.id(), 0));
    int to = -1;
    try {
      to = open(0);
      absorb();
      long done = 0;
      while (done < length) {
        long count = tmpfs.copy(from, sourceOffset + done, to, targetOffset + done, length - done);
        if (count < 0 && count != -DetachedTmpfs.ENOSPC) {
          throw DetachedTmpfs.failure("copy_file_range", count);
        }
        if (count <= 0) {
          break;
        }
        done += count;
      }
      return done;
    } finally {
      DetachedTmpfs.close(from);
      if (to >= 0) {
        noteTimes();
        DetachedTmpfs.close(to);
      }
    }
  }

  @Override
  Status map(Call call, long offset, long length, Arena arena, Runnable whenUnmapped) {
    if (offset < 0 || length <= 0 || offset > MAX_SIZE - length) {
      return Status.INVALID;
    }
    long before = offset & (volume().pageSize() - 1);
    long address;
    lockWrite();
    try {
      if (offset + length > size()) {
        return Status.INVALID;
      }
      // Nobody could be told of the lack of space by whom stores to a hole.
      Status status = fallocate(Volume.FALLOC_FL_KEEP_SIZE, offset, length);
      if (status != Status.OK) {
        return status;
      }
      int fd = open(0);
      address = DetachedTmpfs.map(fd, offset - before, before + length);
      DetachedTmpfs.close(fd);
      if (address < 0) {
        return Status.NO_SPACE;
      }
      retain();
    } finally {
      unlockWrite();
    }
    Runnable unmap =
        () -> {
          try {
            whenUnmapped.run();
          } finally {
            DetachedTmpfs.unmap(address, before + length);
            release();
          }
        };
    boolean done = false;
    try {
      call.mapped =
          MemorySegment.ofAddress(address + before)
              .reinterpret(length, arena, memory -> unmap.run());
      done = true;
    } finally {
      if (!done) { // the arena is closed, or another thread's
        unmap.run();
      }
    }
    return Status.OK;
  }
}
