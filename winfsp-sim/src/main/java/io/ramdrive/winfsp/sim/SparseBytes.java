// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Bytes of a file, as programs wrote them; what nobody wrote is zero. */
final class SparseBytes {
  private static final int BLOCK = 4096;

  private final Map<Long, byte[]> blocks = new HashMap<>();

  synchronized void write(long offset, byte[] source, int from, int length) {
    for (int done = 0; done < length; ) {
      long at = offset + done;
      int within = (int) (at % BLOCK);
      int count = Math.min(BLOCK - within, length - done);
      byte[] block = blocks.computeIfAbsent(at / BLOCK, any -> new byte[BLOCK]);
      System.arraycopy(source, from + done, block, within, count);
      done += count;
    }
  }

  synchronized byte[] read(long offset, int length) {
    byte[] target = new byte[length];
    for (int done = 0; done < length; ) {
      long at = offset + done;
      int within = (int) (at % BLOCK);
      int count = Math.min(BLOCK - within, length - done);
      byte[] block = blocks.get(at / BLOCK);
      if (block != null) {
        System.arraycopy(block, within, target, done, count);
      }
      done += count;
    }
    return target;
  }

  /** How many bytes the blocks have in which something is not zero. */
  synchronized long held() {
    long held = 0;
    for (byte[] block : blocks.values()) {
      if (Arrays.mismatch(block, new byte[BLOCK]) >= 0) {
        held += BLOCK;
      }
    }
    return held;
  }

  /** Everything from here on is zero. */
  synchronized void truncate(long size) {
    long last = (size + BLOCK - 1) / BLOCK;
    blocks.keySet().removeIf(index -> index >= last);
    int within = (int) (size % BLOCK);
    byte[] block = blocks.get(size / BLOCK);
    if (within != 0 && block != null) {
      Arrays.fill(block, within, BLOCK, (byte) 0);
    }
  }
}
