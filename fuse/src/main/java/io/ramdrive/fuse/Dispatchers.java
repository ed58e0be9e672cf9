// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that serve a mount. Each has a channel of its own; the connected file itself serves
 * none, so that the mount outlives any of them.
 */
final class Dispatchers {
  private static final Logger LOG = System.getLogger(Dispatchers.class.getName());

  /**
   * How many dispatchers may die before the mount is given up. One death is an accident (memory ran
   * out); a mount that loses them again and again fails requests without end.
   */
  private static final int MAX_DEATHS = 64;

  /** How long a thread gets to act on a signal before it is sent another. */
  private static final Duration WAKE_INTERVAL = Duration.ofMillis(20);

  /** How long it is tried to end all when one cannot go on. */
  private static final Duration GIVE_UP_TIMEOUT = Duration.ofSeconds(10);

  private final int connected;
  private final MountServer server;
  private final Runnable whenEnded;
  private final List<DispatcherThread> threads = new ArrayList<>();

  /** One more than there are, so that they have not ended before all have begun. */
  private final AtomicInteger running = new AtomicInteger(1);

  private final AtomicInteger deaths = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean rings;

  /**
   * None yet.
   *
   * @param whenEnded runs once, as a rule on the last dispatcher's thread, when all have ended
   */
  Dispatchers(int connected, MountServer server, Runnable whenEnded) {
    this.connected = connected;
    this.server = server;
    this.whenEnded = whenEnded;
  }

  /**
   * Starts one for each ring. The device's are to be started behind them: until the kernel has
   * taken all rings, none of these has a request that could be lost.
   *
   * @param channels closed here in any case
   * @throws MountException when they cannot all be started; none runs then
   */
  void startRings(List<RingChannel> channels) throws MountException {
    Queue<RingChannel> unstarted = new ArrayDeque<>(channels);
    rings = true;
    try {
      for (int i = 0; i < channels.size(); i++) {
        startThread(unstarted.remove(), "ramdrive-fuse-ring-" + i);
      }
      awaitBegun();
    } catch (MountException | RuntimeException | Error failure) {
      endStarted();
      rings = false;
      throw failure;
    } finally {
      unstarted.forEach(RingChannel::close);
    }
  }

  /**
   * Starts {@code count} dispatchers of the device, the last to be started. From then on all of
   * them own the connected file.
   *
   * @param maxWrite the most bytes of one write
   * @throws MountException when they cannot all be started; none runs then, nor one of the rings,
   *     and the file is the caller's still
   */
  void startDevices(int count, int maxWrite) throws MountException {
    try {
      for (int i = 0; i < count; i++) {
        startThread(DeviceChannel.open(connected, maxWrite, server), "ramdrive-fuse-" + i);
      }
      awaitBegun();
      threadEnded();
    } catch (MountException | RuntimeException | Error failure) {
      endStarted();
      throw failure;
    }
  }

  private void awaitBegun() throws MountException {
    for (DispatcherThread thread : threads) {
      thread.awaitBegun();
    }
  }

  private void endStarted() {
    threads.forEach(DispatcherThread::stop);
    Syscalls syscalls = new Syscalls();
    long deadline = System.nanoTime() + GIVE_UP_TIMEOUT.toNanos();
    for (DispatcherThread thread : threads) {
      do {
        thread.wake(syscalls);
      } while (!thread.awaitEnd(WAKE_INTERVAL) && System.nanoTime() - deadline < 0);
    }
    threads.clear();
  }

  private void startThread(ServedChannel channel, String name) throws MountException {
    DispatcherThread thread = new DispatcherThread(this, channel, name);
    running.incrementAndGet();
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      running.decrementAndGet();
      channel.close();
      throw new MountException(
          "No thread for a dispatcher; allow this user more threads or ask for fewer.", noThread);
    }
    threads.add(thread);
  }

  void serve(KernelChannel channel) {
    server.dispatcher(channel).run();
  }

  /** Whether a dispatcher that has just died may be replaced. */
  boolean mayReplace() {
    return deaths.incrementAndGet() <= MAX_DEATHS;
  }

  /** Whether the others do the work of a dispatcher that is missing. */
  boolean canSpareOne() {
    return !rings;
  }

  void threadEnded() {
    if (running.decrementAndGet() > 0) {
      return;
    }
    try {
      new Syscalls().close(connected);
      whenEnded.run();
    } catch (RuntimeException | Error failure) {
      LOG.log(Level.ERROR, "Cleaning up behind a mount failed.", failure);
    } finally {
      ended.countDown();
    }
  }

  /** Ends the others behind a thread that has ended: a mount that lacks one may hang. */
  void giveUp() {
    stop(GIVE_UP_TIMEOUT);
  }

  /** Whether all have ended. */
  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Waits until all have ended, which they do when the file system is unmounted or aborted. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /**
   * As {@link #awaitEnd()}, but only so long; an interrupt is kept for later.
   *
   * @return whether they have ended
   */
  boolean awaitEnd(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Ends them while the file system is still in use, which aborts it: whoever has files open gets
   * ENOTCONN from then on.
   *
   * @return whether they have all ended
   */
  boolean stop(Duration timeout) {
    for (DispatcherThread thread : threads) {
      thread.stop();
    }
    Syscalls syscalls = new Syscalls();
    long deadline = System.nanoTime() + timeout.toNanos();
    do {
      for (DispatcherThread thread : threads) {
        thread.wake(syscalls);
      }
      if (awaitEnd(WAKE_INTERVAL)) {
        return true;
      }
    } while (System.nanoTime() - deadline < 0);
    return false;
  }
}
