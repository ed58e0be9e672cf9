// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class NotificationQueueTest {
  private static final long NO_WAIT = 0;

  private final NotificationQueue queue = new NotificationQueue(3);

  @Test
  void givesOutWhatWasAddedInItsOrder() throws InterruptedException {
    queue.add(notice(1));
    queue.add(notice(2));
    assertThat(take().notices()).containsExactly(notice(1), notice(2));
    assertThat(take().notices()).isEmpty();
  }

  @Test
  void whatWasSaidLastIsNotSaidTwice() throws InterruptedException {
    queue.add(notice(1));
    queue.add(notice(1));
    assertThat(take().notices()).containsExactly(notice(1));
    assertThat(queue.merged()).isEqualTo(1);
  }

  @Test
  void tooMuchBecomesForgettingAll() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      queue.add(notice(i));
    }
    NotificationQueue.Batch batch = take();
    assertThat(batch.forgetAll()).isTrue();
    assertThat(batch.notices()).isEmpty();
    assertThat(batch.last()).isEqualTo(10);
    assertThat(queue.overflows()).isEqualTo(1);
    queue.add(notice(1));
    assertThat(take().forgetAll()).isFalse();
  }

  @Test
  void waitingEndsWhenAllIsDone() throws InterruptedException {
    queue.add(notice(1));
    NotificationQueue.Batch batch = take();
    assertThat(queue.awaitSent(System.nanoTime())).isFalse();
    assertThat(queue.isBehind()).isTrue();
    queue.take(batch.last(), NO_WAIT);
    assertThat(queue.isBehind()).isFalse();
    assertThat(queue.awaitSent(System.nanoTime())).isTrue();
  }

  @Test
  void nobodyWaitsForAQueueThatHasEnded() throws InterruptedException {
    queue.add(notice(1));
    queue.end();
    assertThat(queue.awaitSent(System.nanoTime())).isTrue();
    assertThat(queue.take(0, NO_WAIT)).isNull();
  }

  private NotificationQueue.Batch take() throws InterruptedException {
    return Objects.requireNonNull(queue.take(0, NO_WAIT));
  }

  private static Notice notice(long inode) {
    return new Notice(NotificationRule.WRITTEN_BYTES, false, inode, "");
  }
}
