// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns();
  private final Turns.Turn mine = turns.join(new IdleChannel());

  @Test
  void aDispatcherThatWaitsForARequestIsNotWaitedFor() {
    turns.join(new IdleChannel());
    mine.awaitOthers();
  }

  @Test
  void aDispatcherAtARequestIsWaitedForUntilItAsksAgain() throws Exception {
    BusyChannel channel = new BusyChannel();
    Turns.Turn other = turns.join(channel);
    other.next();
    FutureTask<Void> wait = startAwaitOthers();
    assertThat(channel.asked.await(10, TimeUnit.SECONDS)).as("is waited for").isTrue();
    assertThat(wait.isDone()).isFalse();

    other.next();
    wait.get(10, TimeUnit.SECONDS);
  }

  @Test
  void dispatchersThatWaitForEachOtherGoOn() throws Exception {
    BusyChannel channel = new BusyChannel();
    Turns.Turn other = turns.join(channel);
    FutureTask<Void> wait = startAwaitOthers();
    assertThat(channel.asked.await(10, TimeUnit.SECONDS)).as("is waited for").isTrue();

    other.awaitOthers();
    wait.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aDispatcherThatHasEndedIsNotWaitedFor() {
    turns.join(new BusyChannel()).close();
    mine.awaitOthers();
  }

  private FutureTask<Void> startAwaitOthers() {
    FutureTask<Void> wait = new FutureTask<>(mine::awaitOthers, null);
    Thread.ofPlatform().start(wait);
    return wait;
  }

  /** A channel whose thread waits in the kernel. */
  private static class IdleChannel implements KernelChannel {
    @Override
    public boolean takesForgets() {
      return true;
    }

    @Override
    public boolean isIdle() {
      return true;
    }

    @Override
    public int receive() {
      return ENDED;
    }

    @Override
    public int poll(MemorySegment into) {
      return ENDED;
    }

    @Override
    public MemorySegment request() {
      return MemorySegment.NULL;
    }

    @Override
    public int send(long address, int length) {
      return 0;
    }

    @Override
    public int sendv(long iovecs, int count) {
      return 0;
    }

    @Override
    public void close() {}
  }

  /** A channel whose thread is at a request. */
  private static final class BusyChannel extends IdleChannel {
    final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public boolean isIdle() {
      asked.countDown();
      return false;
    }
  }
}
