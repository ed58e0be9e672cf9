// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Maps parts of a channel's file: the segment is the memory that holds the file. What is written to
 * the file is seen in it at once, and what is stored in it by the Java view. A mount's kernel has
 * pages of its own; it is told of stores when the arena is closed or the channel is {@linkplain
 * RamDriveFileChannel#force forced}.
 */
final class FileMapping {
  /** What is mapped for writing and not unmapped yet; two may be of the same range. */
  private static final class Stores {
    private final long position;
    private final long size;

    Stores(long position, long size) {
      this.position = position;
      this.size = size;
    }
  }

  private final RamDriveFileChannel channel;
  private final RamDriveFileSystem fileSystem;
  private final Inode file;
  private final Set<Stores> stores = ConcurrentHashMap.newKeySet();

  FileMapping(RamDriveFileChannel channel, RamDriveFileSystem fileSystem) {
    this.channel = channel;
    this.fileSystem = fileSystem;
    file = channel.file();
  }

  MemorySegment map(MapMode mode, long position, long size, Arena arena) throws IOException {
    Objects.requireNonNull(arena);
    checkMode(mode);
    if (position < 0 || size < 0 || position + size < 0) {
      throw new IllegalArgumentException("a negative position or size");
    }
    if (size == 0) {
      return arena.allocate(0);
    }
    try (Operation operation = fileSystem.beginInside()) {
      if (!channel.isOpen() || !file.tryRetain()) {
        throw new ClosedChannelException();
      }
      try {
        return map(operation, mode, position, size, arena);
      } finally {
        file.release();
      }
    }
  }

  private MemorySegment map(
      Operation operation, MapMode mode, long position, long size, Arena arena) throws IOException {
    extend(operation, position + size);
    if (mode == MapMode.PRIVATE) {
      return copy(operation, position, size, arena);
    }
    MemorySegment memory = share(operation, position, size, arena, mode == MapMode.READ_WRITE);
    return mode == MapMode.READ_ONLY ? memory.asReadOnly() : memory;
  }

  private void checkMode(MapMode mode) {
    if (mode != MapMode.READ_ONLY && mode != MapMode.READ_WRITE && mode != MapMode.PRIVATE) {
      throw new UnsupportedOperationException(Objects.requireNonNull(mode) + " is not supported");
    }
    if (mode != MapMode.READ_ONLY && !channel.mode().write()) {
      throw new NonWritableChannelException();
    }
    if (!channel.mode().read()) {
      throw new NonReadableChannelException();
    }
  }

  private void extend(Operation operation, long end) throws IOException {
    if (operation.attributesOf(file).size() >= end) {
      return;
    }
    if (!channel.mode().write()) {
      throw new IOException(
          "The file is shorter than what is to be mapped, and the channel is not open for"
              + " writing, which would make it longer.");
    }
    // Never makes it shorter, even if somebody has made it longer meanwhile.
    FileAccess.check(operation.volume().fallocate(operation.changing(), file, 0, end - 1, 1));
  }

  private MemorySegment copy(Operation operation, long position, long size, Arena arena)
      throws IOException {
    MemorySegment copy = arena.allocate(size);
    Call call = operation.call();
    long done = 0;
    while (done < size) {
      int step = (int) Math.min(size - done, 1 << 30);
      FileAccess.check(
          operation
              .volume()
              .read(call, file, position + done, step, operation.sink().into(copy, done)));
      if (call.count() == 0) {
        break; // cut off meanwhile: zeros, as behind the end of a mapped file
      }
      done += call.count();
    }
    return copy;
  }

  private MemorySegment share(
      Operation operation, long position, long size, Arena arena, boolean writable)
      throws IOException {
    Stores range = new Stores(position, size);
    Runnable whenUnmapped = () -> {};
    if (writable) {
      stores.add(range);
      whenUnmapped = () -> end(range);
    }
    Call call = operation.call();
    Status status = operation.volume().map(call, file, position, size, arena, whenUnmapped);
    if (status != Status.OK) {
      stores.remove(range);
    }
    switch (status) {
      case OK -> {}
      case INVALID ->
          throw new IOException("The file was cut off while a part of it was to be mapped.");
      case NO_SPACE ->
          throw new IOException(
              "There are not "
                  + size
                  + " bytes of free memory in one piece to map the file to, or a part of it is"
                  + " mapped elsewhere; unmap that, or read the file instead.");
      default -> FileAccess.check(status);
    }
    return call.takeMapped();
  }

  /** The mapping, which still holds the file, is ending: perhaps long after the file system. */
  private void end(Stores range) {
    stores.remove(range);
    try (Operation operation = fileSystem.beginInside()) {
      operation.volume().stored(operation.changing(), file, range.position, range.size);
    }
  }

  /** Tells all views of what may have been stored. */
  void force() {
    if (stores.isEmpty()) {
      return;
    }
    try (Operation operation = fileSystem.beginInside()) {
      if (!channel.isOpen()) {
        return;
      }
      for (Stores range : stores) {
        operation.volume().stored(operation.changing(), file, range.position, range.size);
      }
    }
  }
}
