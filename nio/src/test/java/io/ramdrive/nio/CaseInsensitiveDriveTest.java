// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.NameMatching;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A drive where case does not matter, as one that Windows shows. */
class CaseInsensitiveDriveTest {
  private Volume volume;
  private RamDriveFileSystem drive;

  @BeforeEach
  void makeDrive() {
    volume =
        Volume.create(
            new VolumeOptions(
                8 << 20, 4096, 1000, false, 0, 0, 0755, NameMatching.CASE_INSENSITIVE));
    drive = RamDriveFileSystem.over(volume, "windows", 0, 0);
  }

  @AfterEach
  void closeDrive() throws IOException {
    drive.close();
    volume.close();
  }

  @Test
  void oneFileIsFoundInAllSpellings() throws IOException {
    Path file = Files.writeString(drive.getPath("/Read.me"), "content");
    assertThat(Files.readString(drive.getPath("/READ.ME"))).isEqualTo("content");
    assertThat(Files.isSameFile(file, drive.getPath("/read.me"))).isTrue();
    assertThatThrownBy(() -> Files.createFile(drive.getPath("/read.ME")))
        .isInstanceOf(FileAlreadyExistsException.class);
    Files.delete(drive.getPath("/rEAD.me"));
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void aMoveToAnotherSpellingRespells() throws IOException {
    Path file = Files.createFile(drive.getPath("/file"));
    Path directory = Files.createDirectory(drive.getPath("/directory"));
    Files.move(file, drive.getPath("/FILE"));
    Files.move(directory, drive.getPath("/Directory"), REPLACE_EXISTING);
    assertThat(names()).containsExactlyInAnyOrder("FILE", "Directory");
    Files.move(file, drive.getPath("/File"), ATOMIC_MOVE);
    assertThat(names()).containsExactlyInAnyOrder("File", "Directory");
    Files.createLink(drive.getPath("/link"), file);
    Files.move(file, drive.getPath("/LINK"));
    assertThat(names()).containsExactlyInAnyOrder("File", "Directory", "link");
  }

  @Test
  void watchersAreToldTheSpelling() throws IOException {
    Path file = Files.createFile(drive.getPath("/file"));
    WatchService watcher = drive.newWatchService();
    WatchKey key = drive.getPath("/").register(watcher, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
    Files.move(drive.getPath("/FILE"), drive.getPath("/File"));
    assertThat(told(key)).containsExactly("DELETE file", "CREATE File");
    Files.writeString(file, "content");
    assertThat(told(key)).containsExactly("MODIFY File");
    Files.writeString(drive.getPath("/other"), "2");
    told(key);
    Files.move(drive.getPath("/other"), drive.getPath("/FILE"), REPLACE_EXISTING);
    assertThat(told(key)).containsExactly("DELETE other", "DELETE File", "CREATE FILE");
    Files.writeString(file, "3");
    assertThat(told(key)).containsExactly("MODIFY FILE");
    Files.delete(file);
    assertThat(told(key)).containsExactly("DELETE FILE");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(drive.getPath("/"))) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }

  private static List<String> told(WatchKey key) {
    return key.pollEvents().stream()
        .map(event -> event.kind().name().substring("ENTRY_".length()) + " " + event.context())
        .toList();
  }
}
