// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open directory. It stays the same directory wherever it is moved, and what is done relative to
 * it cannot be led astray by somebody who exchanges a directory on the way for a symlink.
 */
final class RamDriveDirectoryStream implements SecureDirectoryStream<Path>, Closeable {
  private final RamDriveFileSystem fileSystem;
  private final Inode directory;
  private final RamDrivePath path;
  private final DirectoryStream.Filter<? super Path> filter;
  private boolean closed;
  private boolean iterating;

  private RamDriveDirectoryStream(
      Inode directory, RamDrivePath path, DirectoryStream.Filter<? super Path> filter) {
    this.fileSystem = path.getFileSystem();
    this.directory = directory;
    this.path = path;
    this.filter = filter;
  }

  /**
   * Opens the directory at {@code place}.
   *
   * @param path the path of the directory, to which entries are resolved
   */
  static RamDriveDirectoryStream open(
      Place place, RamDrivePath path, boolean follow, DirectoryStream.Filter<? super Path> filter)
      throws IOException {
    try (Operation operation = place.fileSystem().begin()) {
      Inode inode = Walk.find(operation, place, follow);
      int type = Mode.type(operation.attributes().mode());
      if (type == Mode.S_IFLNK) {
        throw new Refusal(Reason.LOOP);
      }
      operation.permissions().check(operation, inode, Permissions.READ);
      if (type != Mode.S_IFDIR) {
        throw new Refusal(Reason.NOT_DIRECTORY);
      }
      RamDriveDirectoryStream stream = new RamDriveDirectoryStream(inode, path, filter);
      inode.retain();
      place.fileSystem().remember(stream);
      return stream;
    } catch (Refusal e) {
      if (e.reason() == Reason.NOT_DIRECTORY) {
        throw new NotDirectoryException(place.path().toString());
      }
      throw e.on(place.path());
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    directory.release();
    fileSystem.forget(this);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  boolean isOpen() {
    return !isClosed();
  }

  @Override
  public synchronized Iterator<Path> iterator() {
    if (closed) {
      throw new IllegalStateException("Directory stream is closed");
    }
    if (iterating) {
      throw new IllegalStateException("Iterator already obtained");
    }
    iterating = true;
    return new DirectoryEntries(this, path, filter);
  }

  /** Gives up to {@code batch} names behind its position; false when the stream is closed. */
  boolean read(DirectoryEntries.Batch batch) {
    try (Operation operation = fileSystem.beginInside()) {
      if (isClosed() || !directory.tryRetain()) {
        return false;
      }
      try {
        operation.volume().readdir(operation.call(), directory, batch.position(), batch);
      } finally {
        directory.release();
      }
      return true;
    }
  }

  /** Something to do relative to the directory. */
  interface Action<T> {
    T run(Place place) throws IOException;
  }

  /** Does it while the directory is held, if the stream is open. */
  <T> T relative(Path relative, Action<T> action) throws IOException {
    RamDrivePath file = RamDrivePath.from(relative);
    if (file.getFileSystem() != fileSystem) {
      throw new ProviderMismatchException(relative + " is on another drive");
    }
    if (isClosed() || !directory.tryRetain()) {
      throw new ClosedDirectoryStreamException();
    }
    try {
      return action.run(new Place(directory, file));
    } finally {
      directory.release();
    }
  }

  @Override
  public SecureDirectoryStream<Path> newDirectoryStream(Path relative, LinkOption... options)
      throws IOException {
    boolean follow = Links.followed(options);
    return relative(
        relative, place -> open(place, path.resolve(place.path()), follow, entry -> true));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path relative, Set<? extends OpenOption> options, FileAttribute<?>... attrs)
      throws IOException {
    OpenMode mode = OpenMode.of(options, true);
    return relative(relative, place -> FileOpening.open(place, mode, attrs));
  }

  @Override
  public void deleteFile(Path relative) throws IOException {
    delete(relative, NameOperations.Kind.FILE);
  }

  @Override
  public void deleteDirectory(Path relative) throws IOException {
    delete(relative, NameOperations.Kind.DIRECTORY);
  }

  private void delete(Path relative, NameOperations.Kind kind) throws IOException {
    relative(
        relative,
        place -> {
          NameOperations.delete(place, kind);
          return this;
        });
  }

  /** Atomic; a target that exists is replaced. */
  @Override
  public void move(Path srcpath, SecureDirectoryStream<Path> targetdir, Path targetpath)
      throws IOException {
    if (!(Objects.requireNonNull(targetdir) instanceof RamDriveDirectoryStream there)
        || there.fileSystem != fileSystem) {
      throw new ProviderMismatchException();
    }
    relative(
        srcpath,
        from ->
            there.relative(
                targetpath,
                to -> {
                  rename(from, to);
                  return this;
                }));
  }

  private void rename(Place from, Place to) throws IOException {
    try (Operation operation = fileSystem.begin()) {
      Moving.rename(operation, from, to, 0);
    } catch (Refusal e) {
      if (e.reason() == Reason.NOT_EMPTY) {
        throw new DirectoryNotEmptyException(to.path().toString());
      }
      throw e.on(from.path(), to.path());
    }
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(Class<V> type) {
    return RelativeViews.of(
        this, RamDrivePath.of(fileSystem, new byte[0]), Objects.requireNonNull(type), false);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path relative, Class<V> type, LinkOption... options) {
    return RelativeViews.of(
        this, RamDrivePath.from(relative), Objects.requireNonNull(type), Links.followed(options));
  }
}
