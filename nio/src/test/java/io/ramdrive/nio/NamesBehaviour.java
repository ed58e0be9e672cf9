// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static io.ramdrive.nio.FileAssert.assertThatPath;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names come, lead somewhere and go. */
public abstract class NamesBehaviour extends Behaviour {
  protected NamesBehaviour(Environment environment) {
    super(environment);
  }

  @Test
  void aFileIsCreatedOnce() throws IOException {
    Path file = Files.createFile(path("file"));
    assertThatPath(file).isRegularFile().isEmptyFile().hasPermissions("rw-r--r--");
    refused(FileAlreadyExistsException.class, () -> Files.createFile(file));
    refused(FileAlreadyExistsException.class, () -> Files.createFile(dir()));
    refused(NoSuchFileException.class, () -> Files.createFile(path("none/file")));
    refusedFor("Not a directory", () -> Files.createFile(path("file/file")));
  }

  @Test
  void aDirectoryIsCreatedOnce() throws IOException {
    Path directory = directory("directory");
    assertThatPath(directory).isDirectory().isEmptyDirectory().hasPermissions("rwxr-xr-x");
    assertThatPath(directory).hasAttribute("unix:nlink", 2);
    refused(FileAlreadyExistsException.class, () -> Files.createDirectory(directory));
    refused(NoSuchFileException.class, () -> Files.createDirectory(path("none/directory")));
    refused(FileAlreadyExistsException.class, () -> Files.createDirectory(file("file", "content")));
    refused(FileAlreadyExistsException.class, () -> Files.createDirectory(directory.resolve(".")));
    refused(FileAlreadyExistsException.class, () -> Files.createDirectory(dir().getRoot()));
  }

  @Test
  void directoriesAreCreatedDeeply() throws IOException {
    Path deep = path("a/b/c/d");
    assertThatPath(Files.createDirectories(deep)).isEmptyDirectory();
    assertThatPath(Files.createDirectories(deep)).isEmptyDirectory();
    link("link", "a");
    assertThatPath(Files.createDirectories(path("link/e"))).isEmptyDirectory();
    assertThatPath(path("a")).hasChildren("b", "e").hasAttribute("unix:nlink", 4);
    file("file", "");
    refused(FileAlreadyExistsException.class, () -> Files.createDirectories(path("file")));
    refusedFor("Not a directory", () -> Files.createDirectories(path("file/x/y")));
  }

  @Test
  void permissionsAreGivenAtBirth() throws IOException {
    var all = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx"));
    var own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    assertThatPath(Files.createFile(path("all"), all)).hasPermissions("rwxr-xr-x");
    assertThatPath(Files.createFile(path("own"), own)).hasPermissions("rw-------");
    assertThatPath(Files.createDirectory(path("directory"), all)).hasPermissions("rwxr-xr-x");
    assertThatPath(Files.createDirectory(path("closed"), own)).hasPermissions("rw-------");
    refused(
        UnsupportedOperationException.class,
        () -> Files.createFile(path("odd"), OddAttribute.INSTANCE));
    refused(
        UnsupportedOperationException.class,
        () -> Files.createDirectory(path("odd"), OddAttribute.INSTANCE));
    refused(
        UnsupportedOperationException.class,
        () -> Files.createSymbolicLink(path("odd"), path("all"), own));
    assertThatPath(path("odd")).doesNotExist();
  }

  @Test
  void temporaryFilesHaveNamesOfTheirOwn() throws IOException {
    Path file = Files.createTempFile(dir(), "pre", ".post");
    assertThat(file.getFileName().toString()).startsWith("pre").endsWith(".post");
    assertThatPath(file).isEmptyFile();
    assertThatPath(Files.createTempDirectory(dir(), "pre")).isEmptyDirectory();
  }

  @Test
  void filesAreDeleted() throws IOException {
    Files.delete(file("file", "content"));
    Files.delete(directory("directory"));
    assertThatPath(dir()).isEmptyDirectory();
    refused(NoSuchFileException.class, () -> Files.delete(path("file")));
    refused(NoSuchFileException.class, () -> Files.delete(path("none/file")));
    file("file", "");
    refusedFor("Not a directory", () -> Files.delete(path("file/x")));
    assertThat(Files.deleteIfExists(path("none"))).isFalse();
    assertThat(Files.deleteIfExists(path("none/none"))).isFalse();
    assertThat(Files.deleteIfExists(path("file"))).isTrue();
    refusedFor("Invalid argument", () -> Files.delete(path(".")));
    refused(DirectoryNotEmptyException.class, () -> Files.delete(directory("d").resolve("..")));
  }

  @Test
  void onlyEmptyDirectoriesAreDeleted() throws IOException {
    directory("directory");
    file("directory/file", "");
    refused(DirectoryNotEmptyException.class, () -> Files.delete(path("directory")));
    refused(DirectoryNotEmptyException.class, () -> Files.deleteIfExists(path("directory")));
    assertThatPath(path("directory")).hasChildren("file");
  }

  @Test
  void whatIsDeletedIsTheLink() throws IOException {
    file("file", "content");
    directory("directory");
    Files.delete(link("link", "file"));
    Files.delete(link("other", "directory"));
    Files.delete(link("dangling", "none"));
    assertThatPath(dir()).hasChildren("file", "directory");
  }

  @Test
  void symlinksAreFollowed() throws IOException {
    file("file", "content");
    Path link = link("link", "file");
    assertThatPath(link).contains("content").isLinkTo("file").isRegularFile();
    assertThat(Files.isRegularFile(link, NOFOLLOW_LINKS)).isFalse();
    Files.writeString(link, "other");
    assertThatPath(path("file")).contains("other");
    directory("directory");
    file("directory/inner", "inner");
    link("dirlink", "directory");
    assertThatPath(path("dirlink/inner")).contains("inner");
    assertThatPath(path("dirlink")).hasChildren("inner");
    link("directory/up", "../file");
    assertThatPath(path("dirlink/up")).contains("other");
    link("absolute", path("file").toString());
    assertThatPath(path("absolute")).contains("other");
    link("chain", "absolute");
    assertThatPath(path("chain")).contains("other");
    refusedFor("Not a directory", () -> Files.createFile(path("link/x")));
  }

  @Test
  void symlinksMayDangle() throws IOException {
    Path link = link("link", "none");
    assertThat(Files.exists(link)).isFalse();
    assertThat(Files.notExists(link)).isTrue();
    assertThat(Files.exists(link, NOFOLLOW_LINKS)).isTrue();
    assertThat(Files.isSymbolicLink(link)).isTrue();
    refused(NoSuchFileException.class, () -> Files.readString(link));
    refused(FileAlreadyExistsException.class, () -> Files.createFile(link));
    refused(FileAlreadyExistsException.class, () -> Files.createDirectory(link));
    Files.writeString(link, "made");
    assertThatPath(path("none")).contains("made");
  }

  @Test
  void aLinkIsReadAsItWasWritten() throws IOException {
    assertThatPath(link("link", "../some/./where//")).isLinkTo("../some/./where");
    refused(NotLinkException.class, () -> Files.readSymbolicLink(file("file", "")));
    refused(NotLinkException.class, () -> Files.readSymbolicLink(dir()));
    refused(NoSuchFileException.class, () -> Files.readSymbolicLink(path("none")));
    refused(FileAlreadyExistsException.class, () -> link("link", "x"));
    refused(NoSuchFileException.class, () -> link("empty", ""));
    assertThatPath(link("umlaut", "\u00e4\u20ac")).isLinkTo("\u00e4\u20ac");
  }

  @Test
  void loopsAreGivenUp() throws IOException {
    link("a", "b");
    link("b", "a");
    String reason =
        "Too many levels of symbolic links or unable to access attributes of symbolic link";
    refusedFor(reason, () -> Files.readString(path("a")));
    refusedFor(reason, () -> Files.readAttributes(path("a"), BasicFileAttributes.class));
    refusedFor(reason, () -> Files.createFile(path("a/x")));
    refusedFor(reason, () -> path("a").toRealPath());
    assertThat(Files.exists(path("a"))).isFalse();
    assertThat(Files.exists(path("a"), NOFOLLOW_LINKS)).isTrue();
    Path before = file("link0", "end");
    for (int i = 1; i <= 41; i++) {
      before = link("link" + i, before.getFileName().toString());
    }
    assertThatPath(path("link40")).contains("end");
    refusedFor(reason, () -> Files.readString(path("link41")));
  }

  @Test
  void hardLinksAreOneFile() throws IOException {
    Path file = file("file", "content");
    Path other = Files.createLink(path("other"), file);
    assertThat(Files.isSameFile(file, other)).isTrue();
    assertThatPath(other).hasAttribute("unix:nlink", 2);
    Files.writeString(other, "changed");
    assertThatPath(file).contains("changed");
    Files.delete(file);
    assertThatPath(other).contains("changed").hasAttribute("unix:nlink", 1);
    refused(FileAlreadyExistsException.class, () -> Files.createLink(other, other));
    refused(NoSuchFileException.class, () -> Files.createLink(path("x"), path("none")));
    refusedFor("Operation not permitted", () -> Files.createLink(path("x"), directory("d")));
    Path symlink = link("symlink", "other");
    assertThatPath(Files.createLink(path("second"), symlink)).isLinkTo("other");
  }

  @Test
  void sameFileIsSeenThroughLinks() throws IOException {
    Path file = file("file", "same");
    Path twin = file("twin", "same");
    Path link = link("link", "file");
    assertThat(Files.isSameFile(file, link)).isTrue();
    assertThat(Files.isSameFile(file, twin)).isFalse();
    assertThat(Files.isSameFile(path("none"), path("none"))).isTrue();
    assertThat(Files.isSameFile(dir(), path("."))).isTrue();
    refused(NoSuchFileException.class, () -> Files.isSameFile(file, path("none")));
    refused(NoSuchFileException.class, () -> Files.isSameFile(path("none"), file));
    assertThat(Files.mismatch(file, twin)).isEqualTo(-1);
    assertThat(Files.mismatch(file, file("third", "sane"))).isEqualTo(2);
  }

  @Test
  void realPathsHaveNoLinks() throws IOException {
    Path real = dir().toRealPath();
    directory("directory");
    file("directory/file", "");
    link("link", "directory");
    link("directory/file2", "../link/file");
    assertThat(path("link/../link/./file2").toRealPath()).isEqualTo(real.resolve("directory/file"));
    assertThat(path("link/file2").toRealPath(NOFOLLOW_LINKS).toString()).endsWith("/link/file2");
    assertThat(path("directory/./../link").toRealPath(NOFOLLOW_LINKS).toString()).endsWith("/link");
    assertThat(path("link/../directory").toRealPath(NOFOLLOW_LINKS).toString())
        .endsWith("/link/../directory");
    refused(NoSuchFileException.class, () -> path("none").toRealPath());
    refused(NoSuchFileException.class, () -> path("none").toRealPath(NOFOLLOW_LINKS));
    refused(NoSuchFileException.class, () -> path("none/..").toRealPath());
    assertThat(dir().getRoot().toRealPath()).isEqualTo(dir().getRoot());
  }

  @Test
  void existenceIsAsked() throws IOException {
    Path file = file("file", "");
    assertThat(Files.exists(file)).isTrue();
    assertThat(Files.notExists(file)).isFalse();
    assertThat(Files.exists(file.resolve("x"))).isFalse();
    assertThat(Files.notExists(file.resolve("x"))).isTrue();
    assertThat(Files.isDirectory(dir())).isTrue();
    assertThat(Files.isDirectory(file)).isFalse();
    assertThat(Files.isHidden(file)).isFalse();
    assertThat(Files.isHidden(path(".file"))).isTrue();
    assertThat(Files.isHidden(dir().getRoot())).isFalse();
    assertThat(Files.isReadable(file)).isTrue();
    assertThat(Files.isWritable(file)).isTrue();
    assertThat(Files.isExecutable(file)).isFalse();
    assertThat(Files.isExecutable(dir())).isTrue();
    assertThat(Files.isReadable(path("none"))).isFalse();
  }

  @Test
  void namesAreAnyBytesButSlashAndNul() throws IOException {
    List<String> names =
        List.of(
            "a b", "\u00e4", "\ud83d\ude00", "new\nline", "-x", "~", "%2f", "a\\b", "*?[]{}", " ");
    for (String name : names) {
      file(name, name);
    }
    assertThatPath(dir()).hasChildren(names.toArray(new String[0]));
    for (String name : names) {
      assertThatPath(path(name)).contains(name);
    }
    refused(InvalidPathException.class, () -> path("a\0b"));
    String longest = "n".repeat(255);
    assertThatPath(file(longest, "x")).contains("x");
    refusedFor("File name too long", () -> file(longest + "n", "x"));
    refusedFor("File name too long", () -> Files.createDirectory(path(longest + "n")));
    assertThat(Files.exists(path(longest + "n"))).isFalse();
  }

  @Test
  void treesAreWalked() throws IOException {
    Files.createDirectories(path("a/b/c"));
    file("a/file", "");
    link("a/b/loop", "..");
    try (Stream<Path> walk = Files.walk(path("a"))) {
      assertThat(walk.map(path -> dir().relativize(path).toString()))
          .containsExactlyInAnyOrder("a", "a/b", "a/b/c", "a/b/loop", "a/file");
    }
    List<String> seen = new ArrayList<>();
    Files.walkFileTree(
        path("a"),
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            seen.add(dir().relativize(file) + " " + e.getClass().getSimpleName());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e) {
            seen.add(dir().relativize(directory).toString());
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(seen)
        .containsExactly(seen.get(0), seen.get(1), "a/b", "a")
        .contains("a/b/c", "a/b/loop " + FileSystemLoopException.class.getSimpleName());
    try (Stream<Path> found = Files.find(path("a"), 9, (path, attr) -> attr.isDirectory())) {
      assertThat(found).hasSize(3);
    }
  }

  @Test
  void whatIsDeletedWhileItIsUsedLivesOn() throws IOException {
    Path directory = directory("directory");
    try (var entries = Files.newDirectoryStream(directory)) {
      Files.delete(directory);
      assertThat(entries).isEmpty();
    }
    Path file = file("file", "content");
    try (var reader = Files.newBufferedReader(file)) {
      Files.delete(file);
      assertThatPath(file).doesNotExist();
      assertThat(reader.readLine()).isEqualTo("content");
    }
  }
}
