// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names that differ only in case are one, and are kept as they were given. */
final class CaseInsensitiveNamesTest implements ChangeListener {
  private final TestVolume test = new TestVolume(64, 2000, NameMatching.CASE_INSENSITIVE);
  private final Inode root = test.root();
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
  public void changed(Change change) {
    String text = change.kind() + " " + new String(change.name().toBytes(), UTF_8);
    boolean two = change.kind() == ChangeKind.RENAMED || change.kind() == ChangeKind.EXCHANGED;
    byte[] replaced = two ? change.replacedName() : null;
    if (replaced != null) {
      text += " over " + new String(replaced, UTF_8);
    }
    told.add(two ? text + " " + new String(change.newName().toBytes(), UTF_8) : text);
  }

  @Override
  public boolean awaitDelivered(long deadline) {
    return true;
  }

  @Test
  void aNameIsFoundInAnySpellingAndKeepsItsOwn() {
    Inode file = test.file(root, "ReadMe.txt");
    assertThat(test.find(root, "README.TXT")).isSameAs(file);
    assertThat(TestVolume.text(test.call.foundName())).isEqualTo("ReadMe.txt");
    assertThat(test.list(root)).containsExactly("ReadMe.txt");
    assertThat(test.lookup(root, "readme")).isEqualTo(Status.NOT_FOUND);
  }

  @Test
  void aNameIsTakenInAllSpellings() {
    Inode file = test.file(root, "name");
    test.name("NAME");
    assertThat(test.volume.create(test.call, root, 0644, 0)).isEqualTo(Status.EXISTS);
    test.name("Name");
    assertThat(test.volume.create(test.call, root, Mode.S_IFDIR, 0)).isEqualTo(Status.EXISTS);
    assertThat(test.link(file, root, "nAME")).isEqualTo(Status.EXISTS);
    test.file(root, "other");
    assertThat(test.rename(root, "OTHER", root, "NAME", Volume.RENAME_NOREPLACE))
        .isEqualTo(Status.EXISTS);
  }

  @Test
  void viewsAreToldHowTheNameWasSpelled() {
    test.file(root, "File");
    test.directory(root, "Dir");
    test.file(root, "a");
    told.clear();
    assertThat(test.unlink(root, "FILE")).isEqualTo(Status.OK);
    assertThat(test.rename(root, "A", root, "B", 0)).isEqualTo(Status.OK);
    assertThat(test.rename(root, "DIR", root, "b", Volume.RENAME_EXCHANGE)).isEqualTo(Status.OK);
    assertThat(test.rmdir(root, "b")).isEqualTo(Status.OK);
    assertThat(told)
        .containsExactly("UNLINKED File", "RENAMED a B", "EXCHANGED Dir B", "REMOVED B");
  }

  @Test
  void aRenameToAnotherSpellingRespells() {
    Inode file = test.file(root, "readme");
    Inode dir = test.directory(root, "dir");
    Inode inner = test.file(dir, "x");
    told.clear();
    assertThat(test.rename(root, "ReadMe", root, "README", 0)).isEqualTo(Status.OK);
    assertThat(test.rename(root, "DIR", root, "Dir", Volume.RENAME_NOREPLACE)).isEqualTo(Status.OK);
    assertThat(test.list(root)).containsExactly("README", "Dir");
    assertThat(test.find(root, "readme")).isSameAs(file);
    assertThat(test.find(test.find(root, "dir"), "X")).isSameAs(inner);
    assertThat(test.attributes(file).links()).isOne();
    assertThat(told).containsExactly("RENAMED readme README", "RENAMED dir Dir");
    told.clear();
    assertThat(test.rename(root, "readme", root, "README", 0)).isEqualTo(Status.OK);
    assertThat(told).isEmpty();
  }

  @Test
  void aNameThatIsReplacedTakesTheNewSpelling() {
    Inode old = test.file(root, "current");
    old.retain();
    Inode file = test.file(root, "dbtmp");
    told.clear();
    assertThat(test.rename(root, "DBTMP", root, "CURRENT", 0)).isEqualTo(Status.OK);
    assertThat(test.list(root)).containsExactly("CURRENT");
    assertThat(test.find(root, "Current")).isSameAs(file);
    assertThat(test.attributes(old).links()).isZero();
    assertThat(told).containsExactly("RENAMED dbtmp over current CURRENT");
    old.release();
    assertThat(test.inodes()).isEqualTo(2);
  }

  @Test
  void twoNamesOfOneFileStayTwo() {
    Inode file = test.file(root, "one");
    assertThat(test.link(file, root, "two")).isEqualTo(Status.OK);
    assertThat(test.rename(root, "one", root, "TWO", 0)).isEqualTo(Status.OK);
    assertThat(test.list(root)).containsExactly("one", "two");
  }

  @Test
  void aMoveIsWhatWindowsCallsARename() {
    Inode dir = test.directory(root, "dir");
    Inode file = test.file(root, "file");
    Inode other = test.file(dir, "other");
    told.clear();
    assertThat(move(root, "file", other, dir, "x", true)).isEqualTo(Status.STALE);
    assertThat(move(root, "none", file, dir, "x", true)).isEqualTo(Status.STALE);
    assertThat(move(root, "FILE", file, dir, "OTHER", false)).isEqualTo(Status.EXISTS);
    assertThat(move(root, "file", file, root, "DIR", true)).isEqualTo(Status.IS_DIRECTORY);
    Inode empty = test.directory(root, "empty");
    told.clear();
    assertThat(move(root, "empty", empty, root, "dir", true)).isEqualTo(Status.IS_DIRECTORY);
    assertThat(move(root, "dir", dir, root, "file", true)).isEqualTo(Status.NOT_DIRECTORY);
    assertThat(move(root, "dir", dir, dir, "x", true)).isEqualTo(Status.INVALID);
    assertThat(told).isEmpty();
    assertThat(move(root, "FILE", file, root, "File", false)).isEqualTo(Status.OK);
    assertThat(move(root, "file", file, dir, "Other", true)).isEqualTo(Status.OK);
    assertThat(told).containsExactly("RENAMED file File", "RENAMED File over other Other");
    assertThat(test.list(dir)).containsExactly("Other");
    assertThat(test.find(dir, "other")).isSameAs(file);
  }

  @Test
  void aMoveOverAnotherNameOfTheFileTakesTheOldOne() {
    Inode file = test.file(root, "one");
    assertThat(test.link(file, root, "two")).isEqualTo(Status.OK);
    told.clear();
    assertThat(move(root, "one", file, root, "two", false)).isEqualTo(Status.EXISTS);
    assertThat(move(root, "one", file, root, "TWO", true)).isEqualTo(Status.OK);
    assertThat(test.list(root)).containsExactly("two");
    assertThat(test.attributes(file).links()).isOne();
    assertThat(told).containsExactly("UNLINKED one");
  }

  private Status move(
      Inode dir, String name, Inode expected, Inode newDir, String newName, boolean replace) {
    test.name(name);
    test.call.newName().wrap(newName.getBytes(UTF_8));
    return test.volume.move(test.call, dir, expected, newDir, replace);
  }

  @Test
  void namesMoveBetweenDirectories() {
    Inode a = test.directory(root, "a");
    Inode b = test.directory(root, "b");
    Inode file = test.file(a, "file");
    test.file(b, "FILE");
    assertThat(test.rename(a, "File", b, "file", 0)).isEqualTo(Status.OK);
    assertThat(test.list(a)).isEmpty();
    assertThat(test.list(b)).containsExactly("file");
    assertThat(test.find(b, "FiLe")).isSameAs(file);
  }

  @Test
  void aLargeDirectoryFindsAllItsNames() {
    for (int i = 0; i < 1000; i++) {
      test.file(root, "Name" + i);
    }
    for (int i = 0; i < 1000; i += 2) {
      assertThat(test.unlink(root, "NAME" + i)).isEqualTo(Status.OK);
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(test.lookup(root, "nAmE" + i))
          .isEqualTo(i % 2 == 0 ? Status.NOT_FOUND : Status.OK);
    }
  }

  @Test
  void streamsAreMatchedToo() {
    Inode file = test.file(root, "f");
    Inode stream = test.stream(file, "Zone.Identifier");
    test.name("ZONE.IDENTIFIER");
    assertThat(test.volume.streams().create(test.call, file)).isEqualTo(Status.EXISTS);
    assertThat(test.volume.streams().open(test.call, file)).isEqualTo(Status.OK);
    assertThat(test.call.inode()).isSameAs(stream);
    assertThat(TestVolume.text(test.call.foundName())).isEqualTo("Zone.Identifier");
    stream.release();
  }

  @Test
  void aNameMayHaveAsManyUnitsAsWindowsAllows() {
    Inode file = test.file(root, "長".repeat(255));
    assertThat(test.find(root, "長".repeat(255))).isSameAs(file);
    assertThat(test.lookup(root, "長".repeat(256))).isEqualTo(Status.NAME_TOO_LONG);
  }
}
