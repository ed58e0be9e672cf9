// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_APPEND;
import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.DataPath;
import io.ramdrive.Mount;
import io.ramdrive.RamDrive;
import io.ramdrive.RamDriveOptions;
import io.ramdrive.Transport;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the kernel reads and writes by itself is the same everywhere, and everybody learns of it:
 * with a kernel that may cache for ever.
 */
class PassthroughTest {
  private static final int MIB = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path temp;

  private static RamDriveOptions.Builder options() {
    return RamDriveOptions.builder()
        .size("8m")
        .fileInfoTimeoutMs(RamDriveOptions.FOR_EVER)
        .dataPath(DataPath.PASSTHROUGH);
  }

  @Test
  void theOtherMountLearnsOfSizesAndTimes() throws IOException {
    try (SeveralViews views = new SeveralViews(DataPath.PASSTHROUGH)) {
      int fd = Posix.open(views.a("/file"), O_RDWR | O_CREAT, 0644);
      Posix.utimes(views.a("/file"), Instant.ofEpochSecond(1), Instant.ofEpochSecond(2));
      for (int round = 1; round <= 20; round++) {
        assertThat(Posix.stat(views.b("/file")).size()).isEqualTo((round - 1) * 10L);
        Posix.pwrite(fd, Pattern.bytes(1, (round - 1) * 10L, 10), (round - 1) * 10L);
        assertThat(views.drive().awaitCoherence(PATIENCE)).isTrue();
        assertThat(Posix.stat(views.b("/file")).size()).isEqualTo(round * 10L);
        assertThat(Posix.stat(views.a("/file")).size()).isEqualTo(round * 10L);
        assertThat(Files.size(views.java("/file"))).isEqualTo(round * 10L);
        Pattern.check("b", 1, 0, round * 10, Content.read(views.b("/file")));
        Pattern.check("Java", 1, 0, round * 10, Files.readAllBytes(views.java("/file")));
      }
      Instant written = Posix.stat(views.a("/file")).modifyTime();
      assertThat(written).isAfter(Instant.ofEpochSecond(1_000_000_000));
      assertThat(Posix.stat(views.b("/file")).modifyTime()).isEqualTo(written);
      assertThat(Files.getLastModifiedTime(views.java("/file")).toInstant()).isEqualTo(written);

      Posix.utimes(views.b("/file"), Instant.ofEpochSecond(3), Instant.ofEpochSecond(4));
      assertThat(views.drive().awaitCoherence(PATIENCE)).isTrue();
      assertThat(Posix.stat(views.a("/file")).modifyTime()).isEqualTo(Instant.ofEpochSecond(4));
      Posix.close(fd);
    }
  }

  /** OPEN and CREATE still come, and then through rings. */
  @Test
  void isTheSameBesideRings() throws IOException {
    try (RamDrive drive = RamDrive.create(options().transport(Transport.RING).build());
        Mount mount = mountOverRings(drive)) {
      assertThat(mount.transport()).contains(Transport.RING);
      Content.write(mount.path("file"), Pattern.bytes(3, 0, MIB));
      Pattern.check("Java", 3, 0, MIB, Files.readAllBytes(drive.path("/file")));
      Files.write(drive.path("/file"), Pattern.bytes(4, 0, MIB));
      Pattern.check("mount", 4, 0, MIB, Content.read(mount.path("file")));
      Files.move(mount.path("file"), mount.path("moved"), ATOMIC_MOVE);
      assertThat(Files.size(drive.path("/moved"))).isEqualTo(MIB);
      Files.delete(mount.path("moved"));
      assertThat(drive.path("/moved")).doesNotExist();
    }
  }

  private Mount mountOverRings(RamDrive drive) throws IOException {
    try (RingSwitch _ = RingSwitch.on()) {
      return drive.mount(Files.createDirectory(temp.resolve("mount")));
    }
  }

  @Test
  void writesOfJavaAreSeenAtOnce() throws IOException {
    try (SeveralViews views = new SeveralViews(DataPath.PASSTHROUGH)) {
      Files.write(views.java("/file"), Pattern.bytes(2, 0, 3 * MIB));
      int a = Posix.open(views.a("/file"), O_RDWR | O_APPEND);
      Pattern.check("a", 2, 0, 3 * MIB, Content.read(views.a("/file")));
      Files.write(views.java("/file"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
      assertThat(Posix.stat(views.a("/file")).size()).isEqualTo(3 * MIB + 3);
      Posix.write(a, new byte[] {4, 5});
      assertThat(Posix.pread(a, 9, 3 * MIB)).containsExactly(1, 2, 3, 4, 5);
      try (FileChannel channel =
              FileChannel.open(
                  views.java("/file"), StandardOpenOption.READ, StandardOpenOption.WRITE);
          Arena arena = Arena.ofConfined()) {
        channel.truncate(4);
        assertThat(Posix.stat(views.a("/file")).size()).isEqualTo(4);
        MemorySegment memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4, arena);
        memory.set(JAVA_BYTE, 0, (byte) 77);
        assertThat(Posix.pread(a, 9, 0)).hasSize(4).startsWith(77);
      }
      Posix.close(a);
    }
  }

  /** What Chromium does with its LevelDB, and why this project exists. */
  @Test
  void currentIsReplacedUnderTheEyesOfAll() throws IOException {
    try (SeveralViews views = new SeveralViews(DataPath.PASSTHROUGH)) {
      for (int round = 0; round < 50; round++) {
        Path writer = round % 2 == 0 ? views.a("/") : views.b("/");
        Path reader = round % 2 == 0 ? views.b("/") : views.a("/");
        String text = "MANIFEST-" + "0".repeat(round) + round;
        Content.write(writer.resolve("dbtmp"), text);
        Files.move(
            writer.resolve("dbtmp"), writer.resolve("CURRENT"), ATOMIC_MOVE, REPLACE_EXISTING);
        assertThat(Content.text(writer.resolve("CURRENT"))).isEqualTo(text);
        assertThat(views.drive().awaitCoherence(PATIENCE)).isTrue();
        assertThat(Content.text(reader.resolve("CURRENT"))).isEqualTo(text);
        assertThat(reader.resolve("dbtmp")).doesNotExist();
        assertThat(Posix.stat(reader.resolve("CURRENT")).size()).isEqualTo(text.length());
        assertThat(Files.readString(views.java("/CURRENT"))).isEqualTo(text);
      }
    }
  }

  @Test
  void aWatchServiceHearsOfKernelWrites() throws IOException, InterruptedException {
    try (SeveralViews views = new SeveralViews(DataPath.PASSTHROUGH);
        WatchService watcher = views.java("/").getFileSystem().newWatchService()) {
      int fd = Posix.open(views.a("/file"), O_RDWR | O_CREAT, 0644);
      WatchKey key = views.java("/").register(watcher, ENTRY_MODIFY);
      Posix.write(fd, new byte[100]);
      WatchKey heard = watcher.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(heard).isSameAs(key);
      assertThat(key.pollEvents())
          .anySatisfy(event -> assertThat(event.context()).hasToString("file"));
      Posix.close(fd);
    }
  }

  @Test
  void theCapacityIsExact() throws IOException {
    Path point = Files.createDirectory(temp.resolve("drive"));
    try (RamDrive drive = RamDrive.create(options().build());
        Mount mount = drive.mount(point)) {
      int fd = Posix.open(mount.path("/file"), O_RDWR | O_CREAT, 0644);
      for (int i = 0; i < 8; i++) {
        assertThat(Posix.write(fd, new byte[MIB])).isEqualTo(MIB);
      }
      assertThat(Posix.errno(() -> Posix.write(fd, new byte[1]))).isEqualTo("ENOSPC");
      assertThat(drive.statistics().used()).isEqualTo(8 * MIB);
      assertThat(Posix.statfs(point).freeBytes()).isZero();
      assertThatThrownBy(() -> Files.write(drive.path("/more"), new byte[1]))
          .hasMessageContaining("space");
      Posix.unlink(mount.path("/file"));
      assertThat(drive.statistics().used()).isEqualTo(8 * MIB);
      Posix.close(fd);
      MountTable.await(() -> drive.statistics().used() == 0, PATIENCE);
      Content.write(mount.path("/again"), new byte[8 * MIB]);
    }
  }

  /** A store to a map could not be told that there is no space. */
  @Test
  void whatDoesNotFitIsRefusedBefore() throws IOException {
    Path point = Files.createDirectory(temp.resolve("drive"));
    try (RamDrive drive = RamDrive.create(options().build());
        Mount mount = drive.mount(point)) {
      int fd = Posix.open(mount.path("/file"), O_RDWR | O_CREAT, 0644);
      Posix.ftruncate(fd, 9 * MIB);
      assertThat(Posix.errno(() -> Posix.fallocate(fd, 0, 0, 9 * MIB))).isEqualTo("ENOSPC");
      try (FileChannel channel =
              FileChannel.open(
                  drive.path("/file"), StandardOpenOption.READ, StandardOpenOption.WRITE);
          Arena arena = Arena.ofConfined()) {
        assertThatThrownBy(() -> channel.map(FileChannel.MapMode.READ_WRITE, 0, 9 * MIB, arena))
            .isInstanceOf(IOException.class);
      }
      assertThat(drive.statistics().used()).isZero();
      Posix.close(fd);
    }
  }

  /** Large pages take no more than a file has, and the last one is left out for lack of space. */
  @Test
  void largePagesEndWithTheFile() throws IOException {
    Path point = Files.createDirectory(temp.resolve("drive"));
    try (RamDrive drive = RamDrive.create(options().pageSizeKb(2048).build());
        Mount mount = drive.mount(point)) {
      Content.write(mount.path("/small"), new byte[5000]);
      Content.write(mount.path("/large"), new byte[3 * MIB]);
      assertThat(drive.statistics().used()).isEqualTo(3 * MIB + 8192);
      int fd = Posix.open(mount.path("/sparse"), O_RDWR | O_CREAT, 0644);
      Posix.ftruncate(fd, 9 * MIB);
      Posix.pwrite(fd, new byte[1], MIB);
      // A large page if the kernel has one.
      assertThat(drive.statistics().used())
          .isBetween(3L * MIB + 8192 + 4096, 5L * MIB + 8192)
          .isEqualTo(3 * MIB + 8192 + Posix.stat(mount.path("/sparse")).blocks() * 512);
      assertThat(Posix.pwrite(fd, new byte[6 * MIB], 0)).isEqualTo(5 * MIB - 8192);
      assertThat(drive.statistics().used()).isEqualTo(8 * MIB);
      assertThat(Posix.errno(() -> Posix.pwrite(fd, new byte[1], 8 * MIB))).isEqualTo("ENOSPC");
      Posix.close(fd);
    }
  }

  /** Neither reading nor copying what is not there takes memory. */
  @Test
  void holesAndEmptyFilesCostNothing() throws IOException {
    try (RamDrive drive = RamDrive.create(options().build())) {
      Path empty = Files.createFile(drive.path("/empty"));
      assertThat(Files.size(Files.copy(empty, drive.path("/copy")))).isZero();
      try (FileChannel channel =
          FileChannel.open(
              drive.path("/sparse"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.allocate(1), 64L * MIB);
      }
      assertThat(Files.readAllBytes(drive.path("/sparse"))).hasSize(64 * MIB + 1);
      assertThat(drive.statistics().used()).isEqualTo(4096);
    }
  }

  /** The kernel tells of removed files by and by, and asks nobody for the room of a new one. */
  @Test
  void theRoomOfRemovedFilesIsThereAtOnce() throws IOException {
    Path point = Files.createDirectory(temp.resolve("drive"));
    try (RamDrive drive = RamDrive.create(options().build());
        Mount mount = drive.mount(point)) {
      byte[] most = new byte[7 * MIB];
      for (int i = 0; i < 100; i++) {
        Content.write(mount.path("/file" + i), most);
        Posix.unlink(mount.path("/file" + i));
      }
    }
  }

  @Test
  void storesToMemoryMoveTheTimes() throws IOException {
    Path point = Files.createDirectory(temp.resolve("drive"));
    try (RamDrive drive = RamDrive.create(options().build());
        Mount mount = drive.mount(point)) {
      Path file = mount.path("/file");
      Content.write(file, new byte[4096]);
      Posix.utimes(file, Instant.ofEpochSecond(1), Instant.ofEpochSecond(2));
      assertThat(Posix.stat(file).modifyTime()).isEqualTo(Instant.ofEpochSecond(2));
      storeThroughMemory(file);
      MountTable.await(() -> isModifiedNow(file), PATIENCE);
      assertThat(Content.text(file)).startsWith("abc");
    }
  }

  @Test
  void theOtherMountLearnsOfStoresToMemory() throws IOException {
    try (SeveralViews views = new SeveralViews(DataPath.PASSTHROUGH)) {
      Content.write(views.a("/file"), new byte[4096]);
      Posix.utimes(views.a("/file"), Instant.ofEpochSecond(1), Instant.ofEpochSecond(2));
      assertThat(views.drive().awaitCoherence(PATIENCE)).isTrue();
      assertThat(Posix.stat(views.b("/file")).modifyTime()).isEqualTo(Instant.ofEpochSecond(2));
      storeThroughMemory(views.a("/file"));
      assertThat(MountTable.await(() -> isModifiedNow(views.b("/file")), PATIENCE)).isTrue();
      assertThat(Content.text(views.b("/file"))).startsWith("abc");
    }
  }

  private static void storeThroughMemory(Path file) {
    Command.run(
        "python3",
        "-c",
        """
        import mmap, sys
        with open(sys.argv[1], 'r+b') as f, mmap.mmap(f.fileno(), 4096) as m:
            m[0:3] = b'abc'
        """,
        file);
  }

  private static boolean isModifiedNow(Path file) {
    return Posix.stat(file).modifyTime().isAfter(Instant.ofEpochSecond(1_000_000_000));
  }

  /** The kernel alone knows of them. What a user has set for the future a write takes back. */
  @Test
  void readsAndWritesMoveTheTimes() throws IOException {
    Path point = Files.createDirectory(temp.resolve("drive"));
    try (RamDrive drive = RamDrive.create(options().build());
        Mount mount = drive.mount(point)) {
      Path file = mount.path("/file");
      int fd = Posix.open(file, O_RDWR | O_CREAT, 0644);
      Posix.write(fd, new byte[10]);
      Instant future = Instant.ofEpochSecond(4_000_000_000L);
      Posix.utimes(file, Instant.ofEpochSecond(1), future);
      Posix.pread(fd, 10, 0);
      assertThat(Posix.stat(file).accessTime()).isAfter(Instant.ofEpochSecond(1_000_000_000));
      assertThat(Posix.stat(file).modifyTime()).isEqualTo(future);
      Posix.pwrite(fd, new byte[1], 0);
      assertThat(Posix.stat(file).modifyTime())
          .isBetween(Instant.ofEpochSecond(1_000_000_000), future.minusSeconds(1));
      Posix.close(fd);
    }
  }

  /** Where the kernel has more to tell than it keeps, each file counts as written. */
  @Test
  void lostEventsAreMadeUpFor() throws IOException {
    Path limit = Path.of("/proc/sys/fs/inotify/max_queued_events");
    String before = Files.readString(limit).strip();
    // 16384 is Linux's own: a run that was killed here has left 1.
    String usual = before.equals("1") ? "16384" : before;
    SeveralViews made;
    Files.writeString(limit, "1");
    try {
      made = new SeveralViews(DataPath.PASSTHROUGH);
    } finally {
      Files.writeString(limit, usual);
    }
    try (SeveralViews views = made) {
      List<Integer> files = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        files.add(Posix.open(views.a("/file" + i), O_RDWR | O_CREAT, 0644));
        assertThat(Posix.stat(views.b("/file" + i)).size()).isZero();
      }
      files.forEach(fd -> Posix.write(fd, new byte[10]));
      assertThat(views.drive().awaitCoherence(PATIENCE)).isTrue();
      for (int i = 0; i < 20; i++) {
        assertThat(Posix.stat(views.b("/file" + i)).size()).isEqualTo(10);
      }
      files.forEach(Posix::close);
    }
  }

  @Test
  void whoHasNotRootsPowersIsToldWhatToDo() {
    Command refused =
        Command.run(
            Path.of("setpriv"),
            "--bounding-set=-sys_admin",
            Path.of(System.getProperty("java.home"), "bin", "java"),
            "-cp",
            System.getProperty("java.class.path"),
            "--enable-native-access=ALL-UNNAMED",
            "io.ramdrive.cli.Main",
            "mount",
            "--data-path=passthrough",
            "--size=1m",
            temp);
    assertThat(refused.output())
        .isEqualTo(
            "ramdrive: The kernel refuses the tmpfs that passthrough keeps content in (errno 1):"
                + " only root may make one; run it as root, or use --data-path served.\n");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(MountTable.isMounted(temp)).isFalse();
  }

  @Test
  void pagesOfOtherSizesAreRefused() {
    assertThatThrownBy(() -> options().pageSizeKb(64).build())
        .hasMessage(
            "data-path: with 'passthrough' the kernel allocates pages of 4 KiB, or with"
                + " page-size-kb = 2048 of up to 2 MiB, as files grow; leave out other page sizes"
                + " and pre-allocate");
  }
}
