// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_EXCL;
import static io.ramdrive.integration.LinuxFlags.O_RDONLY;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static io.ramdrive.integration.LinuxFlags.O_WRONLY;
import static io.ramdrive.integration.LinuxFlags.POSIX_FADV_DONTNEED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A drive that is filled to the last page, emptied and filled again: statfs is right all the time.
 */
class CapacityTortureTest {
  private static final long CAPACITY = 24L << 20;

  /** A file that the test has written: the pattern of its seed, {@code length} bytes. */
  private record Filled(Path path, long seed, int length) {}

  @RegisterExtension static final SharedDrive DRIVE = new SharedDrive("--size", "24m");

  private long used;

  @BeforeEach
  void lookAtTheEmptyDrive() {
    assertThat(Posix.statfs(DRIVE.root()).capacityBytes()).isEqualTo(CAPACITY);
    used = Posix.statfs(DRIVE.root()).usedBytes();
  }

  @Test
  void filledToTheLastPageAndBack() {
    Random random = new Random(Tasks.SEED);
    List<Filled> files = new ArrayList<>();
    for (int round = 0; round < Tasks.rounds(4); round++) {
      fill(files, "round" + round + "-", random);
      assertThat(Posix.statfs(DRIVE.root()).freeBytes()).as("free when full").isZero();
      files.forEach(CapacityTortureTest::check);
      overwriteWhenFull(files.get(random.nextInt(files.size())));
      Collections.shuffle(files, random);
      int keep = round % 2 == 0 ? files.size() / 2 : 0;
      while (files.size() > keep) {
        Posix.unlink(files.removeLast().path());
        assertAccounted(files);
      }
      files.forEach(CapacityTortureTest::check);
    }
    files.forEach(file -> Posix.unlink(file.path()));
    assertThat(Posix.statfs(DRIVE.root()).usedBytes()).as("used when empty").isEqualTo(used);
  }

  /** Writes files until not one more byte fits. */
  private void fill(List<Filled> files, String prefix, Random random) {
    for (int i = 0; ; i++) {
      Path path = DRIVE.directory().resolve(prefix + i);
      int length = random.nextInt(3) == 0 ? 1 + random.nextInt(3 << 20) : random.nextInt(20_000);
      Filled file = write(path, random.nextLong(), length);
      files.add(file);
      assertAccounted(files);
      if (file.length() < length) {
        return;
      }
    }
  }

  /** Writes as much as fits. */
  private static Filled write(Path path, long seed, int length) {
    int fd = Posix.open(path, O_WRONLY | O_CREAT | O_EXCL, 0644);
    int at = 0;
    String error = "OK";
    while (at < length && error.equals("OK")) {
      int offset = at;
      int[] count = {0};
      int piece = Math.min(length - at, 700_000);
      error = Posix.errno(() -> count[0] = Posix.write(fd, Pattern.bytes(seed, offset, piece)));
      at += count[0];
    }
    assertThat(error).isIn("OK", "ENOSPC");
    assertThat(Posix.fstatSize(fd)).as("size of %s after %s", path, error).isEqualTo(at);
    Posix.close(fd);
    return new Filled(path, seed, at);
  }

  private static void check(Filled file) {
    int fd = Posix.open(file.path(), O_RDONLY);
    Posix.fadvise(fd, POSIX_FADV_DONTNEED);
    byte[] actual = Posix.pread(fd, file.length() + 1, 0);
    Pattern.check(file.path().toString(), file.seed(), 0, file.length(), actual);
    Posix.close(fd);
  }

  /** What has its memory already can be written although nothing is free. */
  private static void overwriteWhenFull(Filled file) {
    int fd = Posix.open(file.path(), O_RDWR);
    byte[] content = Pattern.bytes(file.seed(), 0, file.length());
    assertThat(Posix.pwrite(fd, content, 0)).isEqualTo(file.length());
    Posix.close(fd);
    check(file);
  }

  /** What is used is what the files say they hold. */
  private void assertAccounted(List<Filled> files) {
    long held = 0;
    for (Filled file : files) {
      Stat stat = Posix.stat(file.path());
      assertThat(stat.size()).as("size of %s", file.path()).isEqualTo(file.length());
      assertThat(stat.blocks() * 512)
          .as("blocks of %s", file.path())
          .isGreaterThanOrEqualTo(file.length());
      held += stat.blocks() * 512;
    }
    StatFs statfs = Posix.statfs(DRIVE.root());
    assertThat(statfs.usedBytes() - used).as("used, with %d files", files.size()).isEqualTo(held);
    assertThat(statfs.available()).isEqualTo(statfs.free());
  }

  @Test
  void filledByManyAtOnce() {
    for (int round = 0; round < Tasks.rounds(3); round++) {
      String prefix = "round" + round + "-";
      ConcurrentLinkedQueue<Filled> files = new ConcurrentLinkedQueue<>();
      Tasks.run(
          4,
          (index, random) -> {
            for (int i = 0; ; i++) {
              Path path = DRIVE.directory().resolve(prefix + index + "-" + i);
              int length = 1 + random.nextInt(2 << 20);
              Filled file = write(path, random.nextLong(), length);
              files.add(file);
              if (file.length() < length) {
                return;
              }
            }
          });
      assertAccounted(List.copyOf(files));
      Tasks.run(4, (index, random) -> drain(files));
      assertThat(Posix.statfs(DRIVE.root()).usedBytes()).as("used when empty").isEqualTo(used);
    }
  }

  private static void drain(ConcurrentLinkedQueue<Filled> files) {
    for (Filled file = files.poll(); file != null; file = files.poll()) {
      check(file);
      Posix.unlink(file.path());
    }
  }

  @Test
  void deletedButOpenFilesHoldTheirMemory() {
    Path path = DRIVE.directory().resolve("file");
    int size = 20 << 20;
    Filled file = write(path, 3, size);
    assertThat(file.length()).isEqualTo(size);
    int fd = Posix.open(path, O_RDWR);
    Posix.unlink(path);

    assertThat(Posix.statfs(DRIVE.root()).usedBytes() - used).as("used while open").isEqualTo(size);
    assertThat(write(DRIVE.directory().resolve("second"), 4, size).length())
        .as("what fits beside it")
        .isEqualTo((int) (CAPACITY - used) - size);
    Pattern.check("deleted file", 3, 0, size, Posix.pread(fd, size + 1, 0));
    Posix.close(fd);
    Posix.unlink(DRIVE.directory().resolve("second"));

    // No step between the last close and this write: the memory must be there at once.
    Filled third = write(DRIVE.directory().resolve("third"), 5, size);
    assertThat(third.length()).as("written after the close").isEqualTo(size);
    check(third);
    Posix.unlink(third.path());
    assertThat(Posix.statfs(DRIVE.root()).usedBytes()).isEqualTo(used);
  }

  @Test
  void truncationGivesMemoryBackAtOnce() {
    Path path = DRIVE.directory().resolve("file");
    int size = 20 << 20;
    for (int round = 0; round < Tasks.rounds(3); round++) {
      Filled file = write(path, round, size);
      assertThat(file.length()).as("round %d", round).isEqualTo(size);
      check(file);
      Posix.truncate(path, 0);
      assertThat(Posix.statfs(DRIVE.root()).usedBytes()).isEqualTo(used);
      Posix.truncate(path, size);
      assertThat(Posix.statfs(DRIVE.root()).usedBytes()).as("a hole costs nothing").isEqualTo(used);
      Posix.unlink(path);
    }
  }
}
