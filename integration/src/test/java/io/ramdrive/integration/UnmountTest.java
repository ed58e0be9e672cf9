// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static io.ramdrive.integration.LinuxFlags.O_CREAT;
import static io.ramdrive.integration.LinuxFlags.O_DIRECT;
import static io.ramdrive.integration.LinuxFlags.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ends that a drive can come to: each is bounded, and nothing stays mounted. */
class UnmountTest {
  private static final int SIGINT = 2;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  /** What a client may get from a drive that goes away while it is used. */
  private static final Set<String> GONE =
      Set.of("ENOTCONN", "ECONNABORTED", "ENOENT", "EIO", "EINTR", "ENODEV");

  private TestDrive drive;
  private Path directory;

  @BeforeEach
  void mount() {
    drive = TestDrive.mount();
    directory = drive.root().resolve("directory");
    Posix.mkdir(directory, 0755);
  }

  @AfterEach
  void discard() {
    drive.kill();
  }

  private void assertUnmounted() {
    assertThat(MountTable.isMounted(drive.root())).as("still mounted").isFalse();
    assertThat(Posix.errno(() -> Posix.stat(directory))).isEqualTo("ENOENT");
  }

  @Test
  void underLoad() throws Exception {
    assertThat(endUnderLoad(SIGTERM)).as("exit code").isIn(0, 128 + SIGTERM);
    assertUnmounted();
  }

  @Test
  void killedUnderLoad() throws Exception {
    assertThat(endUnderLoad(SIGKILL)).as("exit code").isEqualTo(128 + SIGKILL);
    assertThat(Posix.errno(() -> Posix.statfs(drive.root()))).isEqualTo("ENOTCONN");
  }

  /** Sends a signal while clients work; each of them must get an error. */
  private int endUnderLoad(int signal) throws Exception {
    int clients = 6;
    CountDownLatch working = new CountDownLatch(clients * 20);
    Thread killer =
        Thread.ofPlatform()
            .start(
                () -> {
                  awaitLatch(working);
                  drive.end(signal);
                });
    Tasks.run(
        clients,
        (index, random) -> {
          String error = Posix.errno(() -> workForEver(index, random, working));
          assertThat(error).as("what client %d ends with", index).isIn(GONE);
        });
    killer.join(TimeUnit.SECONDS.toMillis(60));
    assertThat(killer.isAlive()).as("the signal's sender waits").isFalse();
    return drive.end(signal);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).as("clients work").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Half of the clients use names, half a file that stays open. */
  private void workForEver(int index, Random random, CountDownLatch working) {
    Path file = directory.resolve("file" + index);
    Path moved = directory.resolve("moved" + index);
    int fd = Posix.open(file, O_RDWR | O_CREAT | O_DIRECT, 0644);
    try {
      for (long round = 0; ; round++) {
        byte[] data = Pattern.bytes(round, 0, 4096);
        if (index % 2 == 0) {
          Posix.pwrite(fd, data, random.nextInt(100) * 4096L);
        } else {
          Content.write(moved, data);
          Pattern.check("while mounted", round, 0, 4096, Content.read(moved));
          Posix.rename(moved, file);
        }
        working.countDown();
      }
    } finally {
      Posix.close(fd);
    }
  }

  @Test
  void openFileDoesNotHoldUpTheEnd() {
    int fd = Posix.open(directory.resolve("file"), O_RDWR | O_CREAT, 0644);
    Posix.write(fd, Pattern.bytes(1, 0, 100_000));
    assertThat(drive.end(SIGTERM)).isIn(0, 128 + SIGTERM);
    assertUnmounted();
    assertThat(Posix.errno(() -> Posix.pwrite(fd, new byte[10], 0))).isIn(GONE);
    Posix.errno(() -> Posix.close(fd));
  }

  @Test
  void interruptFromTheKeyboard() {
    assertThat(drive.end(SIGINT)).as("exit code").isIn(0, 128 + SIGINT);
    assertUnmounted();
  }

  @Test
  void unmountedByHand() {
    Command.output("umount", drive.root());
    assertThat(drive.end(0)).as("exit code").isZero();
    assertUnmounted();
  }

  @Test
  void unmountedByHandWithAFileOpen() {
    int fd = Posix.open(directory.resolve("file"), O_RDWR | O_CREAT, 0644);
    Posix.write(fd, Pattern.bytes(1, 0, 100_000));
    assertThat(Command.run("umount", drive.root()).output()).contains("busy");
    Command.output("umount", "-l", drive.root());
    assertUnmounted();
    assertThat(Posix.pwrite(fd, Pattern.bytes(1, 100_000, 1000), 100_000)).isEqualTo(1000);
    Pattern.check("unmounted but open", 1, 0, 101_000, Content.read(fd));
    Posix.close(fd);
    assertThat(drive.end(0)).as("exit code after the last close").isZero();
  }

  @Test
  void nextMountReplacesADeadOne() {
    int fd = Posix.open(directory.resolve("file"), O_RDWR | O_CREAT, 0644);
    assertThat(drive.end(SIGKILL)).isEqualTo(128 + SIGKILL);
    assertThat(Posix.errno(() -> Posix.stat(directory))).isEqualTo("ENOTCONN");
    assertThat(Posix.errno(() -> Posix.statfs(drive.root()))).isEqualTo("ENOTCONN");
    assertThat(Posix.errno(() -> Posix.pwrite(fd, new byte[10], 0))).isEqualTo("ENOTCONN");
    assertThat(MountTable.count(drive.root())).isEqualTo(1);

    try (TestDrive next = TestDrive.mount(drive.root())) {
      assertThat(MountTable.count(next.root())).as("mounts").isEqualTo(1);
      assertThat(next.log()).contains(next.root() + " was still mounted");
      assertThat(Posix.errno(() -> Posix.stat(directory))).isEqualTo("ENOENT");
      Content.write(next.root().resolve("file"), "new");
      assertThat(Content.text(next.root().resolve("file"))).isEqualTo("new");
      assertThat(Posix.errno(() -> Posix.pwrite(fd, new byte[10], 0))).isEqualTo("ENOTCONN");
    }
    Posix.errno(() -> Posix.close(fd));
  }
}
