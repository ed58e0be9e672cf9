// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static io.ramdrive.nio.FileAssert.assertThatPath;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Copies and moves. */
public abstract class TransferBehaviour extends Behaviour {
  private static final FileTime THEN = FileTime.fromMillis(1_000_000_000_123L);

  protected TransferBehaviour(Environment environment) {
    super(environment);
  }

  @Test
  void aCopyIsAFileOfItsOwn() throws IOException {
    Path source = file("source", "content");
    Path copy = Files.copy(source, path("copy"));
    assertThatPath(copy).contains("content").hasPermissions("rw-r--r--");
    Files.writeString(source, "CONTENT");
    assertThatPath(copy).contains("content");
    Files.writeString(copy, "other");
    assertThatPath(source).contains("CONTENT");
    assertThat(Files.isSameFile(source, copy)).isFalse();
  }

  @Test
  void largeFilesAreCopiedWhole() throws IOException {
    byte[] bytes = new byte[3_000_001];
    new Random(7).nextBytes(bytes);
    Path source = Files.write(path("source"), bytes);
    Path copy = Files.copy(source, path("copy"));
    assertThat(Files.mismatch(source, copy)).isEqualTo(-1);
    try (var channel = Files.newByteChannel(copy, java.nio.file.StandardOpenOption.WRITE)) {
      channel.position(1_234_567).write(ByteBuffer.wrap(new byte[] {(byte) ~bytes[1_234_567]}));
    }
    assertThat(Files.mismatch(source, copy)).isEqualTo(1_234_567);
    assertThat(Files.readAllBytes(source)).isEqualTo(bytes);
  }

  @Test
  void aCopyReplacesOnlyWhenAsked() throws IOException {
    Path source = file("source", "new");
    Path target = file("target", "old");
    refused(FileAlreadyExistsException.class, () -> Files.copy(source, target));
    assertThatPath(target).contains("old");
    Files.copy(source, target, REPLACE_EXISTING);
    assertThatPath(target).contains("new");
    Files.copy(source, source);
    assertThatPath(source).contains("new");
    Path directory = directory("directory");
    Files.copy(source, directory, REPLACE_EXISTING);
    assertThatPath(directory).contains("new");
    directory("full");
    file("full/file", "");
    refused(
        DirectoryNotEmptyException.class, () -> Files.copy(source, path("full"), REPLACE_EXISTING));
    refused(NoSuchFileException.class, () -> Files.copy(path("none"), path("x")));
    refused(NoSuchFileException.class, () -> Files.copy(source, path("none/x")));
    refusedFor("Not a directory", () -> Files.copy(source, path("source/x")));
    refused(UnsupportedOperationException.class, () -> Files.copy(source, path("x"), ATOMIC_MOVE));
  }

  @Test
  void aCopyTakesAttributesWhenAsked() throws IOException {
    Path source = file("source", "content");
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxrwx--x"));
    Files.setLastModifiedTime(source, THEN);
    UserDefinedFileAttributeView tags =
        Files.getFileAttributeView(source, UserDefinedFileAttributeView.class);
    tags.write("tag", ByteBuffer.wrap(new byte[] {1, 2, 3}));
    Path plain = Files.copy(source, path("plain"));
    assertThatPath(plain).hasPermissions("rwxr-x--x");
    assertThat(Files.getLastModifiedTime(plain)).isNotEqualTo(THEN);
    Path full = Files.copy(source, path("full"), COPY_ATTRIBUTES);
    assertThatPath(full).hasPermissions("rwxrwx--x");
    assertThat(Files.getLastModifiedTime(full)).isEqualTo(THEN);
    assertThat(Files.getAttribute(full, "user:tag")).isEqualTo(new byte[] {1, 2, 3});
  }

  @Test
  void aDirectoryIsCopiedWithoutItsEntries() throws IOException {
    directory("source");
    file("source/file", "");
    assertThatPath(Files.copy(path("source"), path("copy"))).isEmptyDirectory();
    refused(FileAlreadyExistsException.class, () -> Files.copy(path("source"), path("copy")));
    Files.copy(path("source"), path("copy"), REPLACE_EXISTING);
    Files.setPosixFilePermissions(path("source"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setLastModifiedTime(path("source"), THEN);
    Path full = Files.copy(path("source"), path("full"), COPY_ATTRIBUTES);
    assertThatPath(full).hasPermissions("rwxrwxrwx");
    assertThat(Files.getLastModifiedTime(full)).isEqualTo(THEN);
  }

  @Test
  void linksAreCopiedOrFollowed() throws IOException {
    file("file", "content");
    Path link = link("link", "file");
    assertThatPath(Files.copy(link, path("followed"))).contains("content");
    assertThat(Files.isSymbolicLink(path("followed"))).isFalse();
    assertThatPath(Files.copy(link, path("copied"), NOFOLLOW_LINKS)).isLinkTo("file");
    refused(NoSuchFileException.class, () -> Files.copy(link("dangling", "none"), path("x")));
    assertThatPath(Files.copy(path("dangling"), path("x"), NOFOLLOW_LINKS)).isLinkTo("none");
    Files.copy(path("file"), link, REPLACE_EXISTING);
    assertThat(Files.isSymbolicLink(link)).isFalse();
  }

  /** Looks like the JDK's own, and is not. */
  private enum OddOption implements CopyOption {
    INTERRUPTIBLE
  }

  @Test
  void aCopyMayBeInterruptible() throws Exception {
    Path file = file("file", "content");
    CopyOption option =
        (CopyOption) Class.forName("com.sun.nio.file.ExtendedCopyOption").getEnumConstants()[0];
    assertThatPath(Files.copy(file, path("copy"), option)).contains("content");
    refused(
        UnsupportedOperationException.class,
        () -> Files.copy(file, path("other"), OddOption.INTERRUPTIBLE));
  }

  @Test
  void streamsAreCopied() throws IOException {
    byte[] bytes = {1, 2, 3};
    assertThat(Files.copy(new ByteArrayInputStream(bytes), path("in"))).isEqualTo(3);
    assertThat(Files.readAllBytes(path("in"))).isEqualTo(bytes);
    refused(
        FileAlreadyExistsException.class,
        () -> Files.copy(new ByteArrayInputStream(bytes), path("in")));
    Files.copy(new ByteArrayInputStream(bytes), path("in"), REPLACE_EXISTING);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(Files.copy(path("in"), out)).isEqualTo(3);
    assertThat(out.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void aMoveKeepsTheFile() throws IOException {
    Path source = file("source", "content");
    Files.setLastModifiedTime(source, THEN);
    Object key = Files.getAttribute(source, "fileKey");
    Path target = Files.move(source, path("target"));
    assertThatPath(source).doesNotExist();
    assertThatPath(target).contains("content").hasAttribute("fileKey", key);
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(THEN);
    directory("directory");
    Path inner = Files.move(target, path("directory/inner"));
    assertThatPath(inner).contains("content");
    assertThatPath(Files.move(path("directory"), path("moved"))).hasChildren("inner");
    assertThatPath(dir()).hasChildren("moved");
  }

  @Test
  void aMoveReplacesOnlyWhenAsked() throws IOException {
    Path source = file("source", "new");
    Path target = file("target", "old");
    refused(FileAlreadyExistsException.class, () -> Files.move(source, target));
    assertThatPath(target).contains("old");
    Files.move(source, target, REPLACE_EXISTING);
    assertThatPath(dir()).hasChildren("target");
    assertThatPath(target).contains("new");
    Files.move(target, directory("directory"), REPLACE_EXISTING);
    assertThatPath(path("directory")).contains("new");
    directory("full");
    file("full/file", "");
    refused(
        DirectoryNotEmptyException.class,
        () -> Files.move(directory("empty"), path("full"), REPLACE_EXISTING));
    refused(
        DirectoryNotEmptyException.class,
        () -> Files.move(path("directory"), path("full"), REPLACE_EXISTING));
    refused(NoSuchFileException.class, () -> Files.move(path("none"), path("x")));
    refused(NoSuchFileException.class, () -> Files.move(path("directory"), path("none/x")));
    refused(
        UnsupportedOperationException.class,
        () -> Files.move(path("full"), path("x"), COPY_ATTRIBUTES));
  }

  @Test
  void aMoveOntoItselfDoesNothing() throws IOException {
    Path file = file("file", "content");
    Files.move(file, file);
    Files.move(file, file, REPLACE_EXISTING);
    Files.move(file, path("./file"), ATOMIC_MOVE);
    Path other = Files.createLink(path("other"), file);
    Files.move(file, other);
    assertThatPath(dir()).hasChildren("file", "other");
    assertThatPath(file).contains("content");
  }

  @Test
  void anAtomicMoveReplaces() throws IOException {
    Path source = file("source", "new");
    Path target = file("target", "old");
    Files.move(source, target, ATOMIC_MOVE);
    assertThatPath(dir()).hasChildren("target");
    assertThatPath(target).contains("new");
    directory("one");
    directory("two");
    Files.move(path("one"), path("two"), ATOMIC_MOVE);
    assertThatPath(dir()).hasChildren("target", "two");
    refusedFor("Is a directory", () -> Files.move(target, path("two"), ATOMIC_MOVE));
    refusedFor("Not a directory", () -> Files.move(path("two"), target, ATOMIC_MOVE));
    file("two/file", "");
    refusedFor(
        "Directory not empty", () -> Files.move(directory("three"), path("two"), ATOMIC_MOVE));
    refused(NoSuchFileException.class, () -> Files.move(path("none"), path("x"), ATOMIC_MOVE));
  }

  @Test
  void aDirectoryIsNotMovedIntoItself() throws IOException {
    directory("directory");
    refusedFor("Invalid argument", () -> Files.move(path("directory"), path("directory/x")));
    refusedFor(
        "Invalid argument", () -> Files.move(path("directory"), path("directory/x"), ATOMIC_MOVE));
  }

  @Test
  void linksAreMovedThemselves() throws IOException {
    file("file", "content");
    Path moved = Files.move(link("link", "file"), path("moved"));
    assertThatPath(moved).isLinkTo("file");
    Path target = link("target", "file");
    Files.move(moved, target, REPLACE_EXISTING);
    assertThatPath(target).isLinkTo("file");
    assertThatPath(path("file")).contains("content");
  }

  @Test
  void filesGoToOtherFileSystemsAndBack() throws IOException {
    Path foreign = Files.createTempDirectory("ramdrive-nio");
    try {
      Path source = file("source", "content");
      Files.setLastModifiedTime(source, THEN);
      Path there = Files.copy(source, foreign.resolve("there"), COPY_ATTRIBUTES);
      assertThatPath(there).contains("content");
      assertThat(Files.getLastModifiedTime(there)).isEqualTo(THEN);
      Path back = Files.move(there, path("back"));
      assertThatPath(back).contains("content");
      assertThat(Files.getLastModifiedTime(back)).isEqualTo(THEN);
      assertThatPath(there).doesNotExist();
      Files.move(directory("directory"), foreign.resolve("directory"));
      assertThatPath(path("directory")).doesNotExist();
      Files.delete(foreign.resolve("directory"));
    } finally {
      Files.delete(foreign);
    }
  }
}
