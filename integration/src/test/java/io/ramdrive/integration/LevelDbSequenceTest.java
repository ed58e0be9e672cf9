// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_EXCL;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_TRUNC;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static io.ramdrive.integration.LinuxFlags.RENAME_EXCHANGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The sequence that this project exists for: LevelDB asks for CURRENT in vain, writes dbtmp,
 * renames it over CURRENT and reads it back at once. A kernel that still believes what it cached
 * before the rename reads nothing, or the old file.
 */
class LevelDbSequenceTest {
  private static final byte[] MANIFEST = ascii("MANIFEST-000001\n");

  private static TestDrive drive;
  private Path directory;
  private Path current;
  private Path temporary;

  @BeforeAll
  static void mount() {
    drive = TestDrive.mount();
  }

  @AfterAll
  static void unmount() {
    drive.close();
  }

  @BeforeEach
  void makeDirectory(TestInfo test) {
    directory = drive.root().resolve(test.getTestMethod().orElseThrow().getName());
    Posix.mkdir(directory, 0755);
    current = directory.resolve("CURRENT");
    temporary = directory.resolve("000001.dbtmp");
  }

  @Test
  void currentIsCompleteAfterRename() {
    for (int probe = 0; probe < 3; probe++) {
      assertThat(Posix.errno(() -> Posix.open(current, O_RDONLY))).isEqualTo("ENOENT");
      assertThat(Posix.errno(() -> Posix.access(current, 0))).isEqualTo("ENOENT");
      assertThat(Posix.errno(() -> Posix.stat(current))).isEqualTo("ENOENT");
    }
    writeTemporary(MANIFEST);
    Posix.rename(temporary, current);

    assertCurrentIs(MANIFEST);
    assertThat(Posix.errno(() -> Posix.stat(temporary))).isEqualTo("ENOENT");
  }

  @Test
  void renameOverAnEmptyTarget() {
    Posix.close(Posix.open(current, O_WRONLY | O_CREAT | O_EXCL, 0644));
    assertCurrentIs(new byte[0]);

    writeTemporary(MANIFEST);
    Posix.rename(temporary, current);

    assertCurrentIs(MANIFEST);
  }

  @Test
  void renameAgainAndAgain() {
    for (int round = 0; round < 500; round++) {
      byte[] content = ascii("MANIFEST-%06d\n".formatted(round));
      writeTemporary(content);
      Posix.rename(temporary, current);
      assertCurrentIs(content);
      if (round % 7 == 0) {
        Posix.unlink(current);
        assertThat(Posix.errno(() -> Posix.open(current, O_RDONLY))).isEqualTo("ENOENT");
      }
    }
  }

  @Test
  void contentsOfDifferentSizes() {
    int[] sizes = {0, 1, 16, 4095, 4096, 4097, 1, 65536, 3, 1 << 20, 0, 5, 131073, 2};
    for (int round = 0; round < sizes.length; round++) {
      byte[] content = Pattern.bytes(round, 0, sizes[round]);
      writeTemporary(content);
      Posix.rename(temporary, current);
      assertCurrentIs(content);
    }
  }

  @Test
  void everyWayToAskTellsTheSize() {
    int[] sizes = {16, 0, 100_000, 7};
    for (int size : sizes) {
      writeTemporary(new byte[size]);
      assertSizeIs(temporary, size);
      Posix.rename(temporary, current);
      assertSizeIs(current, size);
    }
  }

  @Test
  void openFileKeepsItsContentWhenReplaced() {
    byte[] old = Pattern.bytes(1, 0, 10_000);
    writeTemporary(old);
    Posix.rename(temporary, current);
    int before = Posix.open(current, O_RDONLY);
    Pattern.check("first half", 1, 0, 5_000, Posix.pread(before, 5_000, 0));

    byte[] replacement = Pattern.bytes(2, 0, 20_000);
    writeTemporary(replacement);
    Posix.rename(temporary, current);

    assertCurrentIs(replacement);
    Pattern.check("the replaced file", 1, 0, old.length, Posix.pread(before, 30_000, 0));
    assertThat(Posix.fstatSize(before)).isEqualTo(old.length);
    assertThat(Posix.stat(before).links()).isZero();
    Posix.close(before);
    assertCurrentIs(replacement);
  }

  @Test
  void firstCreateAfterNegativeProbe() {
    assertThat(Posix.errno(() -> Posix.stat(current))).isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Posix.open(current, O_RDONLY))).isEqualTo("ENOENT");
    assertThat(Posix.errno(() -> Posix.rename(current, temporary))).isEqualTo("ENOENT");

    write(current, O_WRONLY | O_CREAT | O_EXCL, MANIFEST);

    assertCurrentIs(MANIFEST);
  }

  @Test
  void exchangeSwapsBothNames() {
    byte[] mine = ascii("CURRENT's own\n");
    byte[] other = Pattern.bytes(3, 0, 70_000);
    write(current, O_WRONLY | O_CREAT | O_EXCL, mine);
    writeTemporary(other);
    assertCurrentIs(mine);
    long inode = Posix.stat(current).inode();

    for (int round = 0; round < 11; round++) {
      Posix.renameat2(temporary, current, RENAME_EXCHANGE);
      assertIs(current, round % 2 == 0 ? other : mine);
      assertIs(temporary, round % 2 == 0 ? mine : other);
    }
    assertThat(Posix.stat(temporary).inode()).isEqualTo(inode);
  }

  private void writeTemporary(byte[] content) {
    write(temporary, O_WRONLY | O_CREAT | O_TRUNC, content);
  }

  private static void write(Path path, int flags, byte[] content) {
    int fd = Posix.open(path, flags, 0644);
    assertThat(Posix.write(fd, content)).as("bytes written").isEqualTo(content.length);
    Posix.fsync(fd);
    Posix.close(fd);
  }

  private void assertCurrentIs(byte[] content) {
    assertIs(current, content);
  }

  private static void assertIs(Path path, byte[] content) {
    int fd = Posix.open(path, O_RDONLY);
    assertThat(Posix.read(fd, content.length + 1)).as("%s", path).isEqualTo(content);
    assertThat(Posix.read(fd, 1)).as("behind the end of %s", path).isEmpty();
    Posix.close(fd);
    assertSizeIs(path, content.length);
  }

  private static void assertSizeIs(Path path, long size) {
    assertThat(Posix.stat(path).size()).as("statx %s", path).isEqualTo(size);
    int fd = Posix.open(path, O_RDONLY);
    assertThat(Posix.stat(fd).size()).as("statx of the open %s", path).isEqualTo(size);
    assertThat(Posix.fstatSize(fd)).as("fstat %s", path).isEqualTo(size);
    assertThat(Posix.lseek(fd, 0, LinuxFlags.SEEK_END)).as("end of %s", path).isEqualTo(size);
    Posix.close(fd);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
