// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Volume;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A volume where case does not matter, under a kernel that distinguishes case and may believe all
 * but names for ever: what it does to one spelling must show in all others.
 */
class CaseInsensitiveMountTest {
  @TempDir Path directory;
  private final Volume volume = LiveMount.caseInsensitiveVolume();
  private FuseMount mount;

  @BeforeEach
  void mount() throws MountException {
    mount =
        FuseMount.mount(
            volume,
            directory,
            FuseOptions.builder().fileInfoTimeoutMs(FuseOptions.FOR_EVER).build());
  }

  @AfterEach
  void nothingIsLeft() {
    mount.close();
    volume.close();
    assertThat(LiveMount.openDevices()).as("open files of the device").isZero();
    assertThat(LiveMount.threads()).as("threads").isEmpty();
  }

  @Test
  void theAbsenceOfOneSpellingIsNotBelieved() throws IOException {
    assertThat(directory.resolve("FOO")).doesNotExist();
    Files.writeString(directory.resolve("foo"), "content");
    assertThat(directory.resolve("FOO")).hasContent("content");
  }

  @Test
  void aNameIsGoneInAllSpellings() throws IOException {
    Files.writeString(directory.resolve("foo"), "content");
    assertThat(directory.resolve("FOO")).exists();
    Files.delete(directory.resolve("foo"));
    assertThat(directory.resolve("FOO")).doesNotExist();
    assertThatThrownBy(() -> Files.readString(directory.resolve("Foo")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aRenameMovesAllSpellings() throws IOException {
    Files.writeString(directory.resolve("dbtmp"), "new");
    Files.writeString(directory.resolve("Current"), "old");
    assertThat(directory.resolve("CURRENT")).hasContent("old");
    assertThat(directory.resolve("DBTMP")).hasContent("new");
    Files.move(
        directory.resolve("dbtmp"),
        directory.resolve("current"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(directory.resolve("CURRENT")).hasContent("new");
    assertThat(directory.resolve("DBTMP")).doesNotExist();
    assertThat(names(directory)).containsExactly("current");
  }

  @Test
  void aDirectoryIsOneInAllSpellings() throws IOException {
    Files.createDirectory(directory.resolve("Dir"));
    Files.writeString(directory.resolve("DIR").resolve("a"), "1");
    assertThatThrownBy(() -> Files.createDirectory(directory.resolve("dir")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(directory.resolve("dir").resolve("A")).hasContent("1");
    Files.delete(directory.resolve("dIR").resolve("A"));
    Files.delete(directory.resolve("dir"));
    assertThat(directory.resolve("Dir")).doesNotExist();
    assertThat(directory.resolve("DIR").resolve("a")).doesNotExist();
  }

  @Test
  void aFileThatIsReplacedThroughAnotherSpellingIsReplaced() throws IOException {
    Files.writeString(directory.resolve("Ärger"), "1");
    assertThat(directory.resolve("ÄRGER")).hasContent("1");
    Files.delete(directory.resolve("ärger"));
    Files.createDirectory(directory.resolve("ÄRGER"));
    assertThat(directory.resolve("Ärger")).isDirectory();
  }

  /** 255 UTF-16 units, as Windows allows, are up to 765 bytes: more than NAME_MAX, but it works. */
  @Test
  void theLongestNamesOfWindowsCanBeUsed() throws IOException {
    String name = "長".repeat(255);
    Path file = directory.resolve(name);
    Files.writeString(file, "content");
    assertThat(file).hasContent("content");
    assertThat(names(directory)).containsExactly(name);
    Files.move(file, directory.resolve("short"));
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> Files.createFile(directory.resolve(name + "x")))
        .hasMessageContaining("File name too long");
  }

  private static List<String> names(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    }
    return names;
  }
}
