// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.Mount;
import io.ramdrive.RamDrive;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives that this process itself serves, as a library. */
class EmbeddedDriveTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path temp;

  private Path mountPoint;

  @BeforeEach
  void makeMountPoint() throws IOException {
    mountPoint = Files.createDirectory(temp.resolve("drive"));
  }

  private static RamDrive drive(String size) {
    return RamDrive.create(
        RamDriveOptions.builder().size(size).fileInfoTimeoutMs(4294967295L).build());
  }

  @Test
  void twoDrivesInOneProcess() throws IOException {
    Path otherPoint = Files.createDirectory(temp.resolve("other"));
    Path copy = otherPoint.resolve("copy");
    try (RamDrive other = drive("32m");
        Mount otherMount = other.mount(otherPoint)) {
      try (RamDrive one = drive("16m");
          Mount mount = one.mount(mountPoint)) {
        assertThat(Posix.statfs(mountPoint).capacityBytes()).isEqualTo(16 * MIB);
        assertThat(Posix.statfs(otherPoint).capacityBytes()).isEqualTo(32 * MIB);
        Path file = mount.path("/file");
        Content.write(file, Pattern.bytes(1, 0, 3 * MIB));
        Content.write(otherMount.path("/file"), Pattern.bytes(2, 0, 5 * MIB));
        Pattern.check("one", 1, 0, 3 * MIB, Content.read(file));
        assertThat(one.statistics().used()).isEqualTo(3 * MIB);
        assertThat(other.statistics().used()).isEqualTo(5 * MIB);
        assertThat(Posix.errno(() -> Posix.link(file, copy))).isEqualTo("EXDEV");
        assertThat(Posix.errno(() -> Posix.rename(file, copy))).isEqualTo("EXDEV");
        copyAcross(file, copy);
      }
      assertThat(mountPoint).isEmptyDirectory();
      Pattern.check("the other, alone", 2, 0, 5 * MIB, Content.read(otherMount.path("/file")));
      Pattern.check("copy", 1, 0, 3 * MIB, Content.read(copy));
    }
    assertThat(otherPoint).isEmptyDirectory();
  }

  private static void copyAcross(Path from, Path to) {
    int in = Posix.open(from, O_RDWR);
    int out = Posix.open(to, O_RDWR | O_CREAT, 0644);
    for (long at = 0; at < 3 * MIB; ) {
      at += Posix.copyFileRange(in, at, out, at, 3 * MIB - at);
    }
    Posix.close(in);
    Posix.close(out);
  }

  @Test
  void contentOutlivesMounts() throws IOException {
    try (RamDrive drive = drive("16m")) {
      for (int round = 0; round < 10; round++) {
        try (Mount mount = drive.mount(mountPoint)) {
          for (int old = 0; old < round; old++) {
            byte[] content = Content.read(mount.path("/file" + old));
            Pattern.check("file" + old, old, 0, 50_000, content);
          }
          Content.write(mount.path("/file" + round), Pattern.bytes(round, 0, 50_000));
        }
        assertThat(mountPoint).isEmptyDirectory();
      }
      assertThat(drive.statistics().inodes()).as("files and the root").isEqualTo(11);
    }
  }

  @Test
  void filesDeletedButOpenAtTheUnmountAreFreed() throws IOException {
    try (RamDrive drive = drive("16m")) {
      Path file = mountPoint.resolve("file");
      int fd;
      try (Mount mount = drive.mount(mountPoint)) {
        Content.write(mount.path("/file"), new byte[MIB]);
        fd = Posix.open(file, O_RDWR);
        Posix.unlink(file);
        assertThat(drive.statistics().used()).isEqualTo(MIB);
      }
      assertThat(drive.statistics().used()).as("used after the unmount").isZero();
      Posix.errno(() -> Posix.close(fd));
    }
  }

  @Test
  void hundredMountsLeakNothing() throws Exception {
    mountAndUse(10);
    Usage before = Usage.now();
    mountAndUse(100);
    Usage after = Usage.now();

    assertThat(after.driveThreads()).as("threads of drives").isZero();
    // One leak in each mount would be a hundred; the JVM itself may need a few.
    assertThat(after.files() - before.files()).as("open files").isLessThan(10);
    assertThat(after.threads() - before.threads()).as("threads").isLessThan(10);
    assertThat(after.mappings() - before.mappings()).as("memory mappings").isLessThan(50);
    assertThat(after.virtualBytes() - before.virtualBytes())
        .as("address space, of drives of 64 MiB")
        .isLessThan(640L * MIB);
  }

  private void mountAndUse(int times) throws IOException {
    for (int round = 0; round < times; round++) {
      try (RamDrive drive = drive("64m");
          Mount mount = drive.mount(mountPoint)) {
        Path file = mount.path("/file");
        Content.write(file, Pattern.bytes(round, 0, 300_000));
        Pattern.check("mount " + round, round, 0, 300_000, Content.read(file));
      }
      assertThat(MountTable.isMounted(mountPoint)).as("mount %d", round).isFalse();
    }
  }

  /** What this process holds. */
  private record Usage(
      long files, long threads, long driveThreads, long mappings, long virtualBytes) {
    static Usage now() throws IOException, InterruptedException {
      List<Thread> ofDrives =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("ramdrive-"))
              .toList();
      // They have nothing to do any more, but may not have come to their very end.
      for (Thread thread : ofDrives) {
        thread.join(Duration.ofSeconds(10));
      }
      long pages = Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", 2)[0]);
      return new Usage(
          entries("/proc/self/fd"),
          entries("/proc/self/task"),
          ofDrives.stream().filter(Thread::isAlive).count(),
          Files.readString(Path.of("/proc/self/maps")).lines().count(),
          pages * 4096);
    }

    private static long entries(String directory) throws IOException {
      try (Stream<Path> entries = Files.list(Path.of(directory))) {
        return entries.count();
      }
    }
  }
}
