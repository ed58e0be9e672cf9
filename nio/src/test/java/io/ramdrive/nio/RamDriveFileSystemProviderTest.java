// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way in: URIs, options, the service loader. */
class RamDriveFileSystemProviderTest {
  private static final URI DRIVE = URI.create("ramdrive:provider-test");

  @Test
  void serviceLoaderFindsIt() throws IOException {
    try (FileSystem drive = FileSystems.newFileSystem(DRIVE, Map.of("size", "1m"))) {
      Path file = drive.getPath("/hello.txt");
      Files.writeString(file, "hello");
      assertThat(Files.readString(Path.of(file.toUri()))).isEqualTo("hello");
      assertThat(FileSystems.getFileSystem(DRIVE)).isSameAs(drive);
      assertThat(file.toUri()).hasToString("ramdrive://provider-test/hello.txt");
      assertThatThrownBy(() -> FileSystems.newFileSystem(DRIVE, Map.of()))
          .isInstanceOf(FileSystemAlreadyExistsException.class);
      assertThat(Files.getFileStore(file).getTotalSpace()).isEqualTo(1 << 20);
    }
    assertThatThrownBy(() -> FileSystems.getFileSystem(DRIVE))
        .isInstanceOf(FileSystemNotFoundException.class);
  }

  @Test
  void aClosedFileSystemSaysSo() throws IOException {
    FileSystem drive = FileSystems.newFileSystem(DRIVE, Map.of("size", 1 << 20));
    Path file = drive.getPath("/file");
    drive.close();
    assertThat(drive.isOpen()).isFalse();
    assertThatThrownBy(() -> Files.createFile(file)).isInstanceOf(ClosedFileSystemException.class);
  }

  @Test
  void aWrongOptionIsNamed() {
    assertThatThrownBy(() -> FileSystems.newFileSystem(DRIVE, Map.of("colour", "red")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colour");
    assertThatThrownBy(() -> FileSystems.newFileSystem(DRIVE, Map.of("size", "much")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size must be a number");
    assertThatThrownBy(() -> FileSystems.newFileSystem(URI.create("ramdrive:a b"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
