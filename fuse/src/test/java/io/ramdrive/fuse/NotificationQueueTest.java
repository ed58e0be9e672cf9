// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Name;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotificationQueueTest {
  private static final QueueLimits SMALL = new QueueLimits(4096, 10);

  private NotificationQueue queue;

  @BeforeEach
  void create() throws MountException {
    queue = new NotificationQueue(SMALL);
  }

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void messagesAreThoseOfTheKernelsHeader() throws Exception {
    queue.invalInode(7, 4096, 100);
    queue.delete(1, 9, name("gone"));
    queue.invalEntry(1, name("entry"));
    NotificationBatch batch = queue.take(queue.taken(), NotificationQueue.FOR_EVER);
    MemorySegment names = batch.names();
    assertThat(names.get(JAVA_INT, 0)).isEqualTo(16 + 24 + 5);
    assertThat(names.get(JAVA_INT, 4)).isEqualTo(6);
    assertThat(names.get(JAVA_LONG, 8)).isZero();
    assertThat(names.get(JAVA_LONG, 16)).isEqualTo(1);
    assertThat(names.get(JAVA_LONG, 24)).isEqualTo(9);
    assertThat(names.get(JAVA_INT, 32)).isEqualTo(4);
    assertThat(names.getString(40)).isEqualTo("gone");
    int second = batch.nameBehind(0);
    assertThat(second).isEqualTo(48);
    assertThat(names.get(JAVA_INT, second)).isEqualTo(16 + 16 + 6);
    assertThat(names.get(JAVA_INT, second + 4)).isEqualTo(3);
    assertThat(names.get(JAVA_LONG, second + 16)).isEqualTo(1);
    assertThat(names.get(JAVA_INT, second + 24)).isEqualTo(5);
    assertThat(names.get(JAVA_INT, second + 28)).isZero();
    assertThat(names.getString(second + 32)).isEqualTo("entry");
    assertThat(batch.nameBehind(second)).isEqualTo(batch.namesEnd());
    MemorySegment inodes = batch.inodes();
    assertThat(inodes.get(JAVA_INT, 0)).isEqualTo(40);
    assertThat(inodes.get(JAVA_INT, 4)).isEqualTo(2);
    assertThat(inodes.get(JAVA_LONG, 16)).isEqualTo(7);
    assertThat(inodes.get(JAVA_LONG, 24)).isEqualTo(4096);
    assertThat(inodes.get(JAVA_LONG, 32)).isEqualTo(100);
  }

  @Test
  void theSameNameWaitsOnce() throws Exception {
    for (int i = 0; i < 1000; i++) {
      queue.invalEntry(1, name("a"));
      queue.invalEntry(1, name("b"));
      queue.invalEntry(2, name("a"));
      queue.delete(1, 5, name("a"));
    }
    assertThat(names(queue.take(queue.taken(), NotificationQueue.FOR_EVER)))
        .containsExactly("a", "b", "a", "a");
    assertThat(queue.merged()).isEqualTo(4 * 999);
    assertThat(queue.overflows()).isZero();
  }

  @Test
  void rangesOfOneInodeAreUnited() throws Exception {
    queue.invalInode(7, -1, 0);
    assertRange(-1, 0);
    queue.invalInode(7, -1, 0);
    queue.invalInode(7, 100, 50);
    queue.invalInode(7, -1, 0);
    assertRange(100, 50);
    queue.invalInode(7, 100, 50);
    queue.invalInode(7, 20, 10);
    queue.invalInode(7, 120, 80);
    assertRange(20, 180);
    queue.invalInode(7, 100, 50);
    queue.invalInode(7, 60, 0);
    queue.invalInode(7, 70, 5);
    assertRange(60, 0);
  }

  @Test
  void anOverflowIsCountedOnceForABatch() throws Exception {
    for (int i = 0; i < 100; i++) {
      queue.invalInode(100 + i, 0, 0);
    }
    assertThat(queue.overflows()).isEqualTo(1);
    NotificationBatch batch = queue.take(queue.taken(), NotificationQueue.FOR_EVER);
    assertThat(batch.hasOverflowed()).isTrue();
    assertThat(batch.lacksNames()).isFalse();
    assertThat(batch.inodesEnd()).isEqualTo(10 * NotifyInvalInodeOut.SIZE);
    for (int i = 0; i < 1000; i++) {
      queue.invalEntry(1, name("name" + i));
    }
    assertThat(queue.overflows()).isEqualTo(2);
    batch = queue.take(queue.taken(), NotificationQueue.FOR_EVER);
    assertThat(batch.lacksNames()).isTrue();
    queue.invalEntry(1, name("a"));
    assertThat(queue.take(queue.taken(), NotificationQueue.FOR_EVER).hasOverflowed()).isFalse();
  }

  @Test
  void isSentWhenTheTakerSaysSo() throws Exception {
    queue.invalInode(7, -1, 0);
    assertThat(queue.take(0, NotificationQueue.FOR_EVER)).isNotNull();
    queue.invalInode(8, -1, 0);
    assertThat(queue.take(0, NotificationQueue.FOR_EVER)).isNotNull();
    assertThat(queue.taken()).isEqualTo(2);
    assertThat(queue.isBehind()).isFalse();
    assertThat(queue.awaitSent(System.nanoTime())).isFalse();
    assertThat(queue.isBehind()).isTrue();
    assertThat(queue.take(1, 1).isEmpty()).isTrue();
    assertThat(queue.isBehind()).isTrue();
    assertThat(queue.isUnsettled()).isTrue();
    assertThat(queue.take(2, 1).isEmpty()).isTrue();
    assertThat(queue.isUnsettled()).isFalse();
    queue.invalInode(9, -1, 0);
    assertThat(queue.isBehind()).as("of what nobody waited for").isFalse();
    queue.end();
    assertThat(queue.take(2, 1)).isNull();
  }

  @Test
  void addingAndTakingAllocateNothing() throws Exception {
    Name name = name("a name that is longer than some");
    Name other = name("another");
    AllocatedBytes.assertNoneOnceCompiled(
        List.of(Thread.currentThread()),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            queue.invalEntry(1, name);
            queue.delete(1, i, other);
            queue.invalInode(i, i, 1);
            queue.invalInode(i, -1, 0);
            take();
          }
        });
  }

  private void take() {
    try {
      queue.take(queue.taken(), NotificationQueue.FOR_EVER);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void assertRange(long off, long len) throws InterruptedException {
    NotificationBatch batch = queue.take(queue.taken(), NotificationQueue.FOR_EVER);
    assertThat(batch.inodesEnd()).isEqualTo(NotifyInvalInodeOut.SIZE);
    assertThat(NotifyInvalInodeOut.off(batch.inodes(), 0)).isEqualTo(off);
    assertThat(NotifyInvalInodeOut.len(batch.inodes(), 0)).isEqualTo(len);
  }

  private static List<String> names(NotificationBatch batch) {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < batch.namesEnd(); at = batch.nameBehind(at)) {
      boolean delete = OutHeader.error(batch.names(), at) == NotifyCode.FUSE_NOTIFY_DELETE;
      int size = delete ? NotifyDeleteOut.SIZE : NotifyInvalEntryOut.SIZE;
      int length = OutHeader.len(batch.names(), at) - size - 1;
      byte[] name = batch.names().asSlice(at + size, length).toArray(JAVA_BYTE);
      names.add(new String(name, StandardCharsets.UTF_8));
    }
    return names;
  }

  private static Name name(String text) {
    return new Name().wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
