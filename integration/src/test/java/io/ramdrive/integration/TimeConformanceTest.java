// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.AT_FDCWD;
import static io.ramdrive.integration.LinuxFlags.AT_SYMLINK_NOFOLLOW;
import static io.ramdrive.integration.LinuxFlags.MAP_SHARED;
import static io.ramdrive.integration.LinuxFlags.MS_SYNC;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.PROT_READ;
import static io.ramdrive.integration.LinuxFlags.PROT_WRITE;
import static io.ramdrive.integration.LinuxFlags.STATX_BASIC_STATS;
import static io.ramdrive.integration.LinuxFlags.STATX_BTIME;
import static io.ramdrive.integration.LinuxFlags.UTIME_NOW;
import static io.ramdrive.integration.LinuxFlags.UTIME_OMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The four times of an inode, to the nanosecond: inode(7), utimensat(2), statx(2). */
class TimeConformanceTest {
  private static final Instant PAST = Instant.ofEpochSecond(1_000_000_000, 123_456_789);

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive();

  private Path file;
  private Path directory;

  @BeforeEach
  void makeFiles() {
    file = DRIVE.directory().resolve("file");
    directory = DRIVE.directory().resolve("directory");
    Content.write(file, "content");
    Posix.mkdir(directory, 0755);
  }

  /**
   * Puts access and modification in the past, and returns the moment as the drive's clock has it.
   */
  private Instant age(Path path) {
    Posix.utimes(path, PAST, PAST);
    Instant changed = Posix.stat(path).changeTime();
    Path clock = DRIVE.root().resolve("clock");
    Content.touch(clock);
    while (!Posix.stat(clock).changeTime().isAfter(changed)) {
      Posix.chmod(clock, 0644);
    }
    return Posix.stat(clock).changeTime();
  }

  /** Checks whether {@code attempt} brings mtime and ctime to the present, or leaves them. */
  private void assertTouches(Path path, boolean modify, boolean change, Posix.Attempt attempt) {
    Instant now = age(path);
    attempt.run();
    Stat after = Posix.stat(path);
    if (modify) {
      assertThat(after.modifyTime()).as("mtime of %s", path).isAfterOrEqualTo(now);
    } else {
      assertThat(after.modifyTime()).as("mtime of %s", path).isEqualTo(PAST);
    }
    if (change) {
      assertThat(after.changeTime()).as("ctime of %s", path).isAfterOrEqualTo(now);
    } else {
      assertThat(after.changeTime()).as("ctime of %s", path).isBefore(now);
    }
  }

  @Test
  void changesOfAFile() {
    Path other = directory.resolve("other");
    int fd = Posix.open(file, O_RDWR);
    assertTouches(file, true, true, () -> Posix.pwrite(fd, new byte[] {1}, 0));
    assertTouches(file, true, true, () -> Posix.ftruncate(fd, 3));
    assertTouches(file, true, true, () -> Posix.truncate(file, 4));
    assertTouches(file, true, true, () -> Content.write(file, "other"));
    assertTouches(file, true, true, () -> Posix.fallocate(fd, 0, 0, 100));
    assertTouches(file, true, true, () -> Posix.fallocate(fd, 3, 0, 50));
    assertTouches(file, false, true, () -> Posix.chmod(file, 0600));
    assertTouches(file, false, true, () -> Posix.chown(file, 1, 1));
    assertTouches(file, false, true, () -> Posix.link(file, other));
    assertTouches(file, false, true, () -> Posix.unlink(other));
    assertTouches(file, false, true, () -> Xattr.set(file, "user.a", new byte[1]));
    assertTouches(file, false, true, () -> Xattr.remove(file, "user.a"));
    assertTouches(file, false, false, () -> Posix.pread(fd, 10, 0));
    assertTouches(file, false, false, () -> Posix.fsync(fd));
    assertTouches(file, false, false, () -> Posix.stat(file));
    Posix.close(fd);
    Instant now = age(file);
    Posix.rename(file, other);
    assertThat(Posix.stat(other).changeTime()).as("renamed").isAfterOrEqualTo(now);
    assertThat(Posix.stat(other).modifyTime()).as("renamed").isEqualTo(PAST);
  }

  @Test
  void changesOfADirectory() {
    Path inner = directory.resolve("inner");
    Path second = directory.resolve("second");
    assertTouches(directory, true, true, () -> Content.touch(inner));
    assertTouches(directory, false, false, () -> Content.write(inner, "more"));
    assertTouches(directory, false, false, () -> Posix.chmod(inner, 0600));
    assertTouches(directory, true, true, () -> Posix.link(inner, second));
    assertTouches(directory, true, true, () -> Posix.unlink(second));
    assertTouches(directory, true, true, () -> Posix.rename(inner, second));
    assertTouches(directory, true, true, () -> Posix.rename(second, file));
    assertTouches(directory, true, true, () -> Posix.rename(file, inner));
    assertTouches(directory, true, true, () -> Posix.symlink("x", second));
    assertTouches(directory, true, true, () -> Posix.mkdir(directory.resolve("d"), 0755));
    assertTouches(directory, true, true, () -> Posix.rmdir(directory.resolve("d")));
    assertTouches(directory, true, true, () -> Posix.mknod(directory.resolve("p"), 0010644, 0, 0));
    assertTouches(directory, false, true, () -> Posix.chmod(directory, 0700));
    assertTouches(directory, false, false, () -> Posix.errno(() -> Posix.mkdir(inner, 0)));
  }

  @Test
  void newInodesHaveThePresentFourTimes() {
    Instant now = age(file);
    Path fresh = directory.resolve("fresh");
    Content.write(fresh, "");
    Stat stat = statWithBirth(fresh);
    assertThat(stat.accessTime()).isAfterOrEqualTo(now).isEqualTo(stat.birthTime());
    assertThat(stat.modifyTime()).isEqualTo(stat.birthTime());
    assertThat(stat.changeTime()).isEqualTo(stat.birthTime());
  }

  @Test
  void birthTimeStays() {
    Stat before = statWithBirth(file);
    assertThat(before.mask() & STATX_BTIME).as("birth time is told").isNotZero();
    age(file);
    Content.write(file, "longer than before");
    Posix.chmod(file, 0600);
    Posix.rename(file, directory.resolve("moved"));
    Stat after = statWithBirth(directory.resolve("moved"));
    assertThat(after.birthTime()).isEqualTo(before.birthTime());
    assertThat(after.changeTime()).isAfter(after.birthTime());
  }

  private static Stat statWithBirth(Path path) {
    return Posix.statx(AT_FDCWD, Posix.bytes(path), 0, STATX_BASIC_STATS | STATX_BTIME);
  }

  @Test
  void timesAreKeptToTheNanosecond() {
    long[][] times = {
      {1, 1},
      {1_000_000_000, 999_999_999},
      {0, 0},
      {-1, 999_999_999},
      {-2_000_000_000, 5},
      {4_000_000_000L, 7},
      {16_000_000_000L, 123_456_789}
    };
    for (long[] time : times) {
      Posix.utimensat(file, time[0], time[1], time[0] + 1, time[1], 0);
      Stat stat = Posix.stat(file);
      assertThat(stat.accessTime()).isEqualTo(Instant.ofEpochSecond(time[0], time[1]));
      assertThat(stat.modifyTime()).isEqualTo(Instant.ofEpochSecond(time[0] + 1, time[1]));
    }
  }

  @Test
  void nowAndOmit() {
    Instant now = age(file);
    Posix.utimensat(file, 0, UTIME_NOW, 0, UTIME_OMIT, 0);
    assertThat(Posix.stat(file).accessTime()).isAfterOrEqualTo(now);
    assertThat(Posix.stat(file).modifyTime()).isEqualTo(PAST);
    assertThat(Posix.stat(file).changeTime()).isAfterOrEqualTo(now);

    now = age(file);
    Posix.utimensat(file, 0, UTIME_OMIT, 0, UTIME_NOW, 0);
    assertThat(Posix.stat(file).accessTime()).isEqualTo(PAST);
    assertThat(Posix.stat(file).modifyTime()).isAfterOrEqualTo(now);

    now = age(file);
    Posix.utimensat(file, 0, UTIME_OMIT, 0, UTIME_OMIT, 0);
    assertThat(Posix.stat(file).changeTime()).as("nothing set").isBefore(now);

    now = age(file);
    Posix.touch(file);
    assertThat(Posix.stat(file).accessTime()).isAfterOrEqualTo(now);
    assertThat(Posix.stat(file).modifyTime()).isEqualTo(Posix.stat(file).accessTime());
    assertThat(Posix.errno(() -> Posix.utimensat(file, 0, 1_000_000_000, 0, 0, 0)))
        .isEqualTo("EINVAL");
  }

  @Test
  void timesOfASymlink() {
    Path symlink = DRIVE.directory().resolve("symlink");
    Posix.symlink("file", symlink);
    age(file);
    Posix.utimensat(symlink, 7, 8, 9, 10, AT_SYMLINK_NOFOLLOW);
    assertThat(Posix.lstat(symlink).accessTime()).isEqualTo(Instant.ofEpochSecond(7, 8));
    assertThat(Posix.lstat(symlink).modifyTime()).isEqualTo(Instant.ofEpochSecond(9, 10));
    assertThat(Posix.stat(symlink).modifyTime()).isEqualTo(PAST);
    Posix.utimensat(symlink, 1, 2, 3, 4, 0);
    assertThat(Posix.stat(file).modifyTime()).isEqualTo(Instant.ofEpochSecond(3, 4));
  }

  @Test
  void ordinaryUsers() {
    Posix.chmod(file, 0666);
    assertThat(User.NOBODY.errno(() -> Posix.touch(file))).as("may write").isEqualTo("OK");
    assertThat(User.NOBODY.errno(() -> Posix.utimensat(file, 1, 2, 3, 4, 0))).isEqualTo("EPERM");
    assertThat(User.NOBODY.errno(() -> Posix.utimensat(file, 0, UTIME_NOW, 0, UTIME_OMIT, 0)))
        .isEqualTo("EPERM");
    Posix.chmod(file, 0644);
    assertThat(User.NOBODY.errno(() -> Posix.touch(file))).as("may not").isEqualTo("EACCES");
    Posix.chown(file, User.NOBODY.uid(), -1);
    assertThat(User.NOBODY.errno(() -> Posix.utimensat(file, 1, 2, 3, 4, 0))).isEqualTo("OK");
    assertThat(Posix.stat(file).modifyTime()).isEqualTo(Instant.ofEpochSecond(3, 4));
  }

  @Test
  void writeThroughMemoryIsAModification() {
    int fd = Posix.open(file, O_RDWR);
    Posix.ftruncate(fd, 4096);
    try (Mapping mapping = Mapping.of(fd, 0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED)) {
      assertTouches(
          file,
          true,
          true,
          () -> {
            mapping.put(10, new byte[] {1, 2, 3});
            mapping.sync(MS_SYNC);
          });
    }
    Posix.close(fd);
  }
}
