// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams are files of their own that live and die with another. */
final class NamedStreamsTest implements ChangeListener {
  private static final int PAGE = TestVolume.PAGE;

  private final TestVolume test = new TestVolume(16, 20);
  private final NamedStreams streams = test.volume.streams();
  private final Inode root = test.root();
  private final Inode file = test.file(root, "f");
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void attach() {
    test.volume.attach(inode -> {}, "a test", false, this);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Override
  public void changed(Change event) {
    told.add(event.kind() + " " + event.inode());
  }

  @Override
  public boolean awaitDelivered(long deadline) {
    return true;
  }

  @Test
  void aStreamHasContentOfItsOwn() {
    Inode stream = test.stream(file, "s");
    assertThat(told).containsExactly("STREAMS " + file.id());
    told.clear();
    test.write(file, 0, "file".getBytes(UTF_8));
    test.write(stream, 3, "stream".getBytes(UTF_8));
    assertThat(told).containsExactly("WRITTEN " + file.id(), "WRITTEN " + stream.id());
    assertThat(test.read(file, 0, 10)).isEqualTo("file".getBytes(UTF_8));
    assertThat(test.read(stream, 0, 10)).isEqualTo("\0\0\0stream".getBytes(UTF_8));
    assertThat(test.attributes(file).size()).isEqualTo(4);
    assertThat(test.attributes(stream).size()).isEqualTo(9);
    assertThat(list(file)).containsExactly("s 9 " + PAGE);
    assertThat(test.usedPages()).isEqualTo(2);
    assertThat(test.volume.setattr(test.call, stream, new AttributeChange().size(5)))
        .isEqualTo(Status.OK);
    assertThat(test.volume.fallocate(test.call, stream, 0, 0, 3L * PAGE)).isEqualTo(Status.OK);
    assertThat(list(file)).containsExactly("s " + 3 * PAGE + " " + 3 * PAGE);
  }

  @Test
  void aStreamIsFoundByItsNameAndItsNumber() {
    Inode stream = test.stream(file, "s");
    assertThat(open(file, "s")).isEqualTo(Status.OK);
    assertThat(test.call.inode()).isSameAs(stream);
    assertThat(test.call.attributes().id()).isEqualTo(stream.id());
    assertThat(test.volume.inode(stream.id())).isSameAs(stream);
    assertThat(streams.owner(stream)).isSameAs(file);
    assertThat(streams.owner(file)).isNull();
    assertThat(open(file, "S")).isEqualTo(Status.NOT_FOUND);
    assertThat(open(root, "s")).isEqualTo(Status.NOT_FOUND);
    assertThat(test.lookup(root, "s")).isEqualTo(Status.NOT_FOUND);
    stream.release();
  }

  @Test
  void aNameIsTakenOnce() {
    test.stream(file, "s");
    told.clear();
    assertThat(create(file, "s")).isEqualTo(Status.EXISTS);
    assertThat(create(file, "")).isEqualTo(Status.INVALID);
    assertThat(create(file, "x".repeat(256))).isEqualTo(Status.NAME_TOO_LONG);
    assertThat(open(file, "x".repeat(256))).isEqualTo(Status.NAME_TOO_LONG);
    assertThat(told).isEmpty();
    assertThat(list(file)).containsExactly("s 0 0");
  }

  @Test
  void onlyFilesAndDirectoriesHaveStreams() {
    Inode stream = test.stream(file, "s");
    assertThat(create(stream, "t")).isEqualTo(Status.INVALID);
    test.name("fifo");
    assertThat(test.volume.create(test.call, root, Mode.S_IFIFO | 0600, 0)).isEqualTo(Status.OK);
    Inode fifo = test.call.inode();
    fifo.release();
    assertThat(create(fifo, "t")).isEqualTo(Status.INVALID);
    assertThat(list(fifo)).isEmpty();
    Inode dir = test.directory(root, "d");
    test.stream(dir, "t");
    assertThat(list(dir)).containsExactly("t 0 0");
  }

  @Test
  void aRemovedStreamDiesWithItsLastHolder() {
    Inode stream = test.stream(file, "s");
    test.stream(file, "t");
    test.write(stream, 0, new byte[PAGE]);
    stream.retain();
    told.clear();
    assertThat(remove(file, "s")).isEqualTo(Status.OK);
    assertThat(told).containsExactly("STREAMS " + file.id());
    assertThat(remove(file, "s")).isEqualTo(Status.NOT_FOUND);
    assertThat(list(file)).containsExactly("t 0 0");
    assertThat(streams.owner(stream)).isNull();
    assertThat(test.attributes(stream).links()).isZero();
    assertThat(test.usedPages()).isOne();
    assertThat(test.volume.orphans()).isOne();
    stream.release();
    assertThat(test.usedPages()).isZero();
    assertThat(test.inodes()).isEqualTo(3);
    assertThat(test.volume.orphans()).isZero();
  }

  @Test
  void streamsDieWithTheirFile() {
    Inode held = test.stream(file, "held");
    Inode other = test.stream(file, "other");
    test.write(held, 0, new byte[PAGE]);
    test.write(other, 0, new byte[2 * PAGE]);
    held.retain();
    file.retain();
    test.unlink(root, "f");
    assertThat(open(file, "other")).isEqualTo(Status.OK);
    other.release();
    assertThat(test.inodes()).isEqualTo(4);
    file.release();
    assertThat(other.tryRetain()).isFalse();
    assertThat(streams.owner(held)).isNull();
    assertThat(test.usedPages()).isOne();
    assertThat(test.read(held, 0, PAGE)).hasSize(PAGE);
    held.release();
    assertThat(test.usedPages()).isZero();
    assertThat(test.inodes()).isOne();
    assertThat(test.volume.orphans()).isZero();
  }

  @Test
  void streamsCountAsInodes() {
    for (int i = 2; i < 20; i++) {
      test.stream(file, "s" + i);
    }
    assertThat(test.inodes()).isEqualTo(20);
    assertThat(create(file, "more")).isEqualTo(Status.NO_SPACE);
    assertThat(list(file)).hasSize(18);
    test.unlink(root, "f");
    assertThat(test.inodes()).isOne();
  }

  @Test
  void streamsFillTheVolume() {
    Inode stream = test.stream(file, "s");
    test.write(file, 0, new byte[6 * PAGE]);
    test.write(stream, 0, new byte[20 * PAGE]);
    assertThat(test.call.count()).isEqualTo(10 * PAGE);
    assertThat(test.write(stream, 10 * PAGE, new byte[1])).isEqualTo(Status.NO_SPACE);
    test.unlink(root, "f");
    assertThat(test.usedPages()).isZero();
  }

  @Test
  void aListingEndsWhenItsVisitorSaysSo() {
    test.stream(file, "a");
    test.stream(file, "b");
    List<String> seen = new ArrayList<>();
    streams.list(
        test.call,
        file,
        (name, size, allocated) -> {
          seen.add(TestVolume.text(name));
          return false;
        });
    assertThat(seen).containsExactly("a");
  }

  private Status open(Inode inode, String name) {
    test.name(name);
    return streams.open(test.call, inode);
  }

  private Status create(Inode inode, String name) {
    test.name(name);
    return streams.create(test.call, inode);
  }

  private Status remove(Inode inode, String name) {
    test.name(name);
    return streams.remove(test.call, inode);
  }

  private List<String> list(Inode inode) {
    List<String> all = new ArrayList<>();
    streams.list(
        test.call,
        inode,
        (name, size, allocated) -> all.add(TestVolume.text(name) + " " + size + " " + allocated));
    return all;
  }
}
