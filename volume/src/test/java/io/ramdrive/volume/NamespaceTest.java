// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names, links and renames, and what each operation counts. */
final class NamespaceTest {
  private final TestVolume test = new TestVolume();
  private final Inode root = test.root();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void rootIsNumberOne() {
    assertThat(root.id()).isEqualTo(Volume.ROOT_ID);
    assertThat(test.volume.inode(1)).isSameAs(root);
    assertThat(test.attributes(root).links()).isEqualTo(2);
  }

  @Test
  void numbersAreNeverUsedAgain() {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Inode file = test.file(root, "f");
      ids.add(file.id());
      test.unlink(root, "f");
      assertThat(test.volume.inode(file.id())).isNull();
      assertThat(file.tryRetain()).isFalse();
    }
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(test.inodes()).isEqualTo(1);
  }

  @Test
  void namesAreBytesOfLimitedLength() {
    test.call.name().wrap(new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(test.volume.create(test.call, root, 0644, 0)).isEqualTo(Status.OK);
    test.file(root, "x".repeat(255));
    assertThat(create("x".repeat(256))).isEqualTo(Status.NAME_TOO_LONG);
    assertThat(test.lookup(root, "x".repeat(256))).isEqualTo(Status.NAME_TOO_LONG);
    assertThat(create("a/b")).isEqualTo(Status.INVALID);
    assertThat(create("")).isEqualTo(Status.INVALID);
    assertThat(create("..")).isEqualTo(Status.EXISTS);
  }

  @Test
  void aNameIsRemovedOnlyFromWhatIsExpected() {
    Inode file = test.file(root, "f");
    Inode dir = test.directory(root, "d");
    Inode inner = test.file(dir, "x");
    assertThat(remove(root, "f", dir)).isEqualTo(Status.STALE);
    assertThat(remove(root, "none", file)).isEqualTo(Status.NOT_FOUND);
    assertThat(remove(file, "f", file)).isEqualTo(Status.NOT_DIRECTORY);
    assertThat(remove(root, "d", dir)).isEqualTo(Status.NOT_EMPTY);
    assertThat(test.list(root)).containsExactly("f", "d");
    assertThat(remove(dir, "x", inner)).isEqualTo(Status.OK);
    assertThat(remove(root, "d", dir)).isEqualTo(Status.OK);
    assertThat(remove(root, "f", file)).isEqualTo(Status.OK);
    assertThat(test.inodes()).isOne();
    assertThat(test.attributes(root).links()).isEqualTo(2);
  }

  private Status remove(Inode dir, String name, Inode expected) {
    test.name(name);
    return test.volume.remove(test.call, dir, expected);
  }

  @Test
  void unlinkedFileLivesUntilItIsReleased() {
    Inode file = test.file(root, "f");
    file.retain();
    test.write(file, 0, new byte[] {1, 2, 3});
    assertThat(test.unlink(root, "f")).isEqualTo(Status.OK);
    assertThat(test.volume.orphans()).isEqualTo(1);
    assertThat(test.attributes(file).links()).isZero();
    assertThat(test.read(file, 0, 3)).containsExactly(1, 2, 3);
    test.name("again");
    assertThat(test.volume.link(test.call, file, root)).isEqualTo(Status.NOT_FOUND);
    file.release();
    assertThat(test.volume.orphans()).isZero();
    assertThat(test.usedPages()).isZero();
  }

  @Test
  void unnamedFileCanBeGivenAName() {
    assertThat(test.volume.tmpfile(test.call, root, 0600)).isEqualTo(Status.OK);
    Inode file = test.call.inode();
    test.name("named");
    assertThat(test.volume.link(test.call, file, root)).isEqualTo(Status.OK);
    file.release();
    file.release();
    assertThat(test.find(root, "named")).isSameAs(file);
    assertThat(test.volume.orphans()).isZero();
    assertThat(test.volume.tmpfile(test.call, root, 0600)).isEqualTo(Status.OK);
    test.call.inode().release();
    assertThat(test.inodes()).isEqualTo(2);
  }

  @Test
  void directoriesCountTheirSubdirectories() {
    Inode a = test.directory(root, "a");
    Inode b = test.directory(a, "b");
    assertThat(test.attributes(root).links()).isEqualTo(3);
    assertThat(test.attributes(a).links()).isEqualTo(3);
    assertThat(test.rename(a, "b", root, "b", 0)).isEqualTo(Status.OK);
    assertThat(test.attributes(root).links()).isEqualTo(4);
    assertThat(test.attributes(a).links()).isEqualTo(2);
    assertThat(test.find(b, "..")).isSameAs(root);
    assertThat(test.rename(root, "b", root, "a", 0)).isEqualTo(Status.OK);
    assertThat(test.attributes(root).links()).isEqualTo(3);
    assertThat(test.inodes()).isEqualTo(2);
  }

  @Test
  void removedDirectoryTakesNothingIn() {
    Inode dir = test.directory(root, "dir");
    dir.retain();
    test.name("dir");
    assertThat(test.volume.rmdir(test.call, root)).isEqualTo(Status.OK);
    test.name("late");
    assertThat(test.volume.create(test.call, dir, 0644, 0)).isEqualTo(Status.NOT_FOUND);
    test.file(root, "f");
    assertThat(test.rename(root, "f", dir, "f", 0)).isEqualTo(Status.NOT_FOUND);
    dir.release();
  }

  @Test
  void renameRefusesWhatItMust() {
    Inode a = test.directory(root, "a");
    Inode b = test.directory(a, "b");
    test.file(b, "f");
    test.file(root, "f");
    assertThat(test.rename(root, "a", b, "x", 0)).isEqualTo(Status.INVALID);
    assertThat(test.rename(root, "a", root, "f", 0)).isEqualTo(Status.NOT_DIRECTORY);
    assertThat(test.rename(root, "f", root, "a", 0)).isEqualTo(Status.IS_DIRECTORY);
    assertThat(test.rename(a, "b", root, "a", 0)).isEqualTo(Status.NOT_EMPTY);
    assertThat(test.rename(root, "f", b, "f", Volume.RENAME_NOREPLACE)).isEqualTo(Status.EXISTS);
    assertThat(test.rename(root, "f", b, "g", Volume.RENAME_EXCHANGE)).isEqualTo(Status.NOT_FOUND);
    assertThat(test.rename(root, "a", b, "f", Volume.RENAME_EXCHANGE)).isEqualTo(Status.INVALID);
    assertThat(test.rename(b, "f", root, "a", Volume.RENAME_EXCHANGE)).isEqualTo(Status.INVALID);
    assertThat(test.rename(root, "none", root, "x", 0)).isEqualTo(Status.NOT_FOUND);
    assertThat(test.rename(root, "f", root, "x", 8)).isEqualTo(Status.INVALID);
    test.directory(root, "full");
    test.file(test.find(root, "full"), "x");
    test.directory(root, "empty");
    assertThat(test.rename(root, "empty", root, "full", 0)).isEqualTo(Status.NOT_EMPTY);
    assertThat(test.rename(root, "full", root, "empty", 0)).isEqualTo(Status.OK);
  }

  @Test
  void renameReplacesExchangesAndWhitesOut() {
    Inode one = test.file(root, "one");
    Inode two = test.file(root, "two");
    Inode dir = test.directory(root, "dir");
    assertThat(test.rename(root, "one", root, "dir", Volume.RENAME_EXCHANGE)).isEqualTo(Status.OK);
    assertThat(test.find(root, "dir")).isSameAs(one);
    assertThat(test.find(root, "one")).isSameAs(dir);
    assertThat(test.rename(root, "two", dir, "one", 0)).isEqualTo(Status.OK);
    assertThat(test.rename(root, "dir", dir, "one", Volume.RENAME_WHITEOUT)).isEqualTo(Status.OK);
    assertThat(test.find(dir, "one")).isSameAs(one);
    assertThat(two.tryRetain()).isFalse();
    assertThat(test.find(root, "dir").type()).isEqualTo(Mode.S_IFCHR);
  }

  @Test
  void renameOfOneInodeToItsOtherNameDoesNothing() {
    Inode file = test.file(root, "a");
    test.name("b");
    assertThat(test.volume.link(test.call, file, root)).isEqualTo(Status.OK);
    file.release();
    assertThat(test.rename(root, "a", root, "b", 0)).isEqualTo(Status.OK);
    assertThat(test.list(root)).containsExactly("a", "b");
    assertThat(test.attributes(file).links()).isEqualTo(2);
  }

  @Test
  void inodesAreCountedAndLimited() {
    try (TestVolume small = new TestVolume(16, 3)) {
      small.file(small.root(), "a");
      small.file(small.root(), "b");
      small.name("c");
      assertThat(small.volume.create(small.call, small.root(), 0644, 0)).isEqualTo(Status.NO_SPACE);
      small.unlink(small.root(), "a");
      small.file(small.root(), "c");
    }
  }

  @Test
  void furtherLinksAndLongTargetsAreCountedToo() {
    Inode file = test.file(root, "a");
    for (String name : List.of("b", "c", "d")) {
      test.name(name);
      assertThat(test.volume.link(test.call, file, root)).isEqualTo(Status.OK);
      file.release();
    }
    assertThat(test.inodes()).isEqualTo(5);
    test.unlink(root, "a");
    test.file(root, "e");
    test.rename(root, "e", root, "b", 0);
    assertThat(test.inodes()).isEqualTo(4);
    symlink("short", 127);
    assertThat(test.inodes()).isEqualTo(5);
    symlink("long", 1023);
    assertThat(test.inodes()).isEqualTo(8);
    for (String name : List.of("b", "c", "d", "short", "long")) {
      assertThat(test.unlink(root, name)).isEqualTo(Status.OK);
    }
    assertThat(test.inodes()).isEqualTo(1);
  }

  private void symlink(String name, int length) {
    MemorySegment target = MemorySegment.ofArray("t".repeat(length).getBytes(UTF_8));
    test.name(name);
    assertThat(test.volume.symlink(test.call, root, target, 0, length)).isEqualTo(Status.OK);
    test.call.inode().release();
  }

  @Test
  void listingContinuesBehindAPositionWhateverHappened() {
    for (int i = 0; i < 200; i++) {
      test.file(root, "f" + i);
    }
    List<String> seen = new ArrayList<>();
    long[] position = {Directory.POSITION_OF_PARENT};
    while (true) {
      int before = seen.size();
      test.volume.readdir(
          test.call,
          root,
          position[0],
          (name, inode, at) -> {
            if (seen.size() == before + 10) {
              return false;
            }
            seen.add(TestVolume.text(name));
            position[0] = at;
            return true;
          });
      if (seen.size() == before) {
        break;
      }
      for (int i = before; i < seen.size(); i++) {
        assertThat(test.unlink(root, seen.get(i))).isEqualTo(Status.OK);
      }
    }
    assertThat(seen).hasSize(200).doesNotHaveDuplicates();
    assertThat(test.list(root)).isEmpty();
  }

  @Test
  void newEntriesOfASgidDirectoryTakeItsGroup() {
    test.volume.setattr(test.call, root, new AttributeChange().mode(02777).gid(77));
    assertThat(test.attributes(test.file(root, "f")).gid()).isEqualTo(77);
    assertThat(test.attributes(test.directory(root, "d")).mode()).isEqualTo(Mode.S_IFDIR | 02755);
  }

  private Status create(String name) {
    test.call.name().wrap(name.getBytes(UTF_8));
    return test.volume.create(test.call, root, 0644, 0);
  }
}
