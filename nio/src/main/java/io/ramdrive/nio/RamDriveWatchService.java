// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.Closeable;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells of changes in directories. */
final class RamDriveWatchService implements WatchService, Closeable {
  private final RamDriveFileSystem fileSystem;

  RamDriveWatchService(RamDriveFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  WatchKey register(
      RamDrivePath directory, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable WatchKey poll() {
    return null;
  }

  @Override
  public @Nullable WatchKey poll(long timeout, TimeUnit unit) {
    return null;
  }

  @Override
  public WatchKey take() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    fileSystem.forget(this);
  }
}
