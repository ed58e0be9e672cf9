// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What programs ask of a mount, as requests to a dispatcher of its own that serves them on the
 * caller's thread.
 */
final class Client implements AutoCloseable {
  /** {@link #endOfListing}: there is no more. */
  static final long END = -1;

  private static final int BODY = InHeader.SIZE;

  private final Arena arena = Arena.ofShared();
  private final BenchmarkChannel channel = new BenchmarkChannel(arena);
  private final Turns.Turn turn;
  private final Dispatcher.Loop loop;

  Client(FuseFileSystem fileSystem) {
    turn = fileSystem.turns().join(channel);
    loop = new Dispatcher(channel, fileSystem).new Loop(arena, turn);
  }

  /** One READ, which must not go behind the end of the file. */
  void read(long file, long offset, int size, MemorySegment into, long at) {
    MemorySegment request = channel.begin(Opcode.FUSE_READ, file);
    range(request, offset, size);
    channel.end(BODY + ReadIn.SIZE);
    channel.replyTo(into, at);
    serve();
  }

  /** One WRITE; the data is copied behind its header first. */
  void write(long file, long offset, int size, MemorySegment from, long at) {
    MemorySegment request = channel.begin(Opcode.FUSE_WRITE, file);
    range(request, offset, size);
    MemorySegment.copy(from, at, request, BODY + WriteIn.SIZE, size);
    channel.end(BODY + WriteIn.SIZE + size);
    serve();
    if (channel.bodyInt(0) != size) {
      throw new AssertionError("a short write");
    }
  }

  /** Fills struct fuse_read_in or fuse_write_in, which are alike. */
  private static void range(MemorySegment request, long offset, int size) {
    request.set(JAVA_LONG, BODY, 0);
    request.set(JAVA_LONG, BODY + 8, offset);
    request.set(JAVA_INT, BODY + 16, size);
    request.set(JAVA_INT, BODY + 20, 0);
    request.set(JAVA_LONG, BODY + 24, 0);
    request.set(JAVA_LONG, BODY + 32, 0);
  }

  /** The node with this name; 0 when there is none. */
  long lookup(long dir, byte[] name) {
    channel.begin(Opcode.FUSE_LOOKUP, dir);
    channel.end(channel.name(BODY, name));
    serve();
    return channel.bodyLong(0);
  }

  /** The size of a file. */
  long getattr(long node) {
    MemorySegment request = channel.begin(Opcode.FUSE_GETATTR, node);
    request.set(JAVA_LONG, BODY, 0);
    request.set(JAVA_LONG, BODY + 8, 0);
    channel.end(BODY + 16);
    serve();
    return channel.bodyLong(16 + 8);
  }

  /** The node of the new file. */
  long create(long dir, byte[] name) {
    MemorySegment request = channel.begin(Opcode.FUSE_CREATE, dir);
    request.set(JAVA_INT, BODY, CreateIn.O_EXCL);
    request.set(JAVA_INT, BODY + 4, 0100644);
    request.set(JAVA_LONG, BODY + 8, 0);
    channel.end(channel.name(BODY + CreateIn.SIZE, name));
    serve();
    return channel.bodyLong(0);
  }

  void unlink(long dir, byte[] name) {
    channel.begin(Opcode.FUSE_UNLINK, dir);
    channel.end(channel.name(BODY, name));
    serve();
  }

  /** Lets go of what one lookup or creation has handed out. */
  void forget(long node) {
    MemorySegment request = channel.begin(Opcode.FUSE_FORGET, node);
    request.set(JAVA_LONG, BODY, 1);
    channel.end(BODY + ForgetIn.SIZE);
    serve();
  }

  void rename(long dir, byte[] name, byte[] newName) {
    MemorySegment request = channel.begin(Opcode.FUSE_RENAME, dir);
    request.set(JAVA_LONG, BODY, dir);
    channel.end(channel.name(channel.name(BODY + RenameIn.SIZE, name), newName));
    serve();
  }

  /** READDIR or READDIRPLUS from {@code position} on, of at most {@code size} bytes. */
  void list(int opcode, long dir, long position, int size) {
    MemorySegment request = channel.begin(opcode, dir);
    range(request, position, size);
    channel.end(BODY + ReadIn.SIZE);
    serve();
  }

  /**
   * Where the listing of {@link #list} goes on, or {@link #END}.
   *
   * @param beforeEntry what stands before each struct fuse_dirent
   */
  long endOfListing(int beforeEntry) {
    int length = channel.bodyLength();
    long position = END;
    int at = 0;
    while (at < length) {
      position = channel.bodyLong(at + beforeEntry + 8);
      at += beforeEntry + Dirent.size(channel.bodyInt(at + beforeEntry + 16));
    }
    return position;
  }

  /** COPY_FILE_RANGE from one file to the same offset of another. */
  void copyRange(long from, long to, long offset, int size) {
    MemorySegment request = channel.begin(Opcode.FUSE_COPY_FILE_RANGE, from);
    request.set(JAVA_LONG, BODY, 0);
    request.set(JAVA_LONG, BODY + 8, offset);
    request.set(JAVA_LONG, BODY + 16, to);
    request.set(JAVA_LONG, BODY + 24, 0);
    request.set(JAVA_LONG, BODY + 32, offset);
    request.set(JAVA_LONG, BODY + 40, size);
    request.set(JAVA_LONG, BODY + 48, 0);
    channel.end(BODY + CopyFileRangeIn.SIZE);
    serve();
    if (channel.bodyInt(0) != size) {
      throw new AssertionError("a short copy");
    }
  }

  private void serve() {
    boolean served = loop.serveNext();
    if (!served || channel.error() != 0) {
      throw new AssertionError("the request failed: " + Errno.name(channel.error()));
    }
  }

  @Override
  public void close() {
    turn.close();
    arena.close();
  }
}
