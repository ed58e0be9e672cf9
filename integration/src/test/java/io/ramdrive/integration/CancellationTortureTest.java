// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static io.ramdrive.integration.LinuxFlags.POSIX_FADV_DONTNEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Clients that give up in the middle: the drive stays whole, serves everybody else, and what such a
 * client has written so far is there, byte by byte, without a gap.
 */
class CancellationTortureTest {
  private static final int CHUNK = 1 << 20;

  /** Writers start over at this size, so that a slow interrupt does not fill the drive. */
  private static final long LAP = 64L << 20;

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  @Test
  void interruptedWriterLeavesAPrefix() throws Exception {
    for (int round = 0; round < Tasks.rounds(20); round++) {
      Path path = DRIVE.directory().resolve("file" + round);
      AtomicLong written = new AtomicLong();
      long seed = Tasks.SEED + round;
      FutureTask<Long> writer = new FutureTask<>(() -> writeUntilInterrupted(path, seed, written));
      Thread thread = Thread.ofPlatform().start(writer);
      // Each round lets the writer come a different way before it is interrupted.
      while (written.get() < round * 300_000L) {
        Thread.onSpinWait();
      }
      thread.interrupt();
      long confirmed = writer.get(30, TimeUnit.SECONDS);

      checkPrefix(path, seed, confirmed);
      Posix.unlink(path);
    }
  }

  private static long writeUntilInterrupted(Path path, long seed, AtomicLong written)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
      assertThatThrownBy(
              () -> {
                for (long at = 0; ; ) {
                  chunk.clear().put(Pattern.bytes(seed, at, CHUNK)).flip();
                  at += channel.write(chunk, at);
                  written.set(at);
                }
              })
          .isInstanceOf(ClosedByInterruptException.class);
    }
    return written.get();
  }

  @Test
  void interruptedReaderDisturbsNobody() throws Exception {
    Path path = DRIVE.directory().resolve("file");
    int size = 16 * CHUNK;
    write(path, 5, size);
    for (int round = 0; round < Tasks.rounds(20); round++) {
      AtomicLong read = new AtomicLong();
      FutureTask<Void> reader =
          new FutureTask<>(
              () -> {
                readUntilInterrupted(path, read);
                return null;
              });
      Thread thread = Thread.ofPlatform().start(reader);
      while (read.get() < round * 100_000L) {
        Thread.onSpinWait();
      }
      thread.interrupt();
      reader.get(30, TimeUnit.SECONDS);
    }
    int fd = Posix.open(path, O_RDONLY);
    Posix.fadvise(fd, POSIX_FADV_DONTNEED);
    Pattern.check("after the readers", 5, 0, size, Posix.pread(fd, size + 1, 0));
    Posix.close(fd);
  }

  private static void readUntilInterrupted(Path path, AtomicLong read) {
    assertThatThrownBy(
            () -> {
              try (FileChannel channel = FileChannel.open(path)) {
                ByteBuffer chunk = ByteBuffer.allocateDirect(300_000);
                int fd = Posix.open(path, O_RDONLY);
                for (long at = 0; ; at = (at + 777_777) % (15L * CHUNK)) {
                  Posix.fadvise(fd, POSIX_FADV_DONTNEED);
                  int count = channel.read(chunk.clear(), at);
                  byte[] bytes = new byte[count];
                  chunk.flip().get(bytes);
                  Pattern.check("while interrupted", 5, at, bytes);
                  read.addAndGet(count);
                }
              }
            })
        .isInstanceOf(ClosedByInterruptException.class);
  }

  @Test
  void killedWritersLeavePrefixes() throws Exception {
    for (int round = 0; round < Tasks.rounds(2); round++) {
      List<Process> clients = new ArrayList<>();
      List<Path> paths = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Path path = DRIVE.directory().resolve("killed" + round + "-" + i);
        paths.add(path);
        clients.add(Client.start("write-for-ever", path, i));
      }
      for (int i = 0; i < clients.size(); i++) {
        // The first byte of its output says that a client has written its first megabyte.
        assertThat(clients.get(i).getInputStream().read()).isEqualTo('w');
      }
      for (Process client : clients) {
        client.destroyForcibly();
        assertThat(client.waitFor(30, TimeUnit.SECONDS)).as("client ends").isTrue();
      }
      for (int i = 0; i < paths.size(); i++) {
        checkPrefix(paths.get(i), i, CHUNK);
        Posix.unlink(paths.get(i));
      }
    }
    checkAlive();
  }

  /** Writes without end; what {@link Client} does until it is killed. */
  static void writeForEver(Path path, long seed) {
    int fd = Posix.open(path, O_WRONLY | O_CREAT, 0644);
    for (long at = 0; ; ) {
      at += Posix.pwrite(fd, Pattern.bytes(seed, at % LAP, CHUNK), at % LAP);
      if (at == CHUNK) {
        System.out.print('w');
        System.out.flush();
      }
    }
  }

  private static void checkPrefix(Path path, long seed, long confirmed) {
    int fd = Posix.open(path, O_RDONLY);
    long size = Posix.stat(fd).size();
    assertThat(size)
        .as("size of %s, %d written", path, confirmed)
        .isGreaterThanOrEqualTo(confirmed);
    for (boolean cached : new boolean[] {true, false}) {
      for (long at = 0; at < size; at += CHUNK) {
        int length = (int) Math.min(CHUNK, size - at);
        Pattern.check(path + " cached " + cached, seed, at, length, Posix.pread(fd, CHUNK, at));
      }
      Posix.fadvise(fd, POSIX_FADV_DONTNEED);
    }
    Posix.close(fd);
  }

  private static void checkAlive() {
    Path path = DRIVE.directory().resolve("alive");
    write(path, 9, 100_000);
    checkPrefix(path, 9, 100_000);
    Posix.unlink(path);
  }

  private static void write(Path path, long seed, int size) {
    int fd = Posix.open(path, O_WRONLY | O_CREAT, 0644);
    assertThat(Posix.write(fd, Pattern.bytes(seed, 0, size))).isEqualTo(size);
    Posix.close(fd);
  }
}
