// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A thread that serves a channel with one dispatcher after the other: when one dies, the requests
 * that it left unanswered fail, and another takes its place.
 */
final class DispatcherThread {
  private static final Logger LOG = System.getLogger(DispatcherThread.class.getName());

  /** Handlers do not recurse; the JVM rounds this up to what it needs. */
  private static final long STACK_SIZE = 256 << 10;

  private final Dispatchers dispatchers;
  private final Thread thread;
  private volatile ServedChannel channel;
  private volatile boolean stopping;

  /** Completed when the kernel has taken the channel, or with the reason why not. */
  private final CompletableFuture<Optional<MountException>> begun = new CompletableFuture<>();

  private final Object tidLock = new Object();

  /** The kernel's number of the thread while it can be sent a signal, else 0. */
  private int tid;

  /**
   * @param channel closed here in the end, unless {@link #start()} is never called
   */
  DispatcherThread(Dispatchers dispatchers, ServedChannel channel, String name) {
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

  /**
   * Waits until the kernel knows its channel.
   *
   * @throws MountException when the kernel does not take it; the thread has ended then
   */
  void awaitBegun() throws MountException {
    Optional<MountException> refusal = begun.join();
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  private void run() {
    boolean gaveUp = false;
    try {
      gaveUp = begin() && !serve();
    } finally {
      setTid(0);
      dispatchers.threadEnded();
    }
    if (gaveUp) {
      dispatchers.giveUp();
    }
  }

  private boolean begin() {
    try {
      setTid(new Syscalls().gettid());
      channel.begin();
      begun.complete(Optional.empty());
      return true;
    } catch (Throwable failure) {
      channel.close();
      begun.complete(
          Optional.of(
              failure instanceof MountException refusal
                  ? refusal
                  : new MountException("A dispatcher could not begin: " + failure, failure)));
      return false;
    }
  }

  /**
   * Returns false when dispatchers have died too often, or the mount cannot do without this one.
   */
  private boolean serve() {
    try {
      while (!servesToTheEnd()) {
        if (!dispatchers.mayReplace()) {
          LOG.log(Level.ERROR, "Dispatchers die again and again; giving the mount up.");
          channel.close();
          return false;
        }
        channel = channel.renew();
        if (stopping) {
          channel.stop();
        }
      }
      channel.close();
      return true;
    } catch (MountException failure) {
      LOG.log(Level.ERROR, "A dispatcher could not be replaced: " + failure.getMessage());
      return dispatchers.canSpareOne();
    }
  }

  /** Returns false when the dispatcher dies. */
  private boolean servesToTheEnd() {
    try {
      dispatchers.serve(channel);
      return true;
    } catch (Throwable death) {
      LOG.log(Level.ERROR, "A dispatcher died; another takes its place.", death);
      return false;
    }
  }

  /** Waits until the thread has ended, for {@code duration} at most. */
  boolean awaitEnd(Duration duration) {
    try {
      return thread.join(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void setTid(int value) {
    synchronized (tidLock) {
      tid = value;
    }
  }
}
