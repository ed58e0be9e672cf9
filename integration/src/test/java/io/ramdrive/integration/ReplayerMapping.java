// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A shared mapping of a file. It is loaded and stored by system calls between the mapping and a
 * scratch file, so that a page that cannot be had is EFAULT and no signal.
 */
final class ReplayerMapping implements AutoCloseable {
  private final RootedCalls calls;
  private final int file;
  private final int scratch;
  private final long address;
  private final long offset;
  private final int length;

  /** Takes over what mmap of {@code fd} has answered. */
  ReplayerMapping(RootedCalls calls, int fd, long address, long offset, int length) {
    this.calls = calls;
    this.address = address;
    this.offset = offset;
    this.length = length;
    file = (int) calls.duplicate(fd);
    scratch = scratch(calls);
  }

  private static int scratch(RootedCalls calls) {
    try {
      Path path = Files.createTempFile("ramdrive-scratch-", "");
      long fd = calls.asRoot(() -> calls.openAbsolute(path.toString(), LinuxFlags.O_RDWR));
      Files.delete(path);
      return (int) fd;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies up to {@code count} bytes to the calls' data; the number of bytes, or -errno. */
  long load(int from, int count) {
    long loaded = calls.pwriteFrom(scratch, address + from, clip(from, count));
    return loaded < 0 ? loaded : calls.pread(scratch, 0, (int) loaded);
  }

  /**
   * Stores content, as far as the file reaches: what becomes of bytes in its last page behind its
   * end is promised by nobody. The number of bytes, or -errno.
   */
  long store(int from, byte[] content) {
    if (calls.statDescriptor(file) < 0) {
      throw new AssertionError("a mapping's file cannot be asked for its size");
    }
    int reach = Math.clamp(calls.stat().size() - offset - from, 0, clip(from, content.length));
    MemorySegment.copy(MemorySegment.ofArray(content), 0, calls.data(), 0, content.length);
    long ready = calls.pwrite(scratch, 0, content.length);
    return ready < 0 ? ready : calls.preadTo(scratch, address + from, reach);
  }

  /** Has the kernel write back what was stored; 0 or -errno. */
  long sync() {
    return calls.msync(address, length);
  }

  private int clip(int from, int count) {
    return Math.clamp(length - from, 0, count);
  }

  /** Unmaps. */
  @Override
  public void close() {
    calls.munmap(address, length);
    calls.close(scratch);
    calls.close(file);
  }
}
