// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Change;
import io.ramdrive.volume.Name;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.foreign.MemorySegment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a mount does that matters to coherence into a file, for the model of the protocol to
 * be checked against. On only where the system property {@code io.ramdrive.fuse.trace} names the
 * file; else every method returns at once.
 *
 * <p>One line an event: its name, then {@code key=value}. The lock under which a line is written is
 * the last that its thread takes.
 */
final class CoherenceTrace {
  private static final @Nullable Writer FILE = open();
  private static final Object LOCK = new Object();
  private static final AtomicInteger MOUNTS = new AtomicInteger();

  /** Counts the mounts of this JVM, from 1. */
  private final int mount = MOUNTS.incrementAndGet();

  private static @Nullable Writer open() {
    String file = System.getProperty("io.ramdrive.fuse.trace");
    try {
      return file == null ? null : Files.newBufferedWriter(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request has come and is about to be handled. */
  void ask(Exchange exchange, FuseFileSystem fileSystem) {
    if (FILE == null || exchange.isForget()) {
      return;
    }
    MemorySegment request = exchange.request();
    String line = request(request) + " ino=" + InHeader.nodeid(request);
    if (InHeader.opcode(request) == Opcode.FUSE_LOOKUP) {
      Name name = new Name();
      exchange.name(0, name);
      line += name(name);
    } else if (fileSystem.appends(exchange)) {
      line += " append=1";
    }
    write("ask", line);
  }

  /** The reply of {@code result} is about to be sent; it lies in {@code exchange.reply()}. */
  void reply(Exchange exchange, int result) {
    if (FILE == null || exchange.isForget()) {
      return;
    }
    MemorySegment request = exchange.request();
    MemorySegment reply = exchange.reply();
    int error = result == Exchange.NO_REPLY ? 0 : Math.max(0, -result);
    StringBuilder line = new StringBuilder(request(request)).append(" error=").append(error);
    if (error == 0) {
      switch (InHeader.opcode(request)) {
        case Opcode.FUSE_LOOKUP,
            Opcode.FUSE_CREATE,
            Opcode.FUSE_MKNOD,
            Opcode.FUSE_MKDIR,
            Opcode.FUSE_SYMLINK,
            Opcode.FUSE_LINK,
            Opcode.FUSE_TMPFILE ->
            line.append(entry(reply, OutHeader.SIZE));
        case Opcode.FUSE_GETATTR, Opcode.FUSE_SETATTR ->
            line.append(" ino=")
                .append(InHeader.nodeid(request))
                .append(attributes(reply, OutHeader.SIZE + 16));
        case Opcode.FUSE_STATX ->
            line.append(" ino=")
                .append(InHeader.nodeid(request))
                .append(" size=")
                .append(StatxOut.size(reply, OutHeader.SIZE))
                .append(" links=")
                .append(StatxOut.nlink(reply, OutHeader.SIZE));
        case Opcode.FUSE_WRITE, Opcode.FUSE_COPY_FILE_RANGE ->
            line.append(" count=").append(reply.get(JAVA_INT, OutHeader.SIZE));
        case Opcode.FUSE_COPY_FILE_RANGE_64 ->
            line.append(" count=").append(reply.get(JAVA_LONG, OutHeader.SIZE));
        case Opcode.FUSE_READ -> line.append(" count=").append(exchange.call().count());
        default -> {}
      }
    }
    write("reply", line.toString());
  }

  /** An entry with its inode lies at {@code at} of the reply to a READDIRPLUS. */
  void entry(MemorySegment request, MemorySegment reply, long at, byte[] name) {
    if (FILE == null) {
      return;
    }
    write(
        "entry",
        "r="
            + InHeader.unique(request)
            + " parent="
            + InHeader.nodeid(request)
            + name(name)
            + entry(reply, at));
  }

  /** A notification is about to be sent. */
  void notify(MemorySegment message, long at) {
    if (FILE != null) {
      write("notify", notification(message, at));
    }
  }

  /** A notification has been sent; {@code result} is 0 or a negated error number. */
  void notified(MemorySegment message, long at, int result) {
    if (FILE != null) {
      write("notified", notification(message, at) + " error=" + -result);
    }
  }

  /** The kernel does not hold an inode any more. */
  void forgotten(long id) {
    if (FILE != null) {
      write("forgotten", "ino=" + id);
    }
  }

  /** The mount has learned of a change. */
  void handed(Change change, boolean own) {
    if (FILE != null) {
      write("handed", "kind=" + change.kind() + " ino=" + change.inode() + " own=" + (own ? 1 : 0));
    }
  }

  private void write(String event, String rest) {
    Writer file = FILE;
    if (file == null) {
      return;
    }
    long thread = Thread.currentThread().threadId();
    synchronized (LOCK) {
      try {
        file.write(
            event
                + " at="
                + System.nanoTime()
                + " t="
                + thread
                + " m="
                + mount
                + " "
                + rest
                + "\n");
        file.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String request(MemorySegment request) {
    return "r="
        + Long.toUnsignedString(InHeader.unique(request))
        + " op="
        + Opcode.name(InHeader.opcode(request));
  }

  private static String entry(MemorySegment reply, long at) {
    return " ino=" + reply.get(JAVA_LONG, at) + attributes(reply, at + 40);
  }

  private static String attributes(MemorySegment reply, long at) {
    return " size=" + FuseAttr.size(reply, at) + " links=" + FuseAttr.nlink(reply, at);
  }

  private static String notification(MemorySegment message, long at) {
    int code = OutHeader.error(message, at);
    String text = "code=" + NotifyCode.name(code);
    return switch (code) {
      case NotifyCode.FUSE_NOTIFY_INVAL_INODE ->
          text
              + " ino="
              + NotifyInvalInodeOut.ino(message, at)
              + " off="
              + NotifyInvalInodeOut.off(message, at)
              + " len="
              + NotifyInvalInodeOut.len(message, at);
      case NotifyCode.FUSE_NOTIFY_INVAL_ENTRY ->
          text
              + " parent="
              + message.get(JAVA_LONG, at + 16)
              + name(message, at, NotifyInvalEntryOut.SIZE);
      case NotifyCode.FUSE_NOTIFY_DELETE ->
          text
              + " parent="
              + message.get(JAVA_LONG, at + 16)
              + name(message, at, NotifyDeleteOut.SIZE)
              + " ino="
              + message.get(JAVA_LONG, at + 24);
      default -> text;
    };
  }

  private static String name(MemorySegment message, long at, int size) {
    int length = OutHeader.len(message, at) - size - 1;
    return name(message.asSlice(at + size, length).toArray(JAVA_BYTE));
  }

  private static String name(Name name) {
    return name(name.toBytes());
  }

  private static String name(byte[] name) {
    return " name="
        + URLEncoder.encode(new String(name, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
