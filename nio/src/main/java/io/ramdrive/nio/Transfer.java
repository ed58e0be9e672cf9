// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Moves bytes between a file and another channel. Between two files of a volume no byte is copied
 * where whole pages can be shared; anything else goes through a buffer.
 */
final class Transfer {
  /** The most bytes that one step copies within a volume: both files are locked meanwhile. */
  private static final long STEP = 256L << 20;

  private static final int BUFFER = 64 << 10;

  private final RamDriveFileChannel file;

  Transfer(RamDriveFileChannel file) {
    this.file = file;
  }

  long to(long position, long count, WritableByteChannel target) throws IOException {
    try {
      return transferTo(position, count, target);
    } catch (ClosedByInterruptException e) {
      throw closeBoth(target, e);
    }
  }

  private long transferTo(long position, long count, WritableByteChannel target)
      throws IOException {
    requireOpen(target);
    file.requireReadable();
    RamDriveFileChannel other = target instanceof RamDriveFileChannel ours ? ours : null;
    if (other != null && !other.mode().write()) {
      throw new NonWritableChannelException();
    }
    checkNotNegative(position, count);
    long available = Math.min(count, file.size() - position);
    if (available <= 0) {
      return 0;
    }
    if (other != null && !other.mode().append() && isOfSameVolume(other)) {
      synchronized (other.positionLock()) {
        long copied = copy(file, position, other, other.positionNow(), available);
        other.moveTo(other.positionNow() + copied);
        return copied;
      }
    }
    return throughBuffer(position, available, target);
  }

  private long throughBuffer(long position, long count, WritableByteChannel target)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, BUFFER));
    long done = 0;
    while (done < count) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), count - done));
      if (file.read(buffer, position + done) <= 0) {
        break;
      }
      int read = buffer.flip().remaining();
      int written;
      try {
        written = target.write(buffer);
      } catch (IOException e) {
        if (done > 0) {
          return done; // as for any write: what was done counts, the next call fails
        }
        throw e;
      }
      done += written;
      if (written < read) {
        break;
      }
    }
    return done;
  }

  long from(ReadableByteChannel source, long position, long count) throws IOException {
    try {
      return transferFrom(source, position, count);
    } catch (ClosedByInterruptException e) {
      throw closeBoth(source, e);
    }
  }

  private long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    requireOpen(source);
    RamDriveFileChannel other = source instanceof RamDriveFileChannel ours ? ours : null;
    if (other != null && !other.mode().read()) {
      throw new NonReadableChannelException();
    }
    file.requireWritable();
    checkNotNegative(position, count);
    if (other != null && !file.mode().append() && isOfSameVolume(other)) {
      synchronized (other.positionLock()) {
        long available = Math.min(count, other.size() - other.positionNow());
        if (available <= 0) {
          return 0;
        }
        long copied = copy(other, other.positionNow(), file, position, available);
        other.moveTo(other.positionNow() + copied);
        return copied;
      }
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, BUFFER));
    long done = 0;
    while (done < count) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), count - done));
      int read = source.read(buffer);
      if (read <= 0) {
        break;
      }
      buffer.flip();
      int written = file.write(buffer, position + done);
      done += written;
      if (written < read) {
        break;
      }
    }
    return done;
  }

  /** An interrupt closes the other channel, too, whichever it is: so the JDK has it. */
  private ClosedByInterruptException closeBoth(Channel other, ClosedByInterruptException seen) {
    try (other) {
      file.close();
    } catch (IOException e) {
      seen.addSuppressed(e);
    }
    return seen;
  }

  private boolean isOfSameVolume(RamDriveFileChannel other) {
    return other.volume() == file.volume();
  }

  private static long copy(
      RamDriveFileChannel from, long position, RamDriveFileChannel to, long target, long count)
      throws IOException {
    if (from.file() == to.file() && Math.abs(position - target) < count) {
      return copyOverlapping(from, position, to, target, count);
    }
    long done = 0;
    while (done < count) {
      long at = done;
      long step = Math.min(STEP, count - done);
      long copied =
          to.interruptibly(
              () -> from.access().copyTo(position + at, to.access(), target + at, step));
      if (copied <= 0) {
        break;
      }
      done += copied;
    }
    return done;
  }

  /** A range onto itself, shifted: as much as fits a buffer at once, as one read and one write. */
  private static long copyOverlapping(
      RamDriveFileChannel from, long position, RamDriveFileChannel to, long target, long count)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, 16 << 20));
    from.read(buffer, position);
    buffer.flip();
    return to.write(buffer, target);
  }

  private static void requireOpen(Channel channel) throws ClosedChannelException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
  }

  private static void checkNotNegative(long position, long count) {
    if (position < 0 || count < 0) {
      throw new IllegalArgumentException("a negative position or count");
    }
  }
}
