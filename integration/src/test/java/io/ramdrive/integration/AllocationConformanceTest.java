// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_COLLAPSE_RANGE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_INSERT_RANGE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_KEEP_SIZE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_PUNCH_HOLE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_UNSHARE_RANGE;
import static io.ramdrive.integration.LinuxFlags.FALLOC_FL_ZERO_RANGE;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.SEEK_DATA;
import static io.ramdrive.integration.LinuxFlags.SEEK_HOLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which parts of a file cost memory: sparse files, fallocate(2), lseek(2) for data and holes. */
class AllocationConformanceTest {
  private static final int MIB = 1 << 20;

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive("--size", "64m");

  private Path file;
  private int fd;
  private long used;

  @BeforeEach
  void openFile() {
    file = DRIVE.directory().resolve("file");
    fd = Posix.open(file, O_RDWR | O_CREAT, 0644);
    used = Posix.statfs(file).usedBytes();
  }

  @AfterEach
  void removeFile() {
    Posix.close(fd);
    Posix.unlink(file);
    assertThat(Posix.statfs(DRIVE.root()).usedBytes()).as("used when removed").isEqualTo(used);
  }

  private void write(long seed, long offset, int length) {
    assertThat(Posix.pwrite(fd, Pattern.bytes(seed, offset, length), offset)).isEqualTo(length);
  }

  /** The memory that the file holds, as st_blocks and statfs must both tell it. */
  private void assertHolds(long bytes) {
    assertThat(Posix.stat(file).blocks() * 512).as("st_blocks in bytes").isEqualTo(bytes);
    assertThat(Posix.stat(fd).blocks() * 512).as("st_blocks of the open file").isEqualTo(bytes);
    assertThat(Posix.statfs(file).usedBytes() - used).as("used").isEqualTo(bytes);
  }

  private void assertZeros(long offset, int length) {
    Pattern.checkZeros("hole", offset, length, Posix.pread(fd, length, offset));
  }

  private void assertPattern(long seed, long offset, int length) {
    Pattern.check("content", seed, offset, length, Posix.pread(fd, length, offset));
  }

  @Test
  void blocksAreWhatIsWritten() {
    assertHolds(0);
    Posix.ftruncate(fd, 20 * MIB);
    assertHolds(0);
    write(1, 10 * MIB, MIB);
    assertHolds(MIB);
    assertZeros(9 * MIB, MIB);
    assertPattern(1, 10 * MIB, MIB);
    assertZeros(11 * MIB, MIB);
    write(1, 0, MIB);
    assertHolds(2 * MIB);
    write(2, 0, MIB);
    assertHolds(2 * MIB);
    Posix.ftruncate(fd, MIB);
    assertHolds(MIB);
    Posix.ftruncate(fd, 20 * MIB);
    assertZeros(10 * MIB, MIB);
    assertHolds(MIB);
    Posix.ftruncate(fd, 0);
    assertHolds(0);
  }

  @Test
  void farAwayByte() {
    long far = 1L << 40;
    write(1, far, 1);
    assertThat(Posix.stat(file).size()).isEqualTo(far + 1);
    assertThat(Posix.stat(file).blocks() * 512).isBetween(1L, (long) MIB);
    assertPattern(1, far, 1);
    assertZeros(far / 2, 4096);
    assertThat(Posix.lseek(fd, 0, SEEK_DATA)).isBetween(far - MIB, far);
  }

  @Test
  void cutTailReadsAsZerosWhenTheFileGrows() {
    write(1, 0, 100_000);
    Posix.ftruncate(fd, 50_001);
    Posix.ftruncate(fd, 100_000);
    assertPattern(1, 0, 50_001);
    assertZeros(50_001, 49_999);
    Posix.ftruncate(fd, 10);
    write(1, 99_999, 1);
    assertPattern(1, 0, 10);
    assertZeros(10, 99_989);
  }

  @Test
  void dataAndHoles() {
    Posix.ftruncate(fd, 8 * MIB);
    write(1, 2 * MIB, MIB);
    write(1, 5 * MIB, 2 * MIB);
    assertThat(Posix.lseek(fd, 0, SEEK_DATA)).isEqualTo(2 * MIB);
    assertThat(Posix.lseek(fd, 0, SEEK_HOLE)).isZero();
    assertThat(Posix.lseek(fd, 2 * MIB, SEEK_HOLE)).isEqualTo(3 * MIB);
    assertThat(Posix.lseek(fd, 2 * MIB + 100, SEEK_DATA)).isEqualTo(2 * MIB + 100);
    assertThat(Posix.lseek(fd, 3 * MIB, SEEK_DATA)).isEqualTo(5 * MIB);
    assertThat(Posix.lseek(fd, 6 * MIB, SEEK_HOLE)).isEqualTo(7 * MIB);
    assertThat(Posix.errno(() -> Posix.lseek(fd, 7 * MIB, SEEK_DATA))).isEqualTo("ENXIO");
    assertThat(Posix.lseek(fd, 7 * MIB + 1, SEEK_HOLE)).isEqualTo(7 * MIB + 1);
    assertThat(Posix.errno(() -> Posix.lseek(fd, 8 * MIB, SEEK_HOLE))).isEqualTo("ENXIO");
    assertThat(Posix.errno(() -> Posix.lseek(fd, 9 * MIB, SEEK_DATA))).isEqualTo("ENXIO");
    write(1, 7 * MIB, MIB);
    assertThat(Posix.lseek(fd, 5 * MIB, SEEK_HOLE)).as("end of file").isEqualTo(8 * MIB);
  }

  @Test
  void preallocation() {
    write(1, 0, 1000);
    Posix.fallocate(fd, 0, 0, 4 * MIB);
    assertThat(Posix.stat(file).size()).isEqualTo(4 * MIB);
    assertHolds(4 * MIB);
    assertPattern(1, 0, 1000);
    assertZeros(1000, 4 * MIB - 1000);
    write(1, MIB, MIB);
    assertHolds(4 * MIB);
    Posix.fallocate(fd, FALLOC_FL_KEEP_SIZE, 4 * MIB, 2 * MIB);
    assertThat(Posix.stat(file).size()).isEqualTo(4 * MIB);
    assertHolds(6 * MIB);
    write(2, 4 * MIB, MIB);
    assertHolds(6 * MIB);
    assertPattern(2, 4 * MIB, MIB);
  }

  @Test
  void preallocationThatDoesNotFitChangesNothing() {
    write(1, 0, MIB);
    assertThat(Posix.errno(() -> Posix.fallocate(fd, 0, MIB, 64 * MIB))).isEqualTo("ENOSPC");
    assertThat(Posix.stat(file).size()).isEqualTo(MIB);
    assertHolds(MIB);
    assertPattern(1, 0, MIB);
  }

  @Test
  void punchedHolesGiveMemoryBack() {
    write(1, 0, 4 * MIB);
    Posix.fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, MIB, 2 * MIB);
    assertHolds(2 * MIB);
    assertPattern(1, 0, MIB);
    assertZeros(MIB, 2 * MIB);
    assertPattern(1, 3 * MIB, MIB);
    Posix.fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 100, 50);
    assertPattern(1, 0, 100);
    assertZeros(100, 50);
    assertPattern(1, 150, MIB - 150);
    assertHolds(2 * MIB);
    Posix.fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 3 * MIB, 90 * MIB);
    assertThat(Posix.stat(file).size()).isEqualTo(4 * MIB);
    assertHolds(MIB);
    write(2, 2 * MIB, 100);
    assertPattern(2, 2 * MIB, 100);
    assertZeros(2 * MIB + 100, MIB);
  }

  @Test
  void zeroRange() {
    write(1, 0, 4 * MIB);
    int mode = FALLOC_FL_ZERO_RANGE;
    if (Posix.errno(() -> Posix.fallocate(fd, mode, MIB, MIB)).equals("EOPNOTSUPP")) {
      assertThat(TestDrive.onPeer()).as("only tmpfs has no FALLOC_FL_ZERO_RANGE").isTrue();
      return;
    }
    assertZeros(MIB, MIB);
    assertHolds(4 * MIB);
    Posix.fallocate(fd, mode, 4 * MIB - 10, 10 + MIB);
    assertThat(Posix.stat(file).size()).isEqualTo(5 * MIB);
    assertPattern(1, 3 * MIB, MIB - 10);
    assertZeros(4 * MIB - 10, MIB + 10);
    assertHolds(5 * MIB);
    Posix.fallocate(fd, mode | FALLOC_FL_KEEP_SIZE, 5 * MIB, MIB);
    assertThat(Posix.stat(file).size()).isEqualTo(5 * MIB);
    assertHolds(6 * MIB);
  }

  @Test
  void fallocateErrors() {
    write(1, 0, MIB);
    assertThat(fallocate(0, -1, 10)).isEqualTo("EINVAL");
    assertThat(fallocate(0, 0, 0)).isEqualTo("EINVAL");
    assertThat(fallocate(0, 0, -1)).isEqualTo("EINVAL");
    assertThat(fallocate(0, Long.MAX_VALUE - 5, 10)).isEqualTo("EFBIG");
    assertThat(fallocate(FALLOC_FL_PUNCH_HOLE, 0, 10)).isEqualTo("EOPNOTSUPP");
    // tmpfs has none of these, and FUSE passes none of them on: fuse_file_fallocate of fs/fuse.
    assertThat(fallocate(FALLOC_FL_COLLAPSE_RANGE, 0, 4096)).isEqualTo("EOPNOTSUPP");
    assertThat(fallocate(FALLOC_FL_INSERT_RANGE, 0, 4096)).isEqualTo("EOPNOTSUPP");
    assertThat(fallocate(FALLOC_FL_UNSHARE_RANGE, 0, 4096)).isEqualTo("EOPNOTSUPP");
    assertThat(fallocate(1 << 20, 0, 4096)).isEqualTo("EOPNOTSUPP");
    int reader = Posix.open(file, O_RDONLY);
    assertThat(Posix.errno(() -> Posix.fallocate(reader, 0, 0, 10))).isEqualTo("EBADF");
    Posix.close(reader);
    assertPattern(1, 0, MIB);
    assertHolds(MIB);
  }

  private String fallocate(int mode, long offset, long length) {
    return Posix.errno(() -> Posix.fallocate(fd, mode, offset, length));
  }

  @Test
  void sizeLimits() {
    assertThat(Posix.errno(() -> Posix.ftruncate(fd, -1))).isEqualTo("EINVAL");
    assertThat(Posix.errno(() -> Posix.pwrite(fd, new byte[1], -1))).isEqualTo("EINVAL");
    assertThat(Posix.errno(() -> Posix.pwrite(fd, new byte[1], Long.MAX_VALUE)))
        .as("the end is no offset")
        .isEqualTo("EINVAL");
    assertThat(Posix.pread(fd, 10, Long.MAX_VALUE - 100)).isEmpty();
    assertThat(Posix.stat(file).size()).isZero();
  }
}
