// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static io.ramdrive.nio.FileAssert.assertThatPath;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Where a drive is not like the JDK's own file system on tmpfs: both sides of docs/java-view.md.
 */
class DifferencesTest {
  private Tmpfs tmpfs;
  private FileSystem drive;
  private Path theirs;
  private Path ours;

  @BeforeEach
  void make() throws IOException {
    tmpfs = new Tmpfs();
    drive = FileSystems.newFileSystem(URI.create("ramdrive:differences"), Map.of("size", "8m"));
    theirs = tmpfs.root();
    ours = Files.createDirectory(drive.getPath("/dir"));
  }

  @AfterEach
  void remove() throws IOException {
    drive.close();
    tmpfs.close();
  }

  private static Path linkToFile(Path dir) throws IOException {
    Files.writeString(dir.resolve("file"), "content");
    return Files.createSymbolicLink(dir.resolve("link"), dir.resolve("file"));
  }

  @Test
  void copyThroughTheLinkThatIsReplaced() throws IOException {
    Path link = linkToFile(theirs);
    assertThatThrownBy(() -> Files.copy(link, link, REPLACE_EXISTING))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(Files.isSymbolicLink(link)).isFalse();
    Path ourLink = linkToFile(ours);
    Files.copy(ourLink, ourLink, REPLACE_EXISTING);
    assertThat(Files.isSymbolicLink(ourLink)).isFalse();
    assertThatPath(ourLink).contains("content");
  }

  @Test
  void aMoveThatIsRefused() throws IOException {
    Path target = Files.createDirectory(theirs.resolve("target"));
    assertThatThrownBy(() -> Files.move(theirs, target, REPLACE_EXISTING))
        .hasMessageEndingWith("Invalid argument");
    assertThatPath(target).doesNotExist();
    Path ourTarget = Files.createDirectory(ours.resolve("target"));
    assertThatThrownBy(() -> Files.move(ours, ourTarget, REPLACE_EXISTING))
        .hasMessageEndingWith("Invalid argument");
    assertThatPath(ourTarget).isEmptyDirectory();
  }

  @Test
  void timesBefore1970() throws IOException {
    FileTime old = FileTime.fromMillis(-86_399_500);
    Files.setLastModifiedTime(theirs, old);
    assertThat(Files.getLastModifiedTime(theirs)).isEqualTo(FileTime.fromMillis(0));
    Files.setLastModifiedTime(ours, old);
    assertThat(Files.getLastModifiedTime(ours)).isEqualTo(old);
  }

  @Test
  void convenientReadsInAnInterruptedThread() throws IOException {
    Path file = linkToFile(theirs);
    Path ourFile = linkToFile(ours);
    Thread.currentThread().interrupt();
    assertThat(Files.readString(file)).isEqualTo("content");
    assertThatThrownBy(() -> Files.readString(ourFile))
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void temporaryFiles() throws IOException {
    assertThatPath(Files.createTempFile(theirs, "a", "b")).hasPermissions("rw-------");
    assertThatPath(Files.createTempFile(ours, "a", "b")).hasPermissions("rw-r--r--");
  }

  @Test
  void mappedSegments() throws IOException {
    try (var arena = java.lang.foreign.Arena.ofConfined();
        FileChannel channel = FileChannel.open(linkToFile(theirs), READ);
        FileChannel ourChannel = FileChannel.open(linkToFile(ours), READ)) {
      assertThat(channel.map(MapMode.READ_ONLY, 0, 7).isLoaded()).isIn(true, false);
      assertThat(channel.map(MapMode.READ_ONLY, 0, 7, arena).isMapped()).isTrue();
      assertThatThrownBy(() -> ourChannel.map(MapMode.READ_ONLY, 0, 7))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(ourChannel.map(MapMode.READ_ONLY, 0, 7, arena).isMapped()).isFalse();
    }
  }

  @Test
  void longPaths() throws IOException {
    String name = "n".repeat(200);
    Path deep = theirs;
    Path ourDeep = ours;
    for (int i = 0; i < 30; i++) {
      deep = deep.resolve(name);
      ourDeep = ourDeep.resolve(name);
    }
    Path theirDeep = deep;
    assertThatThrownBy(() -> Files.createDirectories(theirDeep))
        .isInstanceOf(FileSystemException.class)
        .hasMessageEndingWith("File name too long");
    assertThatPath(Files.createDirectories(ourDeep)).isEmptyDirectory();
  }

  /** A FIFO of tmpfs would be opened, and wait for somebody to write to it. */
  @Test
  void specialFiles() throws Exception {
    RamDrivePath fifo = RamDrivePath.from(ours.resolve("fifo"));
    try (Operation operation = fifo.getFileSystem().begin()) {
      NameOperations.make(operation, Place.of(fifo), Mode.S_IFIFO | 0644, 0);
    }
    assertThatThrownBy(() -> Files.newByteChannel(fifo))
        .isInstanceOf(FileSystemException.class)
        .hasMessageEndingWith("No such device or address");
    Path moved = Files.move(fifo, ours.resolve("moved"));
    Path copy = Files.copy(moved, ours.resolve("copy"));
    assertThatPath(copy).hasAttribute("isOther", true).hasAttribute("unix:mode", 0010644);
    Files.delete(moved);
  }
}
