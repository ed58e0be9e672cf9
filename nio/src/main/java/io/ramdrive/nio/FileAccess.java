// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import io.ramdrive.volume.AttributeChange;
import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Status;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * What a channel does with its file. Each method returns -1 when the channel turns out to be
 * closed, and fails with the plain {@link IOException} that the JDK's channels throw.
 */
final class FileAccess {
  private final RamDriveFileChannel channel;
  private final RamDriveFileSystem fileSystem;
  private final Inode file;
  private final boolean append;

  FileAccess(RamDriveFileChannel channel, RamDriveFileSystem fileSystem) {
    this.channel = channel;
    this.fileSystem = fileSystem;
    file = channel.file();
    append = channel.mode().append();
  }

  /** Something to do with the file while it is held. */
  private interface Action {
    long run(Operation operation) throws IOException;
  }

  private long withFile(Action action) throws IOException {
    try (Operation operation = fileSystem.beginInside()) {
      if (!channel.isOpen() || !file.tryRetain()) {
        return -1;
      }
      try {
        return action.run(operation);
      } finally {
        file.release();
      }
    }
  }

  static void check(Status status) throws IOException {
    if (status != Status.OK) {
      throw new IOException(Reason.of(status).text());
    }
  }

  /** Reads at {@code position}; -1 at the end of the file. */
  long read(ByteBuffer into, long position) throws IOException {
    if (into.isReadOnly()) {
      throw new IllegalArgumentException("Read-only buffer");
    }
    if (!into.hasRemaining()) {
      return 0;
    }
    return withFile(
        operation -> {
          MemorySegment memory = MemorySegment.ofBuffer(into);
          Call call = operation.call();
          check(
              operation
                  .volume()
                  .read(call, file, position, into.remaining(), operation.sink().into(memory, 0)));
          int count = (int) call.count();
          into.position(into.position() + count);
          return count == 0 ? -1 : count;
        });
  }

  /** Writes at {@code position}, or at the end where the channel appends. */
  long write(ByteBuffer from, long position) throws IOException {
    return withFile(
        operation -> {
          int count = write(operation, MemorySegment.ofBuffer(from), position);
          from.position(from.position() + count);
          return count;
        });
  }

  private int write(Operation operation, MemorySegment from, long position) throws IOException {
    Call call = operation.changing();
    int length = (int) from.byteSize();
    if (length == 0) {
      return 0;
    }
    check(
        append
            ? operation.volume().append(call, file, position, from, 0, length, kill())
            : operation.volume().write(call, file, position, from, 0, length, kill()));
    return (int) call.count();
  }

  /** Whether a write takes set-user-id from the file, as it does for anybody but root. */
  private boolean kill() {
    return !fileSystem.permissions().identity().isRoot();
  }

  long size() throws IOException {
    return withFile(operation -> operation.attributesOf(file).size());
  }

  /** Makes the file shorter; never longer. */
  long truncate(long size) throws IOException {
    return withFile(
        operation -> {
          if (size < operation.attributesOf(file).size()) {
            AttributeChange change = operation.change().size(size).mtimeNow();
            if (kill()) {
              change.killPrivileges();
            }
            check(operation.volume().setattr(operation.changing(), file, change));
          }
          return size;
        });
  }

  /** Copies to another file of the volume, sharing pages where the offsets allow it. */
  long copyTo(long position, FileAccess target, long targetPosition, long count)
      throws IOException {
    return withFile(
        operation ->
            target.withFile(
                there -> {
                  Call call = there.changing();
                  check(
                      there
                          .volume()
                          .copyRange(call, file, position, target.file, targetPosition, count));
                  return call.count();
                }));
  }
}
