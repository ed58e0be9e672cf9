// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Appends several buffers as one. */
final class Appending {
  private Appending() {}

  static long write(RamDriveFileChannel channel, ByteBuffer[] sources, int offset, int length)
      throws IOException {
    long total = 0;
    for (int i = offset; i < offset + length; i++) {
      total += sources[i].remaining();
    }
    // What does not fit an array is a short write, as IOV_MAX buffers make one on Linux.
    ByteBuffer all = ByteBuffer.allocate((int) Math.min(total, Integer.MAX_VALUE - 8));
    for (int i = offset; i < offset + length && all.hasRemaining(); i++) {
      ByteBuffer source = sources[i];
      int count = Math.min(all.remaining(), source.remaining());
      all.put(source.slice(source.position(), count));
    }
    all.flip();
    int written = channel.write(all);
    int left = written;
    for (int i = offset; i < offset + length && left > 0; i++) {
      int count = Math.min(left, sources[i].remaining());
      sources[i].position(sources[i].position() + count);
      left -= count;
    }
    return written;
  }
}
