// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static io.ramdrive.nio.FileAssert.assertThatPath;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Files are opened, read and written. */
public abstract class ChannelBehaviour extends Behaviour {
  protected ChannelBehaviour(Environment environment) {
    super(environment);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static String read(FileChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    return new String(buffer.array(), 0, buffer.position(), UTF_8);
  }

  @Test
  void openingCreatesWhatIsAskedFor() throws IOException {
    Path file = path("file");
    refused(NoSuchFileException.class, () -> Files.newByteChannel(file));
    refused(NoSuchFileException.class, () -> Files.newByteChannel(file, WRITE));
    refused(NoSuchFileException.class, () -> Files.newByteChannel(file, READ, CREATE));
    Files.newByteChannel(file, WRITE, CREATE).close();
    Files.writeString(file, "content");
    Files.newByteChannel(file, WRITE, CREATE).close();
    assertThatPath(file).contains("content");
    Files.newByteChannel(file, WRITE, TRUNCATE_EXISTING).close();
    assertThatPath(file).isEmptyFile();
    refused(FileAlreadyExistsException.class, () -> Files.newByteChannel(file, WRITE, CREATE_NEW));
    Files.newByteChannel(path("new"), WRITE, CREATE_NEW).close();
    assertThatPath(path("new")).isEmptyFile();
    refusedFor("Is a directory", () -> Files.newByteChannel(dir(), WRITE));
    refused(FileAlreadyExistsException.class, () -> Files.newByteChannel(dir(), WRITE, CREATE_NEW));
  }

  @Test
  void contradictingOptionsAreRefused() throws IOException {
    Path file = file("file", "content");
    refused(IllegalArgumentException.class, () -> Files.newByteChannel(file, READ, APPEND));
    refused(
        IllegalArgumentException.class,
        () -> Files.newByteChannel(file, APPEND, TRUNCATE_EXISTING));
    refused(
        UnsupportedOperationException.class, () -> Files.newByteChannel(file, new OpenOption() {}));
    refused(NullPointerException.class, () -> Files.newByteChannel(file, (OpenOption) null));
    assertThatPath(file).contains("content");
  }

  @Test
  void linksAreFollowedUnlessAskedNot() throws IOException {
    file("file", "content");
    Path link = link("link", "file");
    try (SeekableByteChannel channel = Files.newByteChannel(link)) {
      assertThat(channel.size()).isEqualTo(7);
    }
    refused(IOException.class, () -> Files.newByteChannel(link, LinkOption.NOFOLLOW_LINKS));
    refused(IOException.class, () -> Files.newByteChannel(link, WRITE, LinkOption.NOFOLLOW_LINKS));
    refused(FileAlreadyExistsException.class, () -> Files.newByteChannel(link, WRITE, CREATE_NEW));
    Files.newByteChannel(path("file"), LinkOption.NOFOLLOW_LINKS).close();
  }

  @Test
  void readingMovesThePosition() throws IOException {
    try (FileChannel channel = FileChannel.open(file("file", "0123456789"))) {
      assertThat(channel.position()).isZero();
      assertThat(read(channel, 4)).isEqualTo("0123");
      assertThat(channel.position()).isEqualTo(4);
      assertThat(channel.read(ByteBuffer.allocate(0))).isZero();
      assertThat(channel.position(8)).isSameAs(channel);
      assertThat(read(channel, 4)).isEqualTo("89");
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      channel.position(100);
      assertThat(channel.position()).isEqualTo(100);
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(channel.size()).isEqualTo(10);
      refused(IllegalArgumentException.class, () -> channel.position(-1));
      refused(
          IllegalArgumentException.class,
          () -> channel.read(ByteBuffer.allocate(1).asReadOnlyBuffer()));
    }
  }

  @Test
  void positionalReadsDoNot() throws IOException {
    try (FileChannel channel = FileChannel.open(file("file", "0123456789"))) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(4);
      assertThat(channel.read(buffer, 7)).isEqualTo(3);
      assertThat(buffer.position()).isEqualTo(3);
      assertThat(channel.position()).isZero();
      assertThat(channel.read(buffer, 10)).isEqualTo(-1);
      assertThat(channel.read(buffer, 1000)).isEqualTo(-1);
      refused(IllegalArgumentException.class, () -> channel.read(buffer, -1));
    }
  }

  @Test
  void writingMovesThePosition() throws IOException {
    Path file = file("file", "0123456789");
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      assertThat(channel.write(bytes("ab"))).isEqualTo(2);
      assertThat(channel.position()).isEqualTo(2);
      assertThat(channel.write(bytes("cd"), 8)).isEqualTo(2);
      assertThat(channel.position()).isEqualTo(2);
      assertThat(channel.write(bytes(""))).isZero();
      channel.position(12).write(bytes("ef").asReadOnlyBuffer());
      assertThat(channel.size()).isEqualTo(14);
      refused(IllegalArgumentException.class, () -> channel.write(bytes("x"), -1));
    }
    assertThatPath(file).contains("ab234567cd\0\0ef");
  }

  @Test
  void buffersAreSlicesOfAnything() throws IOException {
    Path file = path("file");
    try (FileChannel channel = FileChannel.open(file, WRITE, READ, CREATE)) {
      ByteBuffer heap = ByteBuffer.wrap("xxABCxx".getBytes(UTF_8), 2, 3).slice();
      ByteBuffer direct = ByteBuffer.allocateDirect(9).put(2, "DEF".getBytes(UTF_8));
      assertThat(channel.write(heap)).isEqualTo(3);
      assertThat(channel.write(direct.position(2).limit(5))).isEqualTo(3);
      assertThat(direct.position()).isEqualTo(5);
      ByteBuffer into = ByteBuffer.allocate(10).position(3).limit(8).slice();
      assertThat(channel.read(into, 1)).isEqualTo(5);
      assertThat(into.array()).containsExactly(0, 0, 0, 'B', 'C', 'D', 'E', 'F', 0, 0);
    }
    assertThatPath(file).contains("ABCDEF");
  }

  @Test
  void scatteringAndGathering() throws IOException {
    Path file = path("file");
    try (FileChannel channel = FileChannel.open(file, WRITE, READ, CREATE)) {
      ByteBuffer[] parts = {bytes("01"), bytes(""), bytes("234"), bytes("5")};
      assertThat(channel.write(parts)).isEqualTo(6);
      assertThat(channel.position()).isEqualTo(6);
      assertThat(channel.write(new ByteBuffer[] {bytes("x"), bytes("67"), bytes("y")}, 1, 1))
          .isEqualTo(2);
      channel.position(1);
      ByteBuffer[] into = {ByteBuffer.allocate(3), ByteBuffer.allocate(0), ByteBuffer.allocate(9)};
      assertThat(channel.read(into)).isEqualTo(7);
      assertThat(new String(into[0].array(), UTF_8)).isEqualTo("123");
      assertThat(into[2].position()).isEqualTo(4);
      assertThat(channel.read(into)).isEqualTo(-1);
      refused(IndexOutOfBoundsException.class, () -> channel.read(into, 2, 2));
      refused(IndexOutOfBoundsException.class, () -> channel.write(parts, -1, 1));
      assertThat(channel.write(new ByteBuffer[0])).isZero();
    }
    assertThatPath(file).contains("01234567");
  }

  @Test
  void appendsGoToTheEnd() throws IOException {
    Path file = file("file", "01");
    try (FileChannel one = FileChannel.open(file, APPEND);
        FileChannel other = FileChannel.open(file, APPEND)) {
      assertThat(one.position()).isEqualTo(2);
      one.write(bytes("23"));
      other.write(bytes("45"));
      assertThat(other.position()).isEqualTo(6);
      one.position(0).write(bytes("67"));
      one.write(new ByteBuffer[] {bytes("8"), bytes("9")});
      refused(NonReadableChannelException.class, () -> one.read(ByteBuffer.allocate(1)));
    }
    assertThatPath(file).contains("0123456789");
    Files.writeString(file, "x", APPEND);
    assertThatPath(file).contains("0123456789x");
  }

  @Test
  void truncating() throws IOException {
    Path file = file("file", "0123456789");
    try (FileChannel channel = FileChannel.open(file, WRITE, READ)) {
      channel.position(9);
      assertThat(channel.truncate(20)).isSameAs(channel);
      assertThat(channel.size()).isEqualTo(10);
      channel.truncate(4);
      assertThat(channel.size()).isEqualTo(4);
      assertThat(channel.position()).isEqualTo(4);
      channel.position(6).write(bytes("x"));
      assertThat(read(channel.position(0), 9)).isEqualTo("0123\0\0x");
      refused(IllegalArgumentException.class, () -> channel.truncate(-1));
    }
    try (FileChannel channel = FileChannel.open(file)) {
      refused(NonWritableChannelException.class, () -> channel.truncate(0));
    }
  }

  @Test
  void channelsDoWhatTheyWereOpenedFor() throws IOException {
    Path file = file("file", "content");
    try (FileChannel reading = FileChannel.open(file);
        FileChannel writing = FileChannel.open(file, WRITE)) {
      refused(NonWritableChannelException.class, () -> reading.write(bytes("x")));
      refused(NonWritableChannelException.class, () -> reading.write(bytes("x"), 0));
      refused(
          NonWritableChannelException.class, () -> reading.write(new ByteBuffer[] {bytes("x")}));
      refused(NonReadableChannelException.class, () -> writing.read(ByteBuffer.allocate(1)));
      refused(NonReadableChannelException.class, () -> writing.read(ByteBuffer.allocate(1), 0));
      refused(
          NonReadableChannelException.class,
          () -> writing.read(new ByteBuffer[] {ByteBuffer.allocate(1)}));
    }
  }

  @Test
  void closedChannelsSaySo() throws IOException {
    FileChannel channel = FileChannel.open(file("file", "content"), READ, WRITE);
    assertThat(channel.isOpen()).isTrue();
    channel.close();
    channel.close();
    assertThat(channel.isOpen()).isFalse();
    Class<ClosedChannelException> closed = ClosedChannelException.class;
    refused(closed, () -> channel.read(ByteBuffer.allocate(1)));
    refused(closed, () -> channel.read(ByteBuffer.allocate(1), 0));
    refused(closed, () -> channel.write(bytes("x")));
    refused(closed, () -> channel.write(bytes("x"), 0));
    refused(closed, channel::position);
    refused(closed, () -> channel.position(0));
    refused(closed, channel::size);
    refused(closed, () -> channel.truncate(0));
    refused(closed, () -> channel.force(true));
    refused(closed, () -> channel.tryLock());
    refused(closed, () -> channel.transferTo(0, 1, channel));
  }

  @Test
  void directoriesAreNoFiles() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(dir())) {
      refused(IOException.class, () -> channel.read(ByteBuffer.allocate(1)));
    }
    refused(IOException.class, () -> Files.readAllBytes(dir()));
    refusedFor("Is a directory", () -> Files.writeString(dir(), "x"));
  }

  @Test
  void filesAreSparse() throws IOException {
    Path file = path("file");
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE, READ, SPARSE)) {
      channel.write(bytes("end"), 1L << 40);
      assertThat(channel.size()).isEqualTo((1L << 40) + 3);
      ByteBuffer buffer = ByteBuffer.allocate(8);
      assertThat(channel.read(buffer, (1L << 40) - 4)).isEqualTo(7);
      assertThat(buffer.array()).containsExactly(0, 0, 0, 0, 'e', 'n', 'd', 0);
    }
  }

  @Test
  void syncIsAccepted() throws IOException {
    try (FileChannel channel = FileChannel.open(path("file"), CREATE, WRITE, SYNC, DSYNC)) {
      channel.write(bytes("x"));
      channel.force(false);
      channel.force(true);
    }
    try (FileChannel directory = FileChannel.open(dir())) {
      directory.force(true);
    }
    assertThatPath(path("file")).contains("x");
  }

  @Test
  void deleteOnCloseDeletes() throws IOException {
    Path file = file("file", "content");
    try (FileChannel channel = FileChannel.open(file, READ, WRITE, DELETE_ON_CLOSE)) {
      assertThat(read(channel, 9)).isEqualTo("content");
      channel.write(bytes("x"));
    }
    assertThatPath(file).doesNotExist();
    file("target", "");
    refused(
        IOException.class, () -> FileChannel.open(link("link", "target"), READ, DELETE_ON_CLOSE));
    assertThatPath(path("target")).exists();
  }

  @Test
  void aDeletedFileLivesWhileItIsOpen() throws IOException {
    Path file = file("file", "content");
    try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
      Files.delete(file);
      file("file", "another");
      assertThat(read(channel, 9)).isEqualTo("content");
      channel.write(bytes("more"));
      assertThat(channel.size()).isEqualTo(11);
    }
    assertThatPath(file).contains("another");
  }

  @Test
  void anInterruptClosesTheChannel() throws Exception {
    Path file = file("file", "content");
    try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    try {
                      channel.read(ByteBuffer.allocate(1));
                    } catch (IOException e) {
                      thrown.set(e);
                    }
                    if (!Thread.interrupted()) {
                      thrown.set(new AssertionError("the interrupt got lost"));
                    }
                  });
      thread.join();
      assertThat(thrown.get()).isExactlyInstanceOf(ClosedByInterruptException.class);
      assertThat(channel.isOpen()).isFalse();
      refused(ClosedChannelException.class, () -> channel.write(bytes("x")));
    }
    assertThatPath(file).contains("content");
  }

  @Test
  void streamsReadAndWrite() throws IOException {
    Path file = path("file");
    try (var out = Files.newOutputStream(file)) {
      out.write("content".getBytes(UTF_8));
    }
    try (var in = Files.newInputStream(file)) {
      assertThat(in.read()).isEqualTo('c');
      assertThat(in.skip(3)).isEqualTo(3);
      assertThat(in.readAllBytes()).isEqualTo("ent".getBytes(UTF_8));
    }
    refused(IllegalArgumentException.class, () -> Files.newOutputStream(file, READ));
    refused(UnsupportedOperationException.class, () -> Files.newInputStream(file, WRITE));
    Files.write(file, java.util.List.of("one", "two"));
    assertThat(Files.readAllLines(file)).containsExactly("one", "two");
    try (var lines = Files.lines(file)) {
      assertThat(lines).containsExactly("one", "two");
    }
  }
}
