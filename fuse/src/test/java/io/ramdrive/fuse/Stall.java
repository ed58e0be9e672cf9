// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up whoever passes, once it is closed, until it is opened. */
final class Stall {
  private volatile CountDownLatch arrived = new CountDownLatch(1);
  private volatile CountDownLatch opened = new CountDownLatch(0);

  void close() {
    arrived = new CountDownLatch(1);
    opened = new CountDownLatch(1);
  }

  void open() {
    opened.countDown();
  }

  void pass() {
    arrived.countDown();
    await(opened);
  }

  /** Waits until somebody is held up. */
  void awaitArrival() {
    await(arrived);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came, or nobody opened");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A way to the kernel that is held up here. */
  KernelNotifier before(KernelNotifier notifier) {
    return new KernelNotifier() {
      @Override
      public int send(long address, int length) {
        pass();
        return notifier.send(address, length);
      }

      @Override
      public void close() {
        notifier.close();
      }
    };
  }
}
