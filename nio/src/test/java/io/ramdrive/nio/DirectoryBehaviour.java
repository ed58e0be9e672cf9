// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static io.ramdrive.nio.FileAssert.assertThatPath;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Directories are listed, and used while they are open. */
@SuppressWarnings("StreamResourceLeak") // to close them at a certain moment is what is tested
public abstract class DirectoryBehaviour extends Behaviour {
  protected DirectoryBehaviour(Environment environment) {
    super(environment);
  }

  private static List<String> names(Iterable<Path> entries) {
    List<String> names = new ArrayList<>();
    entries.forEach(entry -> names.add(entry.getFileName().toString()));
    return names;
  }

  @SuppressWarnings("unchecked")
  private SecureDirectoryStream<Path> open(Path directory) throws IOException {
    return (SecureDirectoryStream<Path>) Files.newDirectoryStream(directory);
  }

  @Test
  void entriesAreListed() throws IOException {
    file("a", "");
    directory("b");
    link("c", "none");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir())) {
      List<Path> paths = new ArrayList<>();
      entries.forEach(paths::add);
      assertThat(paths).containsExactlyInAnyOrder(path("a"), path("b"), path("c"));
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir(), "[ab]")) {
      assertThat(names(entries)).containsExactlyInAnyOrder("a", "b");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir(), Files::isDirectory)) {
      assertThat(names(entries)).containsExactly("b");
    }
    refused(NotDirectoryException.class, () -> Files.newDirectoryStream(path("a")));
    refused(NoSuchFileException.class, () -> Files.newDirectoryStream(path("none")));
    refused(NoSuchFileException.class, () -> Files.newDirectoryStream(path("c")));
  }

  @Test
  void manyEntriesAreListedOnce() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      expected.add("file" + i);
      file("file" + i, "");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir())) {
      assertThat(names(entries)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void entriesMayBeDeletedWhileTheyAreListed() throws IOException {
    for (int i = 0; i < 700; i++) {
      file("file" + i, "");
    }
    int seen = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir())) {
      for (Path entry : entries) {
        Files.delete(entry);
        seen++;
      }
    }
    assertThat(seen).isEqualTo(700);
    assertThatPath(dir()).isEmptyDirectory();
  }

  @Test
  void thereIsOneIterator() throws IOException {
    file("a", "");
    DirectoryStream<Path> entries = Files.newDirectoryStream(dir());
    Iterator<Path> iterator = entries.iterator();
    refused(IllegalStateException.class, entries::iterator);
    assertThat(iterator.hasNext()).isTrue();
    assertThat(iterator.hasNext()).isTrue();
    assertThat(iterator.next()).isEqualTo(path("a"));
    assertThat(iterator.hasNext()).isFalse();
    refused(NoSuchElementException.class, iterator::next);
    refused(UnsupportedOperationException.class, iterator::remove);
    entries.close();
    entries.close();
    DirectoryStream<Path> closed = Files.newDirectoryStream(dir());
    closed.close();
    refused(IllegalStateException.class, closed::iterator);
  }

  @Test
  void closingEndsTheIteration() throws IOException {
    file("a", "");
    file("b", "");
    DirectoryStream<Path> entries = Files.newDirectoryStream(dir());
    Iterator<Path> iterator = entries.iterator();
    assertThat(iterator.hasNext()).isTrue();
    entries.close();
    assertThat(iterator.next()).isNotNull();
    assertThat(iterator.hasNext()).isFalse();
    refused(NoSuchElementException.class, iterator::next);
  }

  @Test
  void aFiltersExceptionComesOut() throws IOException {
    file("a", "");
    IOException thrown = new IOException("no");
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            dir(),
            entry -> {
              throw thrown;
            })) {
      Iterator<Path> iterator = entries.iterator();
      org.assertj.core.api.Assertions.assertThatThrownBy(iterator::hasNext)
          .isExactlyInstanceOf(DirectoryIteratorException.class)
          .hasCause(thrown);
    }
    refused(
        NullPointerException.class,
        () -> Files.newDirectoryStream(dir(), (DirectoryStream.Filter<Path>) null));
  }

  @Test
  void anOpenDirectoryStaysTheSame() throws IOException {
    Path directory = directory("directory");
    file("directory/file", "right");
    directory("decoy");
    file("decoy/file", "wrong");
    try (SecureDirectoryStream<Path> open = open(directory)) {
      Files.move(directory, path("moved"));
      link("directory", "decoy");
      Path name = dir().getFileSystem().getPath("file");
      try (SeekableByteChannel channel = open.newByteChannel(name, Set.of(READ))) {
        ByteBuffer buffer = ByteBuffer.allocate(5);
        channel.read(buffer);
        assertThat(new String(buffer.array(), UTF_8)).isEqualTo("right");
      }
      open.deleteFile(name);
      refused(NoSuchFileException.class, () -> open.deleteFile(name));
    }
    assertThatPath(path("moved")).isEmptyDirectory();
    assertThatPath(path("decoy/file")).contains("wrong");
  }

  @Test
  void filesAreMadeAndDeletedInIt() throws IOException {
    Path name = dir().getFileSystem().getPath("name");
    try (SecureDirectoryStream<Path> open = open(dir())) {
      open.newByteChannel(name, Set.of(CREATE_NEW, WRITE)).close();
      assertThatPath(path("name")).isEmptyFile();
      refused(FileSystemException.class, () -> open.deleteDirectory(name));
      open.deleteFile(name);
      directory("name");
      refusedFor("Is a directory", () -> open.deleteFile(name));
      file("name/inner", "");
      refused(DirectoryNotEmptyException.class, () -> open.deleteDirectory(name));
      Files.delete(path("name/inner"));
      open.deleteDirectory(name);
      assertThatPath(dir()).isEmptyDirectory();
      Path absolute = file("absolute", "");
      open.deleteFile(absolute);
    }
  }

  @Test
  void directoriesAreOpenedInIt() throws IOException {
    directory("one");
    file("one/file", "");
    link("link", "one");
    Path one = dir().getFileSystem().getPath("one");
    Path link = dir().getFileSystem().getPath("link");
    try (SecureDirectoryStream<Path> open = open(dir());
        SecureDirectoryStream<Path> inner = open.newDirectoryStream(one);
        SecureDirectoryStream<Path> followed = open.newDirectoryStream(link)) {
      Path entry = inner.iterator().next();
      assertThat(entry).isEqualTo(path("one/file"));
      assertThat(names(followed)).containsExactly("file");
      refused(
          FileSystemException.class, () -> open.newDirectoryStream(link, NOFOLLOW_LINKS).close());
      Path none = dir().getFileSystem().getPath("none");
      refused(NoSuchFileException.class, () -> open.newDirectoryStream(none));
    }
  }

  @Test
  void filesAreMovedBetweenThem() throws IOException {
    directory("from");
    directory("to");
    file("from/file", "content");
    file("to/other", "old");
    Path file = dir().getFileSystem().getPath("file");
    Path other = dir().getFileSystem().getPath("other");
    try (SecureDirectoryStream<Path> from = open(path("from"));
        SecureDirectoryStream<Path> to = open(path("to"))) {
      from.move(file, to, other);
      assertThatPath(path("from")).isEmptyDirectory();
      assertThatPath(path("to/other")).contains("content");
      refused(NoSuchFileException.class, () -> from.move(file, to, file));
      refused(NullPointerException.class, () -> from.move(file, null, file));
    }
  }

  @Test
  void attributesAreReadAndSetInIt() throws IOException {
    file("file", "content");
    link("link", "file");
    FileTime then = FileTime.fromMillis(1_000_000_000_000L);
    Path file = dir().getFileSystem().getPath("file");
    Path link = dir().getFileSystem().getPath("link");
    try (SecureDirectoryStream<Path> open = open(dir())) {
      assertThat(open.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey())
          .isEqualTo(Files.getAttribute(dir(), "fileKey"));
      PosixFileAttributeView view = open.getFileAttributeView(file, PosixFileAttributeView.class);
      assertThat(view.name()).isEqualTo("posix");
      view.setPermissions(PosixFilePermissions.fromString("rwx------"));
      view.setTimes(then, then, null);
      assertThat(view.readAttributes().size()).isEqualTo(7);
      BasicFileAttributeView ofLink =
          open.getFileAttributeView(link, BasicFileAttributeView.class, NOFOLLOW_LINKS);
      assertThat(ofLink.readAttributes().isSymbolicLink()).isTrue();
      assertThat(
              open.getFileAttributeView(link, BasicFileAttributeView.class)
                  .readAttributes()
                  .lastModifiedTime())
          .isEqualTo(then);
    }
    assertThatPath(path("file")).hasPermissions("rwx------");
  }

  @Test
  void aClosedStreamDoesNothingMore() throws IOException {
    file("file", "");
    Path file = dir().getFileSystem().getPath("file");
    SecureDirectoryStream<Path> open = open(dir());
    BasicFileAttributeView view = open.getFileAttributeView(file, BasicFileAttributeView.class);
    open.close();
    Class<ClosedDirectoryStreamException> closed = ClosedDirectoryStreamException.class;
    refused(closed, () -> open.deleteFile(file));
    refused(closed, () -> open.newByteChannel(file, Set.of(READ)));
    refused(closed, () -> open.newDirectoryStream(file));
    refused(closed, view::readAttributes);
    assertThatPath(path("file")).exists();
  }
}
