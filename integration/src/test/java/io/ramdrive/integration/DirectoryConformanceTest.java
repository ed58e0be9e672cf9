// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.AT_SYMLINK_NOFOLLOW;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_DIRECTORY;
import static io.ramdrive.integration.LinuxFlags.O_EXCL;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static io.ramdrive.integration.LinuxFlags.SEEK_SET;
import static io.ramdrive.integration.LinuxFlags.STATX_BASIC_STATS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Directories: listing while they change, and names of every kind; readdir(3), mkdir(2). */
class DirectoryConformanceTest {
  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  private Path directory;
  private int fd;

  @BeforeEach
  void open() {
    directory = DRIVE.directory();
    fd = Posix.open(directory, O_RDONLY | O_DIRECTORY);
  }

  @AfterEach
  void close() {
    Posix.close(fd);
  }

  private List<Dirent> list() {
    Posix.lseek(fd, 0, SEEK_SET);
    return Dirent.rest(fd, 4096);
  }

  private static List<String> names(List<Dirent> entries) {
    return entries.stream().map(Dirent::name).toList();
  }

  private void createFiles(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      Content.touch(directory.resolve(prefix + i));
    }
  }

  @Test
  void listingTellsNamesTypesAndInodes() {
    Content.touch(directory.resolve("file"));
    Posix.mkdir(directory.resolve("dir"), 0755);
    Posix.symlink("file", directory.resolve("symlink"));
    Posix.mknod(directory.resolve("fifo"), LinuxFlags.S_IFIFO | 0600, 0, 0);
    List<Dirent> entries = list();
    assertThat(names(entries))
        .containsExactlyInAnyOrder(".", "..", "file", "dir", "symlink", "fifo");
    for (Dirent entry : entries) {
      Stat stat = Posix.lstat(directory.resolve(entry.name()));
      assertThat(entry.inode()).as("inode of %s", entry.name()).isEqualTo(stat.inode());
      // DT_* of dirent.h are the S_IF bits, shifted.
      assertThat(entry.type()).as("type of %s", entry.name()).isEqualTo(stat.type() >> 12);
    }
  }

  @Test
  void changesAreListedAtOnce() {
    for (int round = 0; round < 30; round++) {
      String name = "name" + round;
      Content.touch(directory.resolve(name));
      assertThat(names(list())).containsExactlyInAnyOrder(".", "..", name);
      Posix.rename(directory.resolve(name), directory.resolve("moved"));
      assertThat(names(list())).containsExactlyInAnyOrder(".", "..", "moved");
      Posix.unlink(directory.resolve("moved"));
      assertThat(names(list())).containsExactlyInAnyOrder(".", "..");
    }
  }

  @Test
  void seekReturnsToThePlaceThatTellToldOf() {
    createFiles("file", 500);
    List<Dirent> all = list();
    assertThat(all).hasSize(502);
    assertThat(new HashSet<>(names(all))).hasSize(502);
    for (int at : new int[] {0, 1, 2, 77, 250, 499, 500, 501}) {
      Posix.lseek(fd, all.get(at).next(), SEEK_SET);
      assertThat(names(Dirent.rest(fd, 1_000)))
          .as("behind entry %d", at)
          .isEqualTo(names(all.subList(at + 1, all.size())));
    }
  }

  @Test
  void whatStaysIsListedOnceWhileOthersComeAndGo() {
    createFiles("stays", 300);
    createFiles("goes", 300);
    Posix.lseek(fd, 0, SEEK_SET);
    List<String> seen = new ArrayList<>();
    int step = 0;
    for (List<Dirent> some = Dirent.next(fd, 512); !some.isEmpty(); step++) {
      seen.addAll(names(some));
      for (int i = 0; i < 12; i++) {
        int number = step * 12 + i;
        if (number < 300) {
          Posix.unlink(directory.resolve("goes" + (number * 7) % 300));
          Content.touch(directory.resolve("comes" + number));
        }
      }
      some = Dirent.next(fd, 512);
    }
    List<String> stayed = seen.stream().filter(name -> name.startsWith("stays")).toList();
    assertThat(stayed).hasSize(300).doesNotHaveDuplicates();
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(list()).hasSize(602);
  }

  @Test
  void deletingWhileListingEmptiesTheDirectory() {
    createFiles("file", 2_000);
    Posix.lseek(fd, 0, SEEK_SET);
    for (List<Dirent> some = Dirent.next(fd, 2_000); !some.isEmpty(); ) {
      for (String name : names(some)) {
        if (!name.startsWith(".")) {
          Posix.unlink(directory.resolve(name));
        }
      }
      some = Dirent.next(fd, 2_000);
    }
    assertThat(names(list())).containsExactlyInAnyOrder(".", "..");
  }

  @Test
  void longestName() {
    for (int length : new int[] {1, 31, 32, 63, 64, 127, 254, 255}) {
      Path path = directory.resolve("n".repeat(length));
      Content.write(path, "" + length);
      assertThat(Content.text(path)).isEqualTo("" + length);
    }
    assertThat(names(list())).contains("n".repeat(255));
    Path tooLong = directory.resolve("n".repeat(256));
    Path file = directory.resolve("n");
    assertThat(Posix.errno(() -> Content.touch(tooLong))).isEqualTo("ENAMETOOLONG");
    assertThat(Posix.errno(() -> Posix.stat(tooLong))).isEqualTo("ENAMETOOLONG");
    assertThat(Posix.errno(() -> Posix.mkdir(tooLong, 0755))).isEqualTo("ENAMETOOLONG");
    assertThat(Posix.errno(() -> Posix.link(file, tooLong))).isEqualTo("ENAMETOOLONG");
    assertThat(Posix.errno(() -> Posix.symlink("n", tooLong))).isEqualTo("ENAMETOOLONG");
    assertThat(Posix.errno(() -> Posix.unlink(tooLong))).isEqualTo("ENAMETOOLONG");
  }

  @Test
  void namesAreBytes() {
    List<byte[]> names = new ArrayList<>();
    for (int b = 1; b < 256; b++) {
      if (b != '/' && b != '.') {
        names.add(new byte[] {(byte) b});
      }
    }
    names.add(new byte[] {(byte) 0xc3, (byte) 0xa9});
    names.add(new byte[] {'e', (byte) 0xcc, (byte) 0x81});
    names.add(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xed, (byte) 0xa0, (byte) 0x80});
    names.add("...".getBytes(StandardCharsets.US_ASCII));
    names.add(" \t\n\\".getBytes(StandardCharsets.US_ASCII));
    Set<String> expected = new TreeSet<>(Set.of(".", ".."));
    for (byte[] name : names) {
      int file = Posix.openat(fd, name, O_WRONLY | O_CREAT | O_EXCL, 0644);
      Posix.write(file, name);
      Posix.close(file);
      expected.add(new String(name, StandardCharsets.ISO_8859_1));
    }
    assertThat(new TreeSet<>(names(list()))).isEqualTo(expected);
    for (byte[] name : names) {
      int file = Posix.openat(fd, name, O_RDONLY, 0);
      assertThat(Content.read(file)).isEqualTo(name);
      Posix.close(file);
      assertThat(Posix.statx(fd, name, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS).size())
          .isEqualTo(name.length);
      Posix.unlinkat(fd, name, 0);
    }
    assertThat(names(list())).hasSize(2);
  }

  @Test
  void caseMatters() {
    Content.write(directory.resolve("Name"), "upper");
    Content.write(directory.resolve("name"), "lower");
    assertThat(Posix.exists(directory.resolve("NAME"))).isFalse();
    Posix.rename(directory.resolve("name"), directory.resolve("NAME"));
    assertThat(Content.text(directory.resolve("Name"))).isEqualTo("upper");
    assertThat(Content.text(directory.resolve("NAME"))).isEqualTo("lower");
  }

  @Test
  void errors() {
    Path file = directory.resolve("file");
    Path inner = directory.resolve("inner");
    Path none = directory.resolve("none");
    Content.touch(file);
    Posix.mkdir(inner, 0755);
    Content.touch(inner.resolve("child"));
    assertThat(Posix.errno(() -> Posix.mkdir(inner, 0755))).isEqualTo("EEXIST");
    assertThat(Posix.errno(() -> Posix.mkdir(file, 0755))).isEqualTo("EEXIST");
    assertThat(Posix.errno(() -> Posix.mkdir(none.resolve("x"), 0755))).isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Posix.mkdir(file.resolve("x"), 0755))).isEqualTo("ENOTDIR");
    assertThat(Posix.errno(() -> Posix.rmdir(inner))).isEqualTo("ENOTEMPTY");
    assertThat(Posix.errno(() -> Posix.rmdir(file))).isEqualTo("ENOTDIR");
    assertThat(Posix.errno(() -> Posix.rmdir(none))).isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Posix.rmdir(inner.resolve(".")))).isEqualTo("EINVAL");
    assertThat(Posix.errno(() -> Posix.unlink(inner))).isEqualTo("EISDIR");
    assertThat(Posix.errno(() -> Posix.unlink(none))).isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Posix.open(inner, O_WRONLY))).isEqualTo("EISDIR");
    assertThat(Posix.errno(() -> Posix.open(inner, O_RDONLY | O_CREAT, 0644))).isEqualTo("EISDIR");
    assertThat(Posix.errno(() -> Posix.open(file, O_RDONLY | O_DIRECTORY))).isEqualTo("ENOTDIR");
    assertThat(Posix.errno(() -> Posix.truncate(inner, 0))).isEqualTo("EISDIR");
    assertThat(Posix.errno(() -> Posix.pread(fd, 10, 0))).isEqualTo("EISDIR");
    assertThat(Posix.errno(() -> Posix.open(none, O_RDONLY))).isEqualTo("ENOENT");
  }

  @Test
  void directoriesCountTheirChildren() {
    Path inner = directory.resolve("inner");
    Posix.mkdir(inner, 0755);
    assertThat(Posix.stat(inner).links()).isEqualTo(2);
    assertThat(Posix.stat(directory).links()).isEqualTo(3);
    Posix.mkdir(inner.resolve("a"), 0755);
    Posix.mkdir(inner.resolve("b"), 0755);
    Content.touch(inner.resolve("file"));
    assertThat(Posix.stat(inner).links()).isEqualTo(4);
    Posix.rmdir(inner.resolve("a"));
    assertThat(Posix.stat(inner).links()).isEqualTo(3);
    assertThat(Posix.stat(inner.resolve("..")).inode()).isEqualTo(Posix.stat(directory).inode());
  }
}
