// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ramdrive.volume.Volume;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The threads that serve a mount. Each has a channel of its own; the connected file itself serves
 * none, so that the mount outlives any of them.
 */
final class Dispatchers {
  private static final Logger LOG = System.getLogger(Dispatchers.class.getName());

  /** Handlers do not recurse; the JVM rounds this up to what it needs. */
  private static final long STACK_SIZE = 256 << 10;

  /**
   * How many dispatchers may die before the mount is given up. One death is an accident (memory ran
   * out); a mount that loses them again and again fails requests without end.
   */
  private static final int MAX_DEATHS = 64;

  /** FUSE_NOTIFY_RETRIEVE of linux/fuse.h. */
  private static final int NOTIFY_RETRIEVE = 5;

  /** fuse_out_header and fuse_notify_retrieve_out: 16 notify_unique 24 nodeid 32 offset 40 size. */
  private static final int RETRIEVE_SIZE = 48;

  private final int connected;
  private final int maxWrite;
  private final MountServer server;
  private final Runnable whenEnded;
  private final AtomicReferenceArray<DeviceChannel> channels;
  private final AtomicInteger running;
  private final AtomicInteger deaths = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object connectedLock = new Object();
  private boolean connectedClosed;
  private volatile boolean stopping;

  private Dispatchers(
      int count, int connected, int maxWrite, MountServer server, Runnable whenEnded) {
    this.connected = connected;
    this.maxWrite = maxWrite;
    this.server = server;
    this.whenEnded = whenEnded;
    this.channels = new AtomicReferenceArray<>(count);
    this.running = new AtomicInteger(count);
  }

  /**
   * Starts {@code count} dispatchers. From then on they own the connected file.
   *
   * @param maxWrite the most bytes of one write
   * @param whenEnded runs once on the last dispatcher's thread, when all have ended
   * @throws MountException when they cannot all be started; the file is the caller's still
   */
  static Dispatchers start(
      int count, int connected, int maxWrite, MountServer server, Runnable whenEnded)
      throws MountException {
    Dispatchers dispatchers = new Dispatchers(count, connected, maxWrite, server, whenEnded);
    dispatchers.openChannels();
    dispatchers.startThreads();
    return dispatchers;
  }

  private void openChannels() throws MountException {
    for (int i = 0; i < channels.length(); i++) {
      try {
        channels.set(i, DeviceChannel.open(connected, maxWrite));
      } catch (MountException failure) {
        for (int opened = 0; opened < i; opened++) {
          channels.get(opened).close();
        }
        throw failure;
      }
    }
  }

  private void startThreads() throws MountException {
    for (int i = 0; i < channels.length(); i++) {
      int number = i;
      Thread thread =
          new Thread(null, () -> serve(number), "ramdrive-fuse-" + i, STACK_SIZE, false);
      thread.setDaemon(true);
      try {
        thread.start();
      } catch (OutOfMemoryError noThread) {
        // Those that run already end when the caller unmounts, but must not run its whenEnded.
        for (int unused = i; unused < channels.length(); unused++) {
          channels.get(unused).close();
        }
        throw new MountException(
            "No thread for a dispatcher; allow this user more threads or ask for fewer.", noThread);
      }
    }
  }

  private void serve(int number) {
    DeviceChannel channel = channels.get(number);
    while (serveUntilDeath(channel)) {
      try {
        channel = DeviceChannel.open(connected, maxWrite);
      } catch (MountException failure) {
        LOG.log(Level.ERROR, "A dispatcher could not be replaced: " + failure.getMessage());
        break;
      }
      channels.set(number, channel);
      if (stopping) {
        channel.stop();
      }
    }
    if (running.decrementAndGet() == 0) {
      end();
    }
  }

  /** Whether the dispatcher died and is to be replaced. */
  private boolean serveUntilDeath(DeviceChannel channel) {
    try {
      server.dispatcher(channel).run();
      return false;
    } catch (Throwable death) {
      boolean replace = deaths.incrementAndGet() <= MAX_DEATHS;
      LOG.log(
          Level.ERROR,
          replace
              ? "A dispatcher died; another takes its place."
              : "Dispatchers die again and again; giving the mount up.",
          death);
      return replace;
    } finally {
      channel.close();
    }
  }

  private void end() {
    try {
      synchronized (connectedLock) {
        connectedClosed = true;
        new Syscalls().close(connected);
      }
      whenEnded.run();
    } catch (RuntimeException | Error failure) {
      LOG.log(Level.ERROR, "Cleaning up behind a mount failed.", failure);
    } finally {
      ended.countDown();
    }
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
   */
  void stop() {
    stopping = true;
    for (int i = 0; i < channels.length(); i++) {
      channels.get(i).stop();
    }
    synchronized (connectedLock) {
      if (!connectedClosed) {
        wakeAll();
      }
    }
  }

  /**
   * Nothing but a request wakes a thread out of its read of the device. So the kernel is made to
   * send some: it answers FUSE_NOTIFY_RETRIEVE, here for none of the root's bytes, with one.
   */
  private void wakeAll() {
    Syscalls syscalls = new Syscalls();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment message = arena.allocate(RETRIEVE_SIZE, Long.BYTES);
      message.set(JAVA_INT, 0, RETRIEVE_SIZE);
      message.set(JAVA_INT, 4, NOTIFY_RETRIEVE);
      message.set(JAVA_LONG, 24, Volume.ROOT_ID);
      for (int i = 0; i < channels.length(); i++) {
        syscalls.write(connected, message.address(), RETRIEVE_SIZE);
      }
    }
  }
}
