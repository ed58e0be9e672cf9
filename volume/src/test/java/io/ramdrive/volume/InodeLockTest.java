// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class InodeLockTest {
  private static final class Lock extends InodeLock {}

  private final Lock lock = new Lock();

  @Test
  void readersShareAndAWriterIsAlone() {
    lock.lockRead();
    lock.lockRead();
    assertThat(lock.tryLockWrite()).isFalse();
    lock.unlockRead();
    assertThat(lock.tryLockWrite()).isFalse();
    lock.unlockRead();
    assertThat(lock.tryLockWrite()).isTrue();
    assertThat(lock.tryLockWrite()).isFalse();
    lock.unlockWrite();
    assertThat(lock.tryLockWrite()).isTrue();
  }

  @Test
  void readersWhoTakeTurnsDoNotKeepAWriterOut() throws Exception {
    AtomicBoolean written = new AtomicBoolean();
    CountDownLatch reading = new CountDownLatch(2);
    List<Future<?>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < 2; i++) {
        readers.add(
            threads.submit(
                () -> {
                  lock.lockRead();
                  reading.countDown();
                  reading.await();
                  while (!written.get()) { // never both at the same time without the lock
                    lock.unlockRead();
                    lock.lockRead();
                  }
                  lock.unlockRead();
                  return null;
                }));
      }
      reading.await();
      lock.lockWrite();
      written.set(true);
      lock.unlockWrite();
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }

  @Test
  void manyWritersLoseNoUpdate() throws Exception {
    int[] count = {0};
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < 8; i++) {
        threads.execute(
            () -> {
              for (int j = 0; j < 20_000; j++) {
                lock.lockWrite();
                count[0]++;
                lock.unlockWrite();
              }
            });
      }
    }
    assertThat(count[0]).isEqualTo(8 * 20_000);
  }

  @Test
  void anInterruptIsKeptAndDoesNotEndTheWait() throws Exception {
    lock.lockWrite();
    CountDownLatch begun = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Boolean> waiting =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                begun.countDown();
                lock.lockWrite();
                lock.unlockWrite();
                return Thread.interrupted();
              });
      begun.await();
      assertThat(waiting.isDone()).isFalse();
      lock.unlockWrite();
      assertThat(waiting.get()).isTrue();
    }
  }

  @Test
  void unlockingTooOftenIsADefect() {
    assertThatThrownBy(lock::unlockRead).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(new Lock()::unlockWrite).isInstanceOf(IllegalMonitorStateException.class);
  }
}
