// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_COLLAPSE_RANGE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_INSERT_RANGE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_KEEP_SIZE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_PUNCH_HOLE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_ZERO_RANGE;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * fallocate(2). tmpfs has neither ZERO_RANGE nor COLLAPSE_RANGE nor INSERT_RANGE, so there the
 * reference gets what fallocate(2) promises by other calls.
 */
record Fallocate(int slot, Flags mode, long offset, long length) implements Operation {
  private static final int PAGE = 4096;

  /** COLLAPSE_RANGE and INSERT_RANGE of larger files are left out: copying them takes too long. */
  private static final int LARGEST = RootedCalls.DATA_BYTES / 2;

  @Override
  public String perform(Replayer replayer) {
    int fd = replayer.descriptor(slot);
    boolean moves = mode.has(FALLOC_FL_COLLAPSE_RANGE) || mode.has(FALLOC_FL_INSERT_RANGE);
    if (moves && (replayer.size(fd) > LARGEST || length > LARGEST)) {
      return "left out: too large";
    }
    long result = replayer.calls().fallocate(fd, mode.bits(), offset, length);
    if (replayer.isReference() && result == -Errno.EOPNOTSUPP) {
      result = emulated(replayer, fd);
    }
    if (result == 0 && !mode.has(FALLOC_FL_PUNCH_HOLE)) {
      replayer.mark(fd, AllowedDifference.EXTENTS);
      if (moves) {
        replayer.mark(fd, AllowedDifference.BLOCKS);
      }
    }
    return Operation.result(result);
  }

  private long emulated(Replayer replayer, int fd) {
    RootedCalls calls = replayer.calls();
    int keep = mode.bits() & FALLOC_FL_KEEP_SIZE;
    if (mode.bits() == (FALLOC_FL_ZERO_RANGE | keep)) {
      long punched =
          calls.fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, length);
      return punched < 0 ? punched : calls.fallocate(fd, keep, offset, length);
    }
    boolean collapse = mode.bits() == FALLOC_FL_COLLAPSE_RANGE;
    if (!collapse && mode.bits() != FALLOC_FL_INSERT_RANGE) {
      return -Errno.EOPNOTSUPP;
    }
    long size = replayer.size(fd);
    if (offset % PAGE != 0 || length % PAGE != 0 || (collapse ? offset + length : offset) >= size) {
      return -Errno.EINVAL;
    }
    // Not this descriptor: it may be write-only or append.
    Long opened = calls.asRoot(() -> calls.openAbsolute("/proc/self/fd/" + fd, O_RDWR));
    int all = opened.intValue();
    calls.pread(all, 0, (int) size);
    byte[] old = calls.bytes(size);
    // For the times and the set-user-id bit, which the call changes for this user.
    calls.fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, length);
    byte[] moved = collapse ? collapsed(old) : inserted(old);
    MemorySegment.copy(MemorySegment.ofArray(moved), 0, calls.data(), 0, moved.length);
    calls.asRoot(() -> calls.pwrite(all, 0, moved.length) + calls.ftruncate(all, moved.length));
    calls.close(all);
    return 0;
  }

  private byte[] collapsed(byte[] old) {
    byte[] moved = Arrays.copyOf(old, old.length - (int) length);
    int end = (int) (offset + length);
    System.arraycopy(old, end, moved, (int) offset, old.length - end);
    return moved;
  }

  private byte[] inserted(byte[] old) {
    byte[] moved = Arrays.copyOf(old, old.length + (int) length);
    Arrays.fill(moved, (int) offset, (int) (offset + length), (byte) 0);
    System.arraycopy(old, (int) offset, moved, (int) (offset + length), old.length - (int) offset);
    return moved;
  }

  @Override
  public List<Integer> slots() {
    return List.of(slot);
  }
}
