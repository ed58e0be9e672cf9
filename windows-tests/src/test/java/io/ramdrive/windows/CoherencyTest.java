// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What programs see of files that programs change, whatever the kernel may cache. */
class CoherencyTest {
  private static final long SEED = 20_251_122;

  @ParameterizedTest
  @EnumSource
  void filesOfAllSizesAreReadBack(KernelTimeout timeout) throws IOException {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("sizes");
      for (int size : new int[] {0, 1, 511, 4095, 4096, 4097, 65535, 65537, 1 << 20, 3_000_001}) {
        Path file = directory.resolve("f" + size);
        byte[] content = random(size);
        Files.write(file, content);
        assertIs(file, content);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReplacedFileHasTheNewContentAndSize(KernelTimeout timeout) throws IOException {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("replace");
      Path file = directory.resolve("file");
      Path temporary = directory.resolve("temporary");
      for (int size : new int[] {5, 70_000, 0, 4096, 3, 1 << 20, 17}) {
        byte[] content = random(size);
        Files.write(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        assertIs(file, content);
        assertThat(temporary).doesNotExist();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void overwritingTruncatingAndExtendingAreSeen(KernelTimeout timeout) throws IOException {
    try (WindowsDrive drive = timeout.mount()) {
      Path file = drive.directory("overwrite").resolve("file");
      byte[] content = random(100_000);
      Files.write(file, content);
      assertIs(file, content);
      byte[] shorter = random(10);
      Files.write(file, shorter);
      assertIs(file, shorter);
      byte[] more = random(50_000);
      Files.write(file, more, StandardOpenOption.APPEND);
      byte[] both = new byte[shorter.length + more.length];
      System.arraycopy(shorter, 0, both, 0, shorter.length);
      System.arraycopy(more, 0, both, shorter.length, more.length);
      assertIs(file, both);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeletedNameIsGoneAndCanBeMadeAnew(KernelTimeout timeout) throws IOException {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("delete");
      Path file = directory.resolve("file");
      for (int round = 0; round < 50; round++) {
        assertThat(file).doesNotExist();
        byte[] content = random(round * 997);
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
        assertIs(file, content);
        Files.delete(file);
        assertThat(directory).isEmptyDirectory();
      }
    }
  }

  @Test
  void freeSpaceIsTold() throws IOException {
    try (WindowsDrive drive =
        WindowsDrive.mount("--size", "64m", "--enable-kernel-cache", "false")) {
      long before = Files.getFileStore(drive.root()).getUsableSpace();
      assertThat(Files.getFileStore(drive.root()).getTotalSpace()).isEqualTo(64 << 20);
      Files.write(drive.root().resolve("file"), random(1 << 20));
      assertThat(Files.getFileStore(drive.root()).getUsableSpace()).isEqualTo(before - (1 << 20));
    }
  }

  private static byte[] random(int size) {
    byte[] content = new byte[size];
    new Random(SEED + size).nextBytes(content);
    return content;
  }

  private static void assertIs(Path file, byte[] content) throws IOException {
    assertThat(Files.readAllBytes(file)).as("%s, seed %d", file, SEED).isEqualTo(content);
    assertThat(Files.size(file)).isEqualTo(content.length);
    assertThat(Win32.readFile(file, Win32.FILE_FLAG_NO_BUFFERING))
        .as("%s past the cache", file)
        .isEqualTo(content);
  }
}
