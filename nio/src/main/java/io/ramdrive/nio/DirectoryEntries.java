// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.DirectoryVisitor;
import io.ramdrive.volume.Inode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over a directory, some names at a time. Each name that is there from beginning to end
 * comes once; one that comes or goes meanwhile may come or not.
 */
final class DirectoryEntries implements Iterator<Path> {
  private final RamDriveDirectoryStream stream;
  private final RamDrivePath directory;
  private final DirectoryStream.Filter<? super Path> filter;
  private final Batch batch = new Batch();
  private @Nullable Path next;

  DirectoryEntries(
      RamDriveDirectoryStream stream,
      RamDrivePath directory,
      DirectoryStream.Filter<? super Path> filter) {
    this.stream = stream;
    this.directory = directory;
    this.filter = filter;
  }

  @Override
  public synchronized boolean hasNext() {
    if (next == null) {
      next = find();
    }
    return next != null;
  }

  @Override
  public synchronized Path next() {
    Path result = next == null ? find() : next;
    next = null;
    if (result == null) {
      throw new NoSuchElementException();
    }
    return result;
  }

  private @Nullable Path find() {
    while (true) {
      if (batch.names.isEmpty() && (batch.atEnd || !refill())) {
        return null;
      }
      byte[] name = batch.names.poll();
      if (name == null || !stream.isOpen()) {
        return null;
      }
      Path entry = directory.child(name);
      try {
        if (filter.accept(entry)) {
          return entry;
        }
      } catch (IOException e) {
        throw new DirectoryIteratorException(e);
      }
    }
  }

  private boolean refill() {
    batch.atEnd = true;
    boolean open = stream.read(batch);
    batch.atEnd |= !open;
    return open;
  }

  /** Some names in a row, and where they ended. */
  static final class Batch implements DirectoryVisitor {
    private static final int SIZE = 256;

    private final Queue<byte[]> names = new ArrayDeque<>();
    private long position;
    private boolean atEnd;

    /** Where to continue. */
    long position() {
      return position;
    }

    @Override
    public boolean entry(byte[] name, Inode inode, long behind) {
      if (names.size() == SIZE) {
        atEnd = false;
        return false;
      }
      if (!PathBytes.isDot(name) && !PathBytes.isDotDot(name)) {
        names.add(name);
      }
      position = behind;
      return true;
    }
  }
}
