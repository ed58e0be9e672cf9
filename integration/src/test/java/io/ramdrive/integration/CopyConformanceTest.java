// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_APPEND;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static io.ramdrive.integration.LinuxFlags.POSIX_FADV_DONTNEED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * copy_file_range(2): the copy is exact and independent; inside a drive it shares its memory with
 * the source until one of the two is written to.
 */
class CopyConformanceTest {
  private static final int MIB = 1 << 20;

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive("--size", "64m");

  private Path sourcePath;
  private int source;
  private int target;

  @BeforeEach
  void openFiles() {
    sourcePath = DRIVE.directory().resolve("source");
    source = Posix.open(sourcePath, O_RDWR | O_CREAT, 0644);
    target = Posix.open(DRIVE.directory().resolve("target"), O_RDWR | O_CREAT, 0644);
  }

  @AfterEach
  void removeFiles() {
    Posix.close(source);
    Posix.close(target);
    Posix.unlink(sourcePath);
    Posix.unlink(DRIVE.directory().resolve("target"));
    assertThat(Posix.statfs(DRIVE.root()).usedBytes()).as("used when removed").isZero();
  }

  private static void copy(int in, long inOffset, int out, long outOffset, long length) {
    for (long done = 0; done < length; ) {
      long count = Posix.copyFileRange(in, inOffset + done, out, outOffset + done, length - done);
      assertThat(count).as("bytes copied at %d", inOffset + done).isPositive();
      done += count;
    }
  }

  @Test
  void copyIsExactAndCostsNoMemory() {
    int size = 24 * MIB;
    Posix.pwrite(source, Pattern.bytes(1, 0, size), 0);
    Posix.fsync(source); // a kernel that writes back would take the room later
    long used = Posix.statfs(DRIVE.root()).usedBytes();
    copy(source, 0, target, 0, size);

    assertThat(Posix.fstatSize(target)).isEqualTo(size);
    Pattern.check("copy", 1, 0, size, Content.read(target));
    if (!TestDrive.onPeer()) {
      assertThat(Posix.statfs(DRIVE.root()).usedBytes()).as("used after").isEqualTo(used);
    }
  }

  @Test
  void copyIsIndependent() {
    int size = 3 * MIB;
    Posix.pwrite(source, Pattern.bytes(1, 0, size), 0);
    copy(source, 0, target, 0, size);
    Posix.pwrite(target, Pattern.bytes(2, MIB, 1000), MIB);
    Posix.pwrite(source, Pattern.bytes(3, 2 * MIB, 5000), 2 * MIB);

    Pattern.check("source", 1, 0, 2 * MIB, Posix.pread(source, 2 * MIB, 0));
    Pattern.check("source", 3, 2 * MIB, 5000, Posix.pread(source, 5000, 2 * MIB));
    Pattern.check("target", 2, MIB, 1000, Posix.pread(target, 1000, MIB));
    Pattern.check("target", 1, MIB + 1000, MIB, Posix.pread(target, MIB, MIB + 1000));
    Pattern.check("target", 1, 2 * MIB, MIB, Posix.pread(target, MIB, 2 * MIB));
    Posix.ftruncate(source, 0);
    Posix.fadvise(target, POSIX_FADV_DONTNEED);
    Pattern.check("source gone", 1, 0, MIB, Posix.pread(target, MIB, 0));
  }

  @Test
  void unalignedPieces() {
    int size = 200_000;
    Random random = new Random(Tasks.SEED);
    byte[] from = Pattern.bytes(1, 0, size);
    byte[] to = Pattern.bytes(2, 0, size);
    Posix.pwrite(source, from, 0);
    Posix.pwrite(target, to, 0);
    for (int round = 0; round < 200; round++) {
      boolean aligned = random.nextInt(3) == 0;
      int length = 1 + random.nextInt(50_000);
      int in = random.nextInt(size - length);
      int out = aligned ? in / 4096 * 4096 : random.nextInt(size - length);
      in = aligned ? in / 4096 * 4096 : in;
      copy(source, in, target, out, length);
      System.arraycopy(from, in, to, out, length);
      assertThat(Arrays.mismatch(to, Content.read(target)))
          .as("copy of %d from %d to %d, seed %d", length, in, out, Tasks.SEED)
          .isNegative();
    }
    Posix.fadvise(target, POSIX_FADV_DONTNEED);
    assertThat(Arrays.mismatch(to, Content.read(target))).as("not cached").isNegative();
    assertThat(Arrays.mismatch(from, Content.read(source))).as("source").isNegative();
  }

  @Test
  void holesAndTheEnd() {
    Posix.pwrite(source, Pattern.bytes(1, 2 * MIB, MIB), 2 * MIB);
    Posix.pwrite(target, Pattern.bytes(2, 0, 3 * MIB), 0);
    copy(source, 0, target, 0, 3 * MIB);
    Pattern.checkZeros("hole", 0, 2 * MIB, Posix.pread(target, 2 * MIB, 0));
    Pattern.check("data", 1, 2 * MIB, MIB, Posix.pread(target, MIB, 2 * MIB));

    assertThat(Posix.copyFileRange(source, 3 * MIB, target, 0, 10)).as("at the end").isZero();
    assertThat(Posix.copyFileRange(source, 9 * MIB, target, 0, 10)).as("behind it").isZero();
    assertThat(Posix.copyFileRange(source, 3 * MIB - 5, target, 0, 10)).as("across").isEqualTo(5);
    assertThat(Posix.fstatSize(target)).isEqualTo(3 * MIB);
    copy(source, 2 * MIB, target, 8 * MIB, 100);
    assertThat(Posix.fstatSize(target)).isEqualTo(8 * MIB + 100);
    Pattern.checkZeros("gap", 3 * MIB, 5 * MIB, Posix.pread(target, 5 * MIB, 3 * MIB));
  }

  @Test
  void insideOneFile() {
    Posix.pwrite(source, Pattern.bytes(1, 0, MIB), 0);
    copy(source, 0, source, MIB, MIB);
    Pattern.check("second half", 1, 0, MIB, Posix.pread(source, MIB, MIB));
    Pattern.check("first half", 1, 0, MIB, Posix.pread(source, MIB, 0));
    assertThat(Posix.errno(() -> Posix.copyFileRange(source, 0, source, 100, 5000)))
        .as("overlap")
        .isEqualTo("EINVAL");
  }

  @Test
  void errors() {
    Posix.pwrite(source, Pattern.bytes(1, 0, 100), 0);
    int reader = Posix.open(sourcePath, O_RDONLY);
    int writer = Posix.open(sourcePath, O_WRONLY);
    int appender = Posix.open(sourcePath, O_RDWR | O_APPEND);
    int directory = Posix.open(DRIVE.directory(), O_RDONLY);
    assertThat(copyOnce(writer, target)).as("source not readable").isEqualTo("EBADF");
    assertThat(copyOnce(source, reader)).as("target not writable").isEqualTo("EBADF");
    assertThat(copyOnce(target, appender)).as("target appends").isEqualTo("EBADF");
    assertThat(copyOnce(directory, target)).as("a directory").isEqualTo("EISDIR");
    for (int fd : new int[] {reader, writer, appender, directory}) {
      Posix.close(fd);
    }
    Pattern.check("source", 1, 0, 100, Content.read(source));
    assertThat(Content.read(target)).isEmpty();
  }

  private static String copyOnce(int in, int out) {
    return Posix.errno(() -> Posix.copyFileRange(in, 0, out, 0, 10));
  }
}
