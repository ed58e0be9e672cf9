// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An inode knows all its names, and no others. */
final class InodeNamesTest {
  private final TestVolume test = new TestVolume();
  private final Inode root = test.root();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aFileHasTheNamesThatWereLinkedAndNotRemoved() {
    Inode dir = test.directory(root, "d");
    Inode file = test.file(root, "a");
    assertThat(names(file)).containsExactly("1/a");
    test.link(file, root, "b");
    test.link(file, dir, "c");
    assertThat(names(file)).containsExactlyInAnyOrder("1/a", "1/b", dir.id() + "/c");
    test.unlink(root, "b");
    assertThat(names(file)).containsExactlyInAnyOrder("1/a", dir.id() + "/c");
    test.unlink(dir, "c");
    file.retain();
    test.unlink(root, "a");
    assertThat(names(file)).isEmpty();
    file.release();
  }

  @Test
  void hundredsOfNamesComeAndGo() {
    Inode file = test.file(root, "0");
    for (int i = 1; i < 900; i++) {
      assertThat(test.link(file, root, String.valueOf(i))).isEqualTo(Status.OK);
    }
    assertThat(names(file)).hasSize(900).doesNotHaveDuplicates();
    for (int i = 0; i < 899; i++) {
      assertThat(test.unlink(root, String.valueOf(i))).isEqualTo(Status.OK);
    }
    assertThat(names(file)).containsExactly("1/899");
    assertThat(test.link(file, root, "last")).isEqualTo(Status.OK);
    assertThat(names(file)).containsExactlyInAnyOrder("1/899", "1/last");
  }

  @Test
  void theRootHasNone() {
    assertThat(names(root)).isEmpty();
  }

  @Test
  void aDirectoryHasOneWhereverItIsMoved() {
    Inode one = test.directory(root, "one");
    Inode two = test.directory(root, "two");
    Inode moved = test.directory(one, "d");
    assertThat(names(moved)).containsExactly(one.id() + "/d");
    test.rename(one, "d", two, "e", 0);
    assertThat(names(moved)).containsExactly(two.id() + "/e");
    moved.retain();
    test.rmdir(two, "e");
    assertThat(names(moved)).isEmpty();
    moved.release();
  }

  @Test
  void aReplacedFileLosesItsName() {
    Inode file = test.file(root, "tmp");
    Inode replaced = test.file(root, "name");
    test.link(replaced, root, "other");
    assertThat(test.rename(root, "tmp", root, "name", 0)).isEqualTo(Status.OK);
    assertThat(names(file)).containsExactly("1/name");
    assertThat(names(replaced)).containsExactly("1/other");
  }

  @Test
  void anExchangeChangesBoth() {
    Inode dir = test.directory(root, "dir");
    Inode file = test.file(dir, "file");
    assertThat(test.rename(dir, "file", root, "dir", Volume.RENAME_EXCHANGE))
        .isEqualTo(Status.INVALID);
    Inode other = test.directory(root, "other");
    assertThat(test.rename(dir, "file", root, "other", Volume.RENAME_EXCHANGE))
        .isEqualTo(Status.OK);
    assertThat(names(file)).containsExactly("1/other");
    assertThat(names(other)).containsExactly(dir.id() + "/file");
  }

  @Test
  void aWhiteoutHasTheOldName() {
    Inode file = test.file(root, "a");
    assertThat(test.rename(root, "a", root, "b", Volume.RENAME_WHITEOUT)).isEqualTo(Status.OK);
    assertThat(names(file)).containsExactly("1/b");
    assertThat(names(test.find(root, "a"))).containsExactly("1/a");
  }

  @Test
  void aFileMadeWithoutANameGetsItsFirst() {
    assertThat(test.volume.tmpfile(test.call, root, 0600)).isEqualTo(Status.OK);
    Inode file = test.call.inode();
    assertThat(test.attributes(file).links()).isZero();
    assertThat(names(file)).isEmpty();
    assertThat(test.link(file, root, "f")).isEqualTo(Status.OK);
    assertThat(names(file)).containsExactly("1/f");
    assertThat(test.unlink(root, "f")).isEqualTo(Status.OK);
    assertThat(test.link(file, root, "again")).isEqualTo(Status.NOT_FOUND);
    assertThat(names(file)).isEmpty();
    file.release();
    assertThat(test.inodes()).isOne();
  }

  @Test
  void anotherSpellingIsTheName() {
    try (TestVolume windows = new TestVolume(16, 100, NameMatching.CASE_INSENSITIVE)) {
      Inode file = windows.file(windows.root(), "name");
      windows.rename(windows.root(), "NAME", windows.root(), "Name", 0);
      List<String> names = new ArrayList<>();
      windows.volume.names(file, (parent, name) -> names.add(TestVolume.text(name)));
      assertThat(names).containsExactly("Name");
    }
  }

  private List<String> names(Inode inode) {
    List<String> names = new ArrayList<>();
    test.volume.names(
        inode, (parent, name) -> names.add(parent.id() + "/" + TestVolume.text(name)));
    return names;
  }
}
