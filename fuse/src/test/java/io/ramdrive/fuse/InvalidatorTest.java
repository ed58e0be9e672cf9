// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.volume.Inode;
import io.ramdrive.volume.Name;
import io.ramdrive.volume.Volume;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidatorTest {
  private static final long SECOND = 1_000_000_000;
  private static final int BUG = 1;

  private final Volume volume = LiveMount.volume();
  private final LookupCounts counts = new LookupCounts(volume);

  /** What was sent: the code and the inode, or the parent of a name. */
  private final List<String> sent = new CopyOnWriteArrayList<>();

  private volatile int answer;

  /** Inodes that the kernel does not know. */
  private final Set<Long> unknown = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    counts.releaseAll();
    volume.close();
  }

  @Test
  void namesGoFirst() throws Exception {
    NotificationQueue queue = new NotificationQueue(QueueLimits.of(true));
    queue.invalInode(1, 0, 0);
    queue.invalEntry(1, name("a"));
    runUntilSent(queue, true);
    assertThat(sent).containsExactly("INVAL_ENTRY 1", "INVAL_INODE 1");
  }

  @Test
  void tooManyNamesAreAllNamesAndAllInodes() throws Exception {
    OtherView other = new OtherView(volume);
    other.file("f", "");
    Inode held = other.inode("f");
    counts.retain(held);
    NotificationQueue queue = new NotificationQueue(new QueueLimits(1024, 10));
    for (int i = 0; i < 100; i++) {
      queue.invalEntry(1, name("name" + i));
    }
    runUntilSent(queue, true);
    assertThat(sent)
        .containsExactly(
            "INVAL_ENTRY 1",
            "INVAL_ENTRY " + held.id(),
            "INC_EPOCH 0",
            "INVAL_INODE 1",
            "INVAL_INODE " + held.id());
  }

  @Test
  void tooManyInodesAreAllInodes() throws Exception {
    NotificationQueue queue = new NotificationQueue(new QueueLimits(1 << 16, 4));
    queue.invalEntry(1, name("a"));
    for (int i = 0; i < 100; i++) {
      queue.invalInode(2 + i, 0, 0);
    }
    runUntilSent(queue, false);
    assertThat(sent).containsExactly("INVAL_ENTRY 1", "INVAL_INODE 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {Errno.ENODEV, Errno.ENOTCONN, Errno.ECONNABORTED})
  void theEndOfTheMountIsTheEnd(int error) throws Exception {
    answer = -error;
    NotificationQueue queue = new NotificationQueue(QueueLimits.of(true));
    queue.invalInode(1, 0, 0);
    queue.invalInode(2, 0, 0);
    runUntilSent(queue, true);
    assertThat(sent).containsExactly("INVAL_INODE 1");
    // Nobody waits for it any more.
    queue.invalInode(1, 0, 0);
    assertThat(queue.awaitSent(System.nanoTime() + 20 * SECOND)).isTrue();
  }

  @Test
  void aBugIsNotTakenForSuccess() throws Exception {
    answer = BUG;
    NotificationQueue queue = new NotificationQueue(QueueLimits.of(true));
    queue.invalInode(1, 0, 0);
    Invalidator invalidator = invalidator(queue, true);
    invalidator.start();
    assertThat(queue.awaitSent(System.nanoTime() + 20 * SECOND)).isFalse();
    assertThat(invalidator.stop(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void nobodyElseMaySend() throws Exception {
    NotificationQueue queue = new NotificationQueue(QueueLimits.of(true));
    Invalidator invalidator = invalidator(queue, true);
    Method send = Invalidator.class.getDeclaredMethod("send", MemorySegment.class, long.class);
    send.setAccessible(true);
    assertThatThrownBy(() -> send.invoke(invalidator, MemorySegment.NULL, 0L))
        .isInstanceOf(InvocationTargetException.class)
        .hasCauseInstanceOf(AssertionError.class)
        .cause()
        .hasMessageContaining("sent by Thread");
    assertThat(sent).isEmpty();
    queue.close();
  }

  /** So it cannot hold a lock of the volume, nor wait for one. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        Invalidator.class,
        NotificationQueue.class,
        NotificationBatch.class,
        DeviceNotifier.class
      })
  void knowsNothingOfTheVolume(Class<?> type) throws Exception {
    try (InputStream code = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      String constants = new String(code.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(constants).doesNotContain("io/ramdrive/volume/Volume", "io/ramdrive/volume/Inode");
    }
  }

  /** Such an inode is one that a reply under way hands over, or a FORGET under way gives back. */
  @Test
  void changesWaitForAnInodeThatIsNotKnownYetButNotForLaterOnes() throws Exception {
    long[] held = held(2);
    unknown.add(held[0]);
    NotificationQueue queue = new NotificationQueue(QueueLimits.of(true));
    Invalidator invalidator = invalidator(queue, true);
    invalidator.start();
    queue.invalInode(held[0], -1, 0);
    assertThat(queue.awaitSent(System.nanoTime() + SECOND / 50)).isFalse();
    unknown.add(held[1]);
    unknown.remove(held[0]);
    Thread waiter =
        Thread.startVirtualThread(() -> queue.awaitSent(System.nanoTime() + 20 * SECOND));
    // While there is always one that is not known, each is known in the end.
    for (int i = 0; waiter.isAlive(); i++) {
      queue.invalInode(held[i & 1], -1, 0);
      unknown.add(held[i & 1]);
      unknown.remove(held[1 - (i & 1)]);
      Thread.onSpinWait();
    }
    unknown.clear();
    assertThat(queue.awaitSent(System.nanoTime() + 20 * SECOND)).isTrue();
    assertThat(invalidator.stop(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void nobodyWaitsLongForAnInodeThatStaysUnknownYetItIsTold() throws Exception {
    long[] held = held(1);
    unknown.add(held[0]);
    NotificationQueue queue = new NotificationQueue(QueueLimits.of(true));
    Invalidator invalidator = invalidator(queue, true);
    invalidator.start();
    queue.invalInode(held[0], -1, 0);
    assertThat(queue.awaitSent(System.nanoTime() + 20 * SECOND)).isTrue();
    sent.clear();
    while (sent.isEmpty()) {
      Thread.onSpinWait();
    }
    unknown.clear();
    assertThat(invalidator.stop(Duration.ofSeconds(20))).isTrue();
  }

  private long[] held(int count) {
    OtherView other = new OtherView(volume);
    long[] ids = new long[count];
    for (int i = 0; i < count; i++) {
      other.file("f" + i, "");
      Inode inode = other.inode("f" + i);
      counts.retain(inode);
      ids[i] = inode.id();
    }
    return ids;
  }

  private void runUntilSent(NotificationQueue queue, boolean epochs) {
    Invalidator invalidator = invalidator(queue, epochs);
    invalidator.start();
    assertThat(queue.awaitSent(System.nanoTime() + 20 * SECOND)).isTrue();
    assertThat(invalidator.stop(Duration.ofSeconds(20))).isTrue();
  }

  private Invalidator invalidator(NotificationQueue queue, boolean epochs) {
    return new Invalidator(queue, new Recorder(), counts, epochs);
  }

  private final class Recorder implements KernelNotifier {
    @Override
    public int send(long address, int length) {
      MemorySegment message = MemorySegment.ofAddress(address).reinterpret(length);
      long subject = length > 16 ? message.get(ValueLayout.JAVA_LONG, 16) : 0;
      sent.add(NotifyCode.name(OutHeader.error(message, 0)) + " " + subject);
      if (answer == BUG) {
        throw new IllegalStateException("made up by the test");
      }
      return unknown.contains(subject) ? -Errno.ENOENT : answer;
    }

    @Override
    public void close() {}
  }

  private static Name name(String text) {
    return new Name().wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
