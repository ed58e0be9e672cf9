// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Which dispatchers of a device wait for requests: all of them, or the companion alone.
 *
 * <p>A request that is served on its caller's processor takes 2 µs, on another one that slept 8 to
 * 50 µs, which is what waking a processor costs twice. And the kernel wakes a thread on a processor
 * that sleeps whenever there is one: the dispatcher that gets the request, and then the caller that
 * gets the reply. The one exception serves here: a processor that runs nothing but SCHED_IDLE
 * threads is as good to it as one that sleeps, and the thread's own processor is the first that it
 * looks at. So one dispatcher more, the {@link Companion}, has that lowest of priorities and stays
 * on the processor of its client, where the client then wakes up too. While the companion is at
 * work the other dispatchers stand aside, for the kernel would give requests to the one that has
 * waited for longest.
 *
 * <p>That is right for one client at a time and while processors are idle; otherwise the companion
 * would hold clients up, or hardly ever run. So company is formed when one client has waited for
 * request after request on a machine with nothing else to do, and dissolved when clients alternate,
 * when others want to run, when requests become rare, and when the companion is found not to run
 * while a request waits: then one of those who stand aside, the guard, serves it.
 */
final class Company {
  /** How long it is not formed again after it has proved wrong; doubled each time. */
  private static final long MIN_RETREAT_NANOS = 20_000_000;

  private static final long MAX_RETREAT_NANOS = 1_280_000_000;

  /** Company that has lasted so long was right. */
  private static final long PROVEN_NANOS = 300_000_000;

  /** How long the idleness of the processors is measured. */
  static final long MEASURE_NANOS = 100_000_000;

  /** Nanoseconds of a tick of {@link Scheduling#idleTicks()}. */
  private static final long TICK_NANOS = 10_000_000;

  private final List<Thread> members = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable DeviceReader> guard = new AtomicReference<>();
  private volatile @Nullable Companion companion;
  private volatile boolean formed;
  private volatile boolean ended;

  /** Whose request was taken last. Races between dispatchers only mislead for a while. */
  private int lastClient;

  /** Guarded by this, as are those below. */
  private long formedAt;

  private long notBefore = Long.MIN_VALUE;
  private long retreat = MIN_RETREAT_NANOS;
  private boolean measured;
  private long measuredAt;
  private long idleTicks;

  /** Whether a processor is idle for a quarter of the time at least, as far as is known. */
  private boolean idle = true;

  /** Whether the companion alone is to read. */
  boolean isFormed() {
    return formed;
  }

  /** Whether there is nothing to be read any more. */
  boolean hasEnded() {
    return ended;
  }

  /** The calling thread reads from now on. */
  void join() {
    members.add(Thread.currentThread());
  }

  /** The calling thread reads no more. */
  void leave() {
    members.remove(Thread.currentThread());
  }

  /** There is a companion from now on; none if null. */
  void accept(@Nullable Companion newCompanion) {
    companion = newCompanion;
    if (newCompanion == null) {
      formed = false;
      releaseAll();
    }
  }

  /** The requests that the companion has taken so far. */
  long served() {
    Companion current = companion;
    return current == null ? 0 : current.served();
  }

  /** Whether the companion, if there is one, waits for a request. */
  boolean isCompanionReading() {
    Companion current = companion;
    return current != null && current.isReading();
  }

  /** Whether {@code client}, whose request has just been taken, sent the one before it as well. */
  boolean isSameClient(int client) {
    boolean same = lastClient == client;
    lastClient = client;
    return same;
  }

  /** Forms it, if it may be. */
  void form(Scheduling scheduling) {
    Companion current = companion;
    if (formed || ended || current == null) {
      return;
    }
    if (!current.isPrepared()) {
      releaseAll();
      return;
    }
    long now = scheduling.nanoTime();
    synchronized (this) {
      if (notBefore != Long.MIN_VALUE && now - notBefore < 0) {
        return;
      }
      measure(scheduling, now);
      if (!idle) {
        return;
      }
      formedAt = now;
    }
    formed = true;
    releaseAll();
  }

  /** Dissolves it if the processors have work enough. */
  void review(Scheduling scheduling) {
    boolean busy;
    synchronized (this) {
      measure(scheduling, scheduling.nanoTime());
      busy = !idle;
    }
    if (busy) {
      dissolve(scheduling, false);
    }
  }

  /**
   * Threads that wait to run cannot be counted: the kernel keeps some in the count that sleep.
   *
   * @param now the time
   */
  private void measure(Scheduling scheduling, long now) {
    long elapsed = now - measuredAt;
    if (measured && elapsed < MEASURE_NANOS) {
      return;
    }
    long ticks = scheduling.idleTicks();
    if (ticks < 0) {
      idle = false;
    } else if (measured) {
      idle = 4 * (ticks - idleTicks) * TICK_NANOS >= elapsed;
    }
    idleTicks = ticks;
    measuredAt = now;
    measured = true;
  }

  /**
   * Lets all read again.
   *
   * @param wrong whether it was not right to form it
   */
  void dissolve(Scheduling scheduling, boolean wrong) {
    long now = scheduling.nanoTime();
    synchronized (this) {
      if (!formed) {
        return;
      }
      if (now - formedAt >= PROVEN_NANOS) {
        retreat = MIN_RETREAT_NANOS;
      }
      if (wrong) {
        notBefore = now + retreat;
        retreat = Math.min(2 * retreat, MAX_RETREAT_NANOS);
      }
      formed = false;
    }
    Companion current = companion;
    if (current != null) {
      current.callBack(scheduling);
    }
    releaseAll();
  }

  /** There is nothing to be read any more, which those find out who read. */
  void end(Scheduling scheduling) {
    ended = true;
    dissolve(scheduling, false);
    releaseAll();
  }

  /** Whether {@code reader} is the guard, or becomes it. */
  boolean isGuard(DeviceReader reader) {
    return guard.get() == reader || guard.compareAndSet(null, reader);
  }

  void leaveGuard(DeviceReader reader) {
    guard.compareAndSet(reader, null);
  }

  private void releaseAll() {
    members.forEach(LockSupport::unpark);
  }
}
