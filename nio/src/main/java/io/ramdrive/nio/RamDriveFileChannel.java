// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/**
 * An open file. Holds the inode: a file that is deleted lives on until its last channel is closed.
 *
 * <p>A write is in memory when it returns; {@link #force} is for what was stored to a mapping.
 * Locks concern this JVM's Java views, see {@link FileLocks}. {@link #map(MapMode, long, long)} is
 * not supported, for only the JDK can make a {@link MappedByteBuffer}.
 */
final class RamDriveFileChannel extends FileChannel {
  private final RamDriveFileSystem fileSystem;
  private final Inode file;
  private final OpenMode mode;
  private final FileAccess access;
  private final FileMapping mapping;

  /** False for what an asynchronous channel works on. Set before anybody can use it. */
  private boolean interruptible = true;

  /** Held by whoever uses or changes the position. */
  private final Object positionLock = new Object();

  private long position;

  private RamDriveFileChannel(RamDriveFileSystem fileSystem, Inode file, OpenMode mode) {
    this.fileSystem = fileSystem;
    this.file = file;
    this.mode = mode;
    access = new FileAccess(this, fileSystem);
    mapping = new FileMapping(this, fileSystem);
  }

  /** Opens a file that the caller holds. */
  static RamDriveFileChannel open(RamDriveFileSystem fileSystem, Inode file, OpenMode mode) {
    RamDriveFileChannel channel = new RamDriveFileChannel(fileSystem, file, mode);
    file.retain();
    fileSystem.remember(channel);
    return channel;
  }

  /** Says that an interrupt does not concern it, as is due for asynchronous channels. */
  void ignoreInterrupts() {
    interruptible = false;
  }

  Volume volume() {
    return fileSystem.volume();
  }

  Inode file() {
    return file;
  }

  OpenMode mode() {
    return mode;
  }

  FileAccess access() {
    return access;
  }

  Object positionLock() {
    return positionLock;
  }

  /** The position, for the holder of {@link #positionLock}. */
  long positionNow() {
    return position;
  }

  /** Moves the position, for the holder of {@link #positionLock}. */
  void moveTo(long newPosition) {
    position = newPosition;
  }

  /** Something to do between {@link #begin} and {@link #end}. */
  interface Action {
    /** Does it, if the channel is still open; negative at the end of the file. */
    long run() throws IOException;
  }

  /**
   * Does it so that an interrupt or another thread's close ends it with the exception that is due.
   */
  long interruptibly(Action action) throws IOException {
    if (!interruptible) {
      return untilClosed(action);
    }
    boolean completed = false;
    try {
      begin();
      long result = isOpen() ? action.run() : -1;
      completed = isOpen() || result >= 0;
      return result;
    } finally {
      end(completed);
    }
  }

  private long untilClosed(Action action) throws IOException {
    long result = isOpen() ? action.run() : -1;
    if (result < 0 && !isOpen()) {
      throw new AsynchronousCloseException();
    }
    return result;
  }

  void requireOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  void requireReadable() throws ClosedChannelException {
    requireOpen();
    if (!mode.read()) {
      throw new NonReadableChannelException();
    }
  }

  void requireWritable() throws ClosedChannelException {
    requireOpen();
    if (!mode.write()) {
      throw new NonWritableChannelException();
    }
  }

  private static void requireNotNegative(long number, String what) {
    if (number < 0) {
      throw new IllegalArgumentException("Negative " + what);
    }
  }

  @Override
  public int read(ByteBuffer dst) throws IOException {
    requireReadable();
    synchronized (positionLock) {
      int count = (int) interruptibly(() -> access.read(dst, position));
      position += Math.max(0, count);
      return count;
    }
  }

  @Override
  public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, dsts.length);
    requireReadable();
    synchronized (positionLock) {
      long total = 0;
      for (int i = offset; i < offset + length; i++) {
        ByteBuffer dst = dsts[i];
        if (!dst.hasRemaining()) {
          continue;
        }
        long at = position;
        int count = (int) interruptibly(() -> access.read(dst, at));
        if (count < 0) {
          return total == 0 ? -1 : total;
        }
        position += count;
        total += count;
        if (dst.hasRemaining()) {
          break;
        }
      }
      return total;
    }
  }

  @Override
  public int read(ByteBuffer dst, long position) throws IOException {
    Objects.requireNonNull(dst);
    requireNotNegative(position, "position");
    requireReadable();
    return (int) interruptibly(() -> access.read(dst, position));
  }

  @Override
  public int write(ByteBuffer src) throws IOException {
    requireWritable();
    synchronized (positionLock) {
      int count = (int) interruptibly(() -> access.write(src, position));
      position += count;
      return count;
    }
  }

  /** With APPEND the buffers follow each other in the file whoever else appends. */
  @Override
  public long write(ByteBuffer[] srcs, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, srcs.length);
    requireWritable();
    if (mode.append() && length > 1) {
      return Appending.write(this, srcs, offset, length);
    }
    synchronized (positionLock) {
      long total = 0;
      for (int i = offset; i < offset + length; i++) {
        ByteBuffer src = srcs[i];
        int count;
        try {
          count = (int) interruptibly(() -> access.write(src, position));
        } catch (IOException e) {
          if (total > 0 && isOpen()) {
            return total; // as for any write: what was done counts, the next call fails
          }
          throw e;
        }
        position += count;
        total += count;
        if (src.hasRemaining()) {
          break;
        }
      }
      return total;
    }
  }

  /** With APPEND it goes to the end of the file, as on Linux. */
  @Override
  public int write(ByteBuffer src, long position) throws IOException {
    Objects.requireNonNull(src);
    requireNotNegative(position, "position");
    requireWritable();
    return (int) interruptibly(() -> access.write(src, position));
  }

  @Override
  public long position() throws IOException {
    requireOpen();
    synchronized (positionLock) {
      return mode.append() ? size() : position;
    }
  }

  @Override
  public RamDriveFileChannel position(long newPosition) throws IOException {
    requireOpen();
    requireNotNegative(newPosition, "position");
    synchronized (positionLock) {
      interruptibly(
          () -> {
            position = newPosition;
            return newPosition;
          });
    }
    return this;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return interruptibly(access::size);
  }

  @Override
  public RamDriveFileChannel truncate(long size) throws IOException {
    requireOpen();
    requireNotNegative(size, "size");
    requireWritable();
    synchronized (positionLock) {
      interruptibly(() -> access.truncate(size));
      position = Math.min(position, size);
    }
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    requireOpen();
    interruptibly(
        () -> {
          mapping.force();
          return 0;
        });
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    requireOpen();
    return new Transfer(this).to(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel src, long position, long count) throws IOException {
    requireOpen();
    return new Transfer(this).from(src, position, count);
  }

  /** Not supported: use {@code map} with an arena. */
  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    Objects.requireNonNull(mode);
    throw new UnsupportedOperationException(
        "Only the JDK can make a MappedByteBuffer; map a drive's file with map(mode, position,"
            + " size, arena), which gives a MemorySegment.");
  }

  /**
   * The memory that holds the file, see {@link FileMapping}; with PRIVATE a copy of it.
   *
   * @throws IOException also when the memory has no free room in one piece: it is a map of pages
   *     that lie in a row, or are moved to where they do
   */
  @Override
  public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
    requireOpen();
    MemorySegment[] mapped = {MemorySegment.NULL};
    interruptibly(
        () -> {
          mapped[0] = mapping.map(mode, offset, size, arena);
          return 0;
        });
    return mapped[0];
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    FileLock lock = tryLock(position, size, shared);
    try {
      interruptibly(() -> 0);
    } catch (ClosedByInterruptException e) {
      throw new FileLockInterruptionException();
    }
    return lock;
  }

  /** Never null: within a JVM a lock in the way is an error. */
  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    checkLock(shared);
    RamDriveFileLock lock = new RamDriveFileLock(this, position, lockSize(position, size), shared);
    addLock(lock);
    return lock;
  }

  void checkLock(boolean shared) throws IOException {
    if (shared) {
      requireReadable();
    } else {
      requireWritable();
    }
  }

  /** 0 stands for all that is or comes behind the position. */
  static long lockSize(long position, long size) {
    return size == 0 ? Long.MAX_VALUE - Math.max(0, position) : size;
  }

  void addLock(RamDriveFileLock lock) throws IOException {
    FileLocks.add(file, lock);
    if (!isOpen()) {
      FileLocks.remove(file, lock);
      requireOpen();
    }
  }

  void unlock(RamDriveFileLock lock) {
    FileLocks.remove(file, lock);
  }

  @Override
  protected void implCloseChannel() {
    FileLocks.removeAll(file, this);
    file.release();
    fileSystem.forget(this);
  }
}
