// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.VolumeStatistics;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The volume as a store: its figures are true at any time, an operation under way never shows. */
final class RamDriveFileStore extends FileStore {
  private static final Set<Class<? extends FileAttributeView>> VIEWS =
      Set.of(
          BasicFileAttributeView.class,
          PosixFileAttributeView.class,
          FileOwnerAttributeView.class,
          UserDefinedFileAttributeView.class,
          DosFileAttributeView.class);

  private final RamDriveFileSystem fileSystem;

  RamDriveFileStore(RamDriveFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  private VolumeStatistics statistics() {
    try (Operation operation = fileSystem.begin()) {
      VolumeStatistics statistics = new VolumeStatistics();
      operation.volume().statistics(statistics);
      return statistics;
    }
  }

  @Override
  public String name() {
    return fileSystem.name();
  }

  @Override
  public String type() {
    return PathUri.SCHEME;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public long getTotalSpace() {
    return statistics().capacity();
  }

  @Override
  public long getUsableSpace() {
    return statistics().free();
  }

  @Override
  public long getUnallocatedSpace() {
    return statistics().free();
  }

  @Override
  public long getBlockSize() {
    return fileSystem.volume().pageSize();
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return VIEWS.contains(Objects.requireNonNull(type));
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return AttributeViews.NAMES.contains(name);
  }

  @Override
  public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
    Objects.requireNonNull(type);
    return null;
  }

  @Override
  public Object getAttribute(String attribute) throws IOException {
    return switch (attribute) {
      case "totalSpace" -> getTotalSpace();
      case "usableSpace" -> getUsableSpace();
      case "unallocatedSpace" -> getUnallocatedSpace();
      default -> throw new UnsupportedOperationException("'" + attribute + "' not recognized");
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RamDriveFileStore store
        && store.fileSystem.volume() == fileSystem.volume();
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(fileSystem.volume());
  }

  @Override
  public String toString() {
    return "/ (" + fileSystem.name() + ")";
  }
}
