// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * A thread that serves one channel after the other: when a dispatcher dies, closing its channel
 * fails the requests that it left unanswered, and another dispatcher gets another channel.
 */
final class DispatcherThread {
  private static final Logger LOG = System.getLogger(DispatcherThread.class.getName());

  /** Handlers do not recurse; the JVM rounds this up to what it needs. */
  private static final long STACK_SIZE = 256 << 10;

  private final Dispatchers dispatchers;
  private final Thread thread;
  private volatile DeviceChannel channel;
  private volatile boolean stopping;
  private final Object tidLock = new Object();

  /** The kernel's number of the thread while it can be sent a signal, else 0. */
  private int tid;

  /**
   * @param channel closed here, unless {@link #start()} is never called
   */
  DispatcherThread(Dispatchers dispatchers, DeviceChannel channel, String name) {
    this.dispatchers = dispatchers;
    this.channel = channel;
    this.thread = new Thread(null, this::run, name, STACK_SIZE, false);
    thread.setDaemon(true);
  }

  /**
   * Starts it.
   *
   * @throws OutOfMemoryError when this user may have no more threads
   */
  void start() {
    thread.start();
  }

  /** Lets it end as soon as it waits for no request; {@link #wake} makes it stop waiting. */
  void stop() {
    stopping = true;
    channel.stop();
  }

  /** Interrupts its system call. It may have been about to make one: call this again then. */
  void wake(Syscalls syscalls) {
    synchronized (tidLock) {
      if (tid != 0) {
        WakeSignal.send(syscalls, tid);
      }
    }
  }

  private void run() {
    setTid(new Syscalls().gettid());
    try {
      while (serveUntilDeath() && !stopping) {
        channel = dispatchers.openChannel();
        if (stopping) {
          channel.stop();
        }
      }
    } catch (MountException failure) {
      LOG.log(Level.ERROR, "A dispatcher could not be replaced: " + failure.getMessage());
    } finally {
      setTid(0);
      dispatchers.threadEnded();
    }
  }

  /** Whether the dispatcher died and is to be replaced. */
  private boolean serveUntilDeath() {
    try {
      dispatchers.serve(channel);
      return false;
    } catch (Throwable death) {
      boolean replace = dispatchers.mayReplace();
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

  private void setTid(int value) {
    synchronized (tidLock) {
      tid = value;
    }
  }
}
