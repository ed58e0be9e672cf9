// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_KEEP_SIZE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_PUNCH_HOLE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_ZERO_RANGE;

import java.util.List;

/** fallocate(2). tmpfs has no ZERO_RANGE, so there the reference gets its parts. */
record Fallocate(int slot, Flags mode, long offset, long length) implements Operation {
  @Override
  public String perform(Replayer replayer) {
    int fd = replayer.descriptor(slot);
    long result = replayer.calls().fallocate(fd, mode.bits(), offset, length);
    boolean zeroes = (mode.bits() & ~FALLOC_FL_KEEP_SIZE) == FALLOC_FL_ZERO_RANGE;
    if (zeroes && replayer.isReference() && result == -Errno.EOPNOTSUPP) {
      result = zero(replayer.calls(), fd);
    }
    if (result == 0 && !mode.has(FALLOC_FL_PUNCH_HOLE)) {
      replayer.mark(fd, AllowedDifference.EXTENTS);
    }
    return Operation.result(result);
  }

  private long zero(RootedCalls calls, int fd) {
    int punch = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    long punched = calls.fallocate(fd, punch, offset, length);
    return punched < 0
        ? punched
        : calls.fallocate(fd, mode.bits() & FALLOC_FL_KEEP_SIZE, offset, length);
  }

  @Override
  public List<Integer> slots() {
    return List.of(slot);
  }
}
