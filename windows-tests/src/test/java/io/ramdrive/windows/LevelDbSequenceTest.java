// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.windows;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What LevelDB does with its file CURRENT, the sequence that this project comes from: it renames a
 * temporary file over it that it has flushed, and reads it back at once. What comes back is looked
 * at through the kernel's cache and past it.
 */
class LevelDbSequenceTest {
  private static final byte[] MANIFEST = "MANIFEST-000001\n".getBytes(US_ASCII);

  @ParameterizedTest
  @EnumSource
  void currentIsCompleteAfterRename(KernelTimeout timeout) {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("leveldb");
      Path current = directory.resolve("CURRENT");
      assertAbsent(current);
      publish(directory, current, MANIFEST);
      assertIs(current, MANIFEST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesDifferInCase(KernelTimeout timeout) {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("LevelDb");
      Path current = directory.resolve("CURRENT");
      assertAbsent(directory.resolve("current"));
      Path temporary = directory.resolve("000001.DbTmp");
      Win32.writeFile(temporary, Win32.CREATE_NEW, MANIFEST);
      Win32.moveFileEx(
          drive.root().resolve("LEVELDB").resolve("000001.dbtmp"),
          current,
          Win32.MOVEFILE_REPLACE_EXISTING);
      assertIs(drive.root().resolve("leveldb").resolve("Current"), MANIFEST);
      assertIs(current, MANIFEST);
      assertAbsent(temporary);
    }
  }

  @ParameterizedTest
  @EnumSource
  void renameAgainAndAgain(KernelTimeout timeout) {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("leveldb");
      Path current = directory.resolve("CURRENT");
      for (int round = 0; round < 200; round++) {
        byte[] content = new byte[round % 17 == 0 ? round * 1000 : 16 + round % 5];
        Arrays.fill(content, (byte) ('a' + round % 26));
        publish(directory, current, content);
        assertIs(current, content);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void renameByHandle(KernelTimeout timeout) {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("leveldb");
      Path current = directory.resolve("CURRENT");
      Path temporary = directory.resolve("000001.dbtmp");
      publish(directory, current, new byte[0]);
      long handle =
          Win32.open(
              temporary,
              Win32.GENERIC_WRITE | Win32.DELETE,
              Win32.CREATE_ALWAYS,
              Win32.FILE_ATTRIBUTE_NORMAL);
      Win32.write(handle, MANIFEST);
      Win32.flush(handle);
      Win32.renameByHandle(handle, current);
      Win32.close(handle);
      assertIs(current, MANIFEST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replaceFile(KernelTimeout timeout) {
    try (WindowsDrive drive = timeout.mount()) {
      Path directory = drive.directory("leveldb");
      Path current = directory.resolve("CURRENT");
      Path temporary = directory.resolve("000001.dbtmp");
      publish(directory, current, "MANIFEST-000000, a longer one\n".getBytes(US_ASCII));
      Win32.writeFile(temporary, Win32.CREATE_ALWAYS, MANIFEST);
      Win32.replaceFile(current, temporary);
      assertIs(current, MANIFEST);
      assertAbsent(temporary);
    }
  }

  private static void publish(Path directory, Path current, byte[] content) {
    Path temporary = directory.resolve("000001.dbtmp");
    Win32.writeFile(temporary, Win32.CREATE_ALWAYS, content);
    Win32.moveFileEx(temporary, current, Win32.MOVEFILE_REPLACE_EXISTING);
  }

  private static void assertIs(Path file, byte[] content) {
    assertThat(Win32.readFile(file, 0)).as("%s", file).isEqualTo(content);
    assertThat(Win32.sizeByName(file)).as("size of %s", file).isEqualTo(content.length);
    assertThat(Win32.readFile(file, Win32.FILE_FLAG_NO_BUFFERING))
        .as("%s past the cache", file)
        .isEqualTo(content);
  }

  private static void assertAbsent(Path file) {
    assertThatThrownBy(() -> Win32.readFile(file, 0))
        .isInstanceOf(Win32Exception.class)
        .extracting(e -> ((Win32Exception) e).error())
        .isEqualTo(Win32.ERROR_FILE_NOT_FOUND);
  }
}
