// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Call;
import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Mode;
import io.ramdrive.volume.Status;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import io.ramdrive.volume.VolumeOptions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of changes that another view makes, to a kernel that only listens. */
class InvalidatorTest {
  private static final long LATER = KernelNames.UNDER_WAY.toNanos();

  private final Volume volume =
      Volume.create(new VolumeOptions(1 << 20, 4096, 100, false, 0, 0, 0755));
  private final View mount = _ -> {};
  private final Call other = new Call(Inode::retain).as(0, 0, 0);
  private volatile long now;
  private final KernelNames kernelNames = new KernelNames(false, () -> now);
  private final NotificationQueue queue = new NotificationQueue(16);
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Invalidator invalidator =
      new Invalidator(
          queue,
          (filter, action, path) -> {
            heard.add(filter + " " + action + " " + path);
            return 0;
          },
          kernelNames,
          new PathFinder(volume, kernelNames));
  private boolean started;

  @BeforeEach
  void attach() {
    volume.attach(
        mount, "a test", false, new ChangeNotifier(mount, queue, NotificationMatrix.COMPLETE));
  }

  private void start() {
    invalidator.start();
    started = true;
  }

  @AfterEach
  void close() {
    invalidator.stop();
    volume.close();
  }

  @Test
  void aNewNameIsToldByItsPathThenItsDirectory() {
    start();
    Inode dir = make(volume.root(), "dir", Mode.S_IFDIR | 0755);
    make(dir, "file", Mode.S_IFREG | 0644);
    assertThat(told()).containsExactly("2 1 \\dir", "16 3 \\", "1 1 \\dir\\file", "16 3 \\dir");
  }

  @Test
  void contentIsToldByTheNameTheKernelHasOpenAndByThePresentOne() {
    Inode file = make(volume.root(), "now", Mode.S_IFREG | 0644);
    kernelNames.opened(file.id(), "\\before");
    now = LATER;
    start();
    told();
    write(file);
    assertThat(told()).containsExactly("24 3 \\before", "24 3 \\now");
  }

  @Test
  void ownChangesAreNotTold() {
    start();
    Call own = new Call(mount).as(0, 0, 0);
    own.name().wrap(bytes("own"));
    assertThat(volume.create(own, volume.root(), Mode.S_IFREG, 0)).isEqualTo(Status.OK);
    assertThat(told()).isEmpty();
  }

  @Test
  void aKernelThatMayNotHaveTakenAnOpenIsToldAgainAndItsWatchersAreNot()
      throws InterruptedException {
    Inode file = make(volume.root(), "file", Mode.S_IFREG | 0644);
    kernelNames.opened(file.id(), "\\file");
    start();
    told();
    write(file);
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("24 3 \\file");
    for (int i = 0; i < 3; i++) {
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("0 3 \\file");
    }
  }

  @Test
  void tooMuchMakesTheKernelForgetWhatItHasOpen() {
    Inode file = make(volume.root(), "file", Mode.S_IFREG | 0644);
    kernelNames.opened(file.id(), "\\file");
    now = LATER;
    for (int i = 0; i < 40; i++) {
      make(volume.root(), "f" + i, Mode.S_IFREG | 0644);
    }
    start();
    assertThat(told()).containsExactly("4 3 \\file");
  }

  /** What was told of all that has been done. */
  private List<String> told() {
    if (started) {
      assertThat(queue.awaitSent(System.nanoTime() + Duration.ofSeconds(10).toNanos())).isTrue();
    }
    List<String> all = List.copyOf(heard);
    heard.clear();
    return all;
  }

  private Inode make(Inode dir, String name, int mode) {
    other.name().wrap(bytes(name));
    assertThat(volume.create(other, dir, mode, 0)).isEqualTo(Status.OK);
    return other.inode();
  }

  private void write(Inode file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom("text");
      assertThat(volume.write(other, file, 0, text, 0, 4, false)).isEqualTo(Status.OK);
    }
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
