// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.O_TMPFILE;
import static io.ramdrive.integration.LinuxFlags.S_IFIFO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** statfs(2) tells the truth about bytes and inodes, and both limits hold. */
class StatFsConformanceTest {
  private static final int INODES = 60;
  private static final long CAPACITY = 16L << 20;

  @RegisterExtension
  static final SharedDrive DRIVE =
      new SharedDrive("--size", "16m", "--max-inodes", String.valueOf(INODES));

  private Path directory;
  private long filesUsed;

  @BeforeEach
  void look() {
    directory = DRIVE.directory();
    filesUsed = statfs().filesUsed();
  }

  private StatFs statfs() {
    return Posix.statfs(DRIVE.root());
  }

  private void assertFilesAdded(long count) {
    assertThat(statfs().filesUsed() - filesUsed).as("inodes used").isEqualTo(count);
  }

  @Test
  void limitsAreTold() {
    StatFs statfs = statfs();
    assertThat(statfs.capacityBytes()).isEqualTo(CAPACITY);
    assertThat(statfs.files()).isEqualTo(INODES);
    assertThat(statfs.nameLength()).isEqualTo(255);
    assertThat(statfs.blockSize()).isEqualTo(4096);
    assertThat(statfs.available()).isEqualTo(statfs.free());
  }

  @Test
  void everyInodeCountsOnce() {
    Path file = directory.resolve("file");
    Content.touch(file);
    assertFilesAdded(1);
    Posix.mkdir(directory.resolve("directory"), 0755);
    assertFilesAdded(2);
    Posix.symlink("file", directory.resolve("symlink"));
    assertFilesAdded(3);
    Posix.mknod(directory.resolve("fifo"), S_IFIFO | 0600, 0, 0);
    assertFilesAdded(4);
    Posix.unlink(file);
    assertFilesAdded(3);
    Posix.rename(directory.resolve("symlink"), directory.resolve("fifo"));
    assertFilesAdded(2);
    int nameless = Posix.open(directory, O_TMPFILE | O_RDWR, 0600);
    assertFilesAdded(3);
    Posix.close(nameless);
    assertFilesAdded(2);
    Posix.unlink(directory.resolve("fifo"));
    Posix.rmdir(directory.resolve("directory"));
    assertFilesAdded(0);
  }

  @Test
  void furtherNamesCountAsInodes() {
    Path file = directory.resolve("file");
    Content.touch(file);
    Posix.link(file, directory.resolve("link"));
    assertFilesAdded(2);
    Posix.unlink(file);
    assertFilesAdded(1);
    Posix.unlink(directory.resolve("link"));
    assertFilesAdded(0);
  }

  @Test
  void inodesRunOutAndComeBack() {
    for (int round = 0; round < 3; round++) {
      int count = 0;
      while (Posix.errno(() -> Content.touch(directory.resolve("x"))).equals("OK")) {
        Posix.rename(directory.resolve("x"), directory.resolve("file" + count++));
      }
      assertThat(count).as("files made").isEqualTo((int) (INODES - filesUsed));
      assertThat(statfs().filesFree()).isZero();
      assertThat(Posix.exists(directory.resolve("x"))).isFalse();
      Path fresh = directory.resolve("fresh");
      assertThat(Posix.errno(() -> Posix.mkdir(fresh, 0755))).isEqualTo("ENOSPC");
      assertThat(Posix.errno(() -> Posix.symlink("x", fresh))).isEqualTo("ENOSPC");
      assertThat(Posix.errno(() -> Posix.mknod(fresh, S_IFIFO | 0600, 0, 0))).isEqualTo("ENOSPC");
      assertThat(Posix.errno(() -> Posix.open(directory, O_TMPFILE | O_RDWR, 0600)))
          .isEqualTo("ENOSPC");
      Content.write(directory.resolve("file0"), "memory is left");
      assertThat(Content.text(directory.resolve("file0"))).isEqualTo("memory is left");
      while (count > 0) {
        Posix.unlink(directory.resolve("file" + --count));
        assertFilesAdded(count);
      }
    }
  }

  @Test
  void anInodeIsFreeAsSoonAsItIsRemoved() {
    int count = 0;
    while (statfs().filesFree() > 0) {
      Content.touch(directory.resolve("file" + count++));
    }
    for (int round = 0; round < 200; round++) {
      Posix.unlink(directory.resolve("file" + round % count));
      Content.touch(directory.resolve("file" + round % count));
    }
    for (int i = 0; i < count; i++) {
      Posix.unlink(directory.resolve("file" + i));
    }
    assertFilesAdded(0);
  }

  @Test
  void deletedButOpenFilesCount() {
    Path file = directory.resolve("file");
    Content.write(file, new byte[100_000]);
    long usedBytes = statfs().usedBytes();
    int fd = Posix.open(file, O_RDWR);
    Posix.unlink(file);
    assertFilesAdded(1);
    assertThat(statfs().usedBytes()).isEqualTo(usedBytes);
    Posix.close(fd);
    assertFilesAdded(0);
    assertThat(statfs().usedBytes()).isZero();
  }

  @Test
  void bytesAreCountedInBlocks() {
    Path file = directory.resolve("file");
    for (int size : new int[] {0, 1, 100, 4095, 4096, 4097, 65535, 65536, 65537, 1 << 20}) {
      Content.write(file, new byte[size]);
      long held = Posix.stat(file).blocks() * 512;
      assertThat(held).as("held by %d bytes", size).isGreaterThanOrEqualTo(size);
      assertThat(held).as("held by %d bytes", size).isLessThan(size + 4096L);
      assertThat(statfs().usedBytes()).as("used by %d bytes", size).isEqualTo(held);
    }
    Posix.unlink(file);
    assertThat(statfs().usedBytes()).isZero();
  }

  @Test
  void theLastByteCanBeUsed() {
    Path file = directory.resolve("file");
    byte[] content = Pattern.bytes(1, 0, (int) CAPACITY);
    Content.write(file, content);
    assertThat(statfs().free()).isZero();
    Path second = directory.resolve("second");
    assertThat(Posix.errno(() -> Content.write(second, "x"))).isEqualTo("ENOSPC");
    assertThat(Posix.stat(second).size()).isZero();
    Posix.unlink(second);
    Pattern.check("full", 1, 0, (int) CAPACITY, Content.read(file));
    Posix.unlink(file);
    assertThat(statfs().freeBytes()).isEqualTo(CAPACITY);
  }
}
