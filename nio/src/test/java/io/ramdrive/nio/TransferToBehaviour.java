// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static io.ramdrive.nio.FileAssert.assertThatPath;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Transfers between channels, locks, asynchronous channels. */
public abstract class TransferToBehaviour extends Behaviour {
  protected TransferToBehaviour(Environment environment) {
    super(environment);
  }

  @Test
  void bytesGoFromFileToFile() throws IOException {
    byte[] bytes = new byte[1_000_000];
    new Random(3).nextBytes(bytes);
    Path source = Files.write(path("source"), bytes);
    Path target = file("target", "0123456789");
    try (FileChannel from = FileChannel.open(source);
        FileChannel to = FileChannel.open(target, WRITE)) {
      to.position(4096);
      assertThat(from.transferTo(8192, 500_000, to)).isEqualTo(500_000);
      assertThat(from.position()).isZero();
      assertThat(to.position()).isEqualTo(504_096);
      assertThat(from.transferTo(999_990, 500, to)).isEqualTo(10);
      assertThat(from.transferTo(1_000_000, 1, to)).isZero();
      assertThat(from.transferTo(2_000_000, 1, to)).isZero();
      assertThat(to.size()).isEqualTo(504_106);
      from.position(17);
      assertThat(to.transferFrom(from, 3, 100_000)).isEqualTo(100_000);
      assertThat(from.position()).isEqualTo(100_017);
      assertThat(to.position()).isEqualTo(504_106);
      from.position(1_000_000);
      assertThat(to.transferFrom(from, 0, 10)).isZero();
      refused(IllegalArgumentException.class, () -> from.transferTo(-1, 1, to));
      refused(IllegalArgumentException.class, () -> from.transferTo(0, -1, to));
      refused(NonReadableChannelException.class, () -> to.transferTo(0, 1, to));
      refused(NonWritableChannelException.class, () -> from.transferFrom(from, 0, 1));
      refused(NonWritableChannelException.class, () -> from.transferTo(0, 1, from));
    }
    byte[] expected = new byte[504_106];
    System.arraycopy("0123456789".getBytes(UTF_8), 0, expected, 0, 10);
    System.arraycopy(bytes, 8192, expected, 4096, 500_000);
    System.arraycopy(bytes, 999_990, expected, 504_096, 10);
    System.arraycopy(bytes, 17, expected, 3, 100_000);
    assertThat(Files.readAllBytes(target)).isEqualTo(expected);
    assertThat(Files.readAllBytes(source)).isEqualTo(bytes);
  }

  @Test
  void bytesGoToAndFromOtherChannels() throws IOException {
    Path file = file("file", "0123456789");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
      assertThat(channel.transferTo(2, 5, Channels.newChannel(out))).isEqualTo(5);
      assertThat(out.toString(UTF_8)).isEqualTo("23456");
      var in = Channels.newChannel(new ByteArrayInputStream("abc".getBytes(UTF_8)));
      assertThat(channel.transferFrom(in, 8, 100)).isEqualTo(3);
      assertThat(channel.transferFrom(in, 0, 100)).isZero();
      assertThat(channel.position()).isZero();
      in.close();
      refused(ClosedChannelException.class, () -> channel.transferFrom(in, 0, 1));
    }
    assertThatPath(file).contains("01234567abc");
    try (FileChannel from = FileChannel.open(file);
        FileChannel to = FileChannel.open(path("appended"), CREATE, APPEND)) {
      to.write(ByteBuffer.wrap(new byte[] {'>'}));
      assertThat(from.transferTo(0, 3, to)).isEqualTo(3);
    }
    assertThatPath(path("appended")).contains(">012");
  }

  @Test
  void locksExcludeEachOther() throws IOException {
    Path file = file("file", "0123456789");
    FileChannel other = FileChannel.open(file, READ, WRITE);
    try (FileChannel one = FileChannel.open(file, READ, WRITE)) {
      FileLock lock = one.lock(2, 3, false);
      assertThat(lock.isValid()).isTrue();
      assertThat(lock.isShared()).isFalse();
      assertThat(lock.position()).isEqualTo(2);
      assertThat(lock.size()).isEqualTo(3);
      assertThat(lock.channel()).isSameAs(one);
      assertThat(lock.overlaps(4, 1)).isTrue();
      refused(OverlappingFileLockException.class, () -> one.tryLock(4, 1, false));
      refused(OverlappingFileLockException.class, () -> other.tryLock(0, 3, true));
      refused(OverlappingFileLockException.class, () -> other.lock());
      FileLock behind = other.tryLock(5, 0, true);
      assertThat(behind.isShared()).isTrue();
      assertThat(behind.size()).isEqualTo(Long.MAX_VALUE - 5);
      refused(OverlappingFileLockException.class, () -> one.tryLock(1L << 50, 1, true));
      lock.release();
      lock.release();
      assertThat(lock.isValid()).isFalse();
      FileLock again = other.lock(2, 3, false);
      other.close();
      assertThat(again.isValid()).isFalse();
      refused(ClosedChannelException.class, again::release);
      one.lock().close();
      refused(IllegalArgumentException.class, () -> one.lock(-1, 1, false));
      refused(IllegalArgumentException.class, () -> one.lock(0, -1, false));
      refused(IllegalArgumentException.class, () -> one.lock(Long.MAX_VALUE, 2, false));
    }
    try (FileChannel reading = FileChannel.open(file);
        FileChannel writing = FileChannel.open(file, WRITE)) {
      refused(NonWritableChannelException.class, reading::lock);
      refused(NonReadableChannelException.class, () -> writing.lock(0, 1, true));
      reading.lock(0, 1, true).release();
    }
  }

  @Test
  void asynchronousReadsAndWrites() throws Exception {
    Path file = path("file");
    try (AsynchronousFileChannel channel =
        AsynchronousFileChannel.open(file, READ, WRITE, CREATE)) {
      assertThat(channel.write(ByteBuffer.wrap("0123".getBytes(UTF_8)), 2).get()).isEqualTo(4);
      assertThat(channel.size()).isEqualTo(6);
      ByteBuffer buffer = ByteBuffer.allocate(10);
      assertThat(channel.read(buffer, 3).get()).isEqualTo(3);
      assertThat(channel.read(buffer, 6).get()).isEqualTo(-1);
      CompletableFuture<String> told = new CompletableFuture<>();
      channel.read(
          ByteBuffer.allocate(4),
          0,
          "attached",
          new CompletionHandler<Integer, String>() {
            @Override
            public void completed(Integer result, String attachment) {
              told.complete(attachment + result);
            }

            @Override
            public void failed(Throwable e, String attachment) {
              told.completeExceptionally(e);
            }
          });
      assertThat(told.get()).isEqualTo("attached4");
      assertThat(channel.truncate(1)).isSameAs(channel);
      channel.force(true);
      refused(IllegalArgumentException.class, () -> channel.read(ByteBuffer.allocate(1), -1).get());
      FileLock lock = channel.lock().get();
      assertThat(lock.acquiredBy()).isSameAs(channel);
      refused(OverlappingFileLockException.class, channel::tryLock);
      lock.release();
    }
    assertThatPath(file).hasSize(1);
  }

  @Test
  void asynchronousChannelsDoWhatTheyWereOpenedFor() throws Exception {
    Path file = file("file", "content");
    ExecutorService executor = Executors.newFixedThreadPool(1);
    try {
      AsynchronousFileChannel reading = AsynchronousFileChannel.open(file, Set.of(READ), executor);
      ByteBuffer buffer = ByteBuffer.allocate(7);
      Future<Integer> read = reading.read(buffer, 0);
      assertThat(read.get()).isEqualTo(7);
      assertThat(read.isDone()).isTrue();
      refused(NonWritableChannelException.class, () -> reading.write(buffer, 0));
      refused(NonWritableChannelException.class, () -> reading.lock());
      reading.close();
      assertThat(reading.isOpen()).isFalse();
      assertThatThrownBy(() -> reading.read(buffer.clear(), 0).get())
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isExactlyInstanceOf(ClosedChannelException.class);
    } finally {
      executor.shutdown();
    }
    try (AsynchronousFileChannel writing = AsynchronousFileChannel.open(file, WRITE)) {
      refused(NonReadableChannelException.class, () -> writing.read(ByteBuffer.allocate(1), 0));
    }
    refused(UnsupportedOperationException.class, () -> AsynchronousFileChannel.open(file, APPEND));
  }

  /** What to do with two channels, a thread of which is being interrupted. */
  private interface Interrupted {
    void run(FileChannel one, FileChannel other) throws IOException;
  }

  private void interrupted(
      Class<? extends Exception> exactly, boolean closesBoth, Interrupted action)
      throws IOException {
    Path file = file("interrupted", "0123456789");
    try (FileChannel one = FileChannel.open(file, READ, WRITE);
        FileChannel other = FileChannel.open(file, READ, WRITE)) {
      Thread.currentThread().interrupt();
      try {
        refused(exactly, () -> action.run(one, other));
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(one.isOpen()).isFalse();
      assertThat(other.isOpen()).isEqualTo(!closesBoth);
      Files.delete(file);
    }
  }

  @Test
  void anInterruptEndsWhatMayWait() throws IOException {
    Class<ClosedByInterruptException> closed = ClosedByInterruptException.class;
    interrupted(FileLockInterruptionException.class, false, (one, other) -> one.lock());
    interrupted(closed, false, (one, other) -> one.force(true));
    try (Arena arena = Arena.ofConfined()) {
      interrupted(closed, false, (one, other) -> one.map(MapMode.READ_ONLY, 0, 1, arena));
      interrupted(closed, false, (one, other) -> one.map(MapMode.READ_ONLY, 0, 0, arena));
    }
    interrupted(closed, true, (one, other) -> one.transferTo(0, 5, other));
    interrupted(closed, true, (one, other) -> one.transferTo(0, 0, other));
    interrupted(closed, true, (one, other) -> one.transferTo(10, 5, other));
    interrupted(closed, true, (one, other) -> one.transferFrom(other, 0, 5));
    interrupted(closed, true, (one, other) -> one.transferFrom(other, 0, 0));
    var source = Channels.newChannel(new ByteArrayInputStream(new byte[10]));
    interrupted(closed, false, (one, other) -> one.transferFrom(source, 0, 5));
    assertThat(source.isOpen()).isFalse();
    var target = Channels.newChannel(new ByteArrayOutputStream());
    interrupted(closed, false, (one, other) -> one.transferTo(0, 5, target));
    assertThat(target.isOpen()).isFalse();
  }

  @Test
  void anInterruptIsNothingToATryForALock() throws IOException {
    try (FileChannel channel = FileChannel.open(file("file", ""), READ, WRITE)) {
      Thread.currentThread().interrupt();
      assertThat(channel.tryLock().isValid()).isTrue();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void anInterruptIsNothingToAnAsynchronousChannel() throws Exception {
    Path file = file("file", "0123456789");
    ExecutorService executor = Executors.newFixedThreadPool(1);
    try (AsynchronousFileChannel channel =
        AsynchronousFileChannel.open(file, Set.of(READ, WRITE), executor)) {
      executor.execute(() -> Thread.currentThread().interrupt());
      assertThat(channel.read(ByteBuffer.allocate(4), 8).get()).isEqualTo(2);
      Thread.currentThread().interrupt();
      assertThat(channel.truncate(5).size()).isEqualTo(5);
      channel.force(true);
      assertThat(channel.tryLock().isValid()).isTrue();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(channel.isOpen()).isTrue();
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void whatWaitsForItsTurnFailsWhenTheChannelIsClosed() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(1);
    try {
      AsynchronousFileChannel channel =
          AsynchronousFileChannel.open(file("file", "content"), Set.of(READ, WRITE), executor);
      CompletableFuture<Void> turn = new CompletableFuture<>();
      executor.execute(turn::join);
      Future<Integer> reading = channel.read(ByteBuffer.allocate(1), 0);
      Future<Integer> writing = channel.write(ByteBuffer.allocate(1), 0);
      Future<FileLock> locking = channel.lock();
      channel.close();
      turn.complete(null);
      for (Future<?> queued : java.util.List.of(reading, writing, locking)) {
        assertThatThrownBy(queued::get)
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isExactlyInstanceOf(AsynchronousCloseException.class);
      }
      assertThatThrownBy(() -> channel.lock(-1, 1, false).get())
          .cause()
          .isExactlyInstanceOf(ClosedChannelException.class);
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void asynchronousLocksAreRefusedAtOnce() throws Exception {
    try (AsynchronousFileChannel channel =
        AsynchronousFileChannel.open(file("file", "content"), READ, WRITE)) {
      FileLock lock = channel.lock(0, 5, false).get();
      refused(OverlappingFileLockException.class, () -> channel.lock(4, 1, false));
      refused(IllegalArgumentException.class, () -> channel.lock(-1, 1, false));
      refused(IllegalArgumentException.class, () -> channel.lock(5, -1, false));
      lock.release();
    }
  }
}
