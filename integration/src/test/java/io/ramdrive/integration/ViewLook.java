// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a view shows of a file, asked in every way there is: a path of the default file system is
 * asked by system calls, any other by {@code java.nio.file}.
 */
final class ViewLook {
  private ViewLook() {}

  static boolean isOnMount(Path path) {
    return path.getFileSystem() == FileSystems.getDefault();
  }

  static void assertAbsent(Path path) {
    if (isOnMount(path)) {
      assertThat(Posix.errno(() -> Posix.open(path, O_RDONLY))).as("%s", path).isEqualTo("ENOENT");
      assertThat(Posix.errno(() -> Posix.access(path, 0))).as("%s", path).isEqualTo("ENOENT");
      assertThat(Posix.errno(() -> Posix.stat(path))).as("%s", path).isEqualTo("ENOENT");
    } else {
      assertThat(Files.notExists(path)).as("%s is absent", path).isTrue();
      assertThatThrownBy(() -> Files.newByteChannel(path)).isInstanceOf(NoSuchFileException.class);
    }
  }

  static void assertIs(Path path, byte[] content) {
    if (isOnMount(path)) {
      int fd = Posix.open(path, O_RDONLY);
      assertThat(Posix.read(fd, content.length + 1)).as("%s", path).isEqualTo(content);
      assertThat(Posix.read(fd, 1)).as("behind the end of %s", path).isEmpty();
      Posix.close(fd);
    } else {
      try {
        assertThat(Files.readAllBytes(path)).as("%s", path).isEqualTo(content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertSizeIs(path, content.length);
  }

  static void assertSizeIs(Path path, long size) {
    if (isOnMount(path)) {
      assertThat(Posix.stat(path).size()).as("statx %s", path).isEqualTo(size);
      int fd = Posix.open(path, O_RDONLY);
      assertThat(Posix.stat(fd).size()).as("statx of the open %s", path).isEqualTo(size);
      assertThat(Posix.fstatSize(fd)).as("fstat %s", path).isEqualTo(size);
      assertThat(Posix.lseek(fd, 0, LinuxFlags.SEEK_END)).as("end of %s", path).isEqualTo(size);
      Posix.close(fd);
    } else {
      try (FileChannel channel = FileChannel.open(path)) {
        assertThat(Files.size(path)).as("size of %s", path).isEqualTo(size);
        assertThat(channel.size()).as("size of the open %s", path).isEqualTo(size);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
