// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLock;

/** A lock on a region of a file; see {@link FileLocks}. */
final class RamDriveFileLock extends FileLock {
  private final RamDriveFileChannel file;
  private volatile boolean released;

  RamDriveFileLock(RamDriveFileChannel file, long position, long size, boolean shared) {
    super(file, position, size, shared);
    this.file = file;
  }

  /** A lock that was acquired by {@code channel}, which works on {@code file}. */
  RamDriveFileLock(
      AsynchronousFileChannel channel,
      RamDriveFileChannel file,
      long position,
      long size,
      boolean shared) {
    super(channel, position, size, shared);
    this.file = file;
  }

  boolean isOf(RamDriveFileChannel channel) {
    return file == channel;
  }

  @Override
  public boolean isValid() {
    return !released && file.isOpen();
  }

  @Override
  public void release() throws IOException {
    if (!file.isOpen()) {
      throw new ClosedChannelException();
    }
    if (!released) {
      released = true;
      file.unlock(this);
    }
  }
}
