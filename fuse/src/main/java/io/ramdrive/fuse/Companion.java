// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** The dispatcher that stays on the processor of its client; {@link Company} says why. */
final class Companion implements DeviceReader {
  /**
   * A read that took so long has waited for its request. With the client on the same processor it
   * does not: the client, woken by the reply, goes first, and its next request is there already.
   */
  private static final long WAITED_NANOS = 3_000;

  /** How soon it looks again where the client is: soon after the client was found to have moved. */
  private static final long MIN_LOOK_NANOS = 100_000;

  private static final long MAX_LOOK_NANOS = 1_000_000;

  /**
   * A client alone is moved about a hundred times a second, when the kernel evens out the load: so
   * many moves in that time mean that there are several.
   */
  private static final int MAX_MOVES = 64;

  private static final long MOVES_NANOS = 200_000_000;

  /** Of so many requests, so many that come from another client than the one before. */
  private static final int SWITCH_REQUESTS = 64;

  private static final int MAX_SWITCHES = 16;

  private static final VarHandle SERVED = servedHandle();

  private final Company company;
  private final Scheduling scheduling;
  private volatile int fd = -1;
  private volatile int tid;
  private volatile boolean aside;
  private volatile boolean released;

  /** Whether company has been called for, and what it takes has been made ready. */
  private volatile boolean wanted;

  private volatile boolean prepared;

  /** Whether it is in the kernel or on its way there. */
  private volatile boolean reading;

  /** Reading does not wait for requests any more. */
  private volatile boolean calledBack;

  /** Written by the companion, read by the guard. */
  private long served;

  private int client;
  private int processor = -1;
  private boolean waited;
  private long asked;
  private long looked;
  private long lookNanos = MIN_LOOK_NANOS;
  private long reviewed;
  private int switches;
  private int moves;
  private long movesSince;

  Companion(Company company, Scheduling scheduling) {
    this.company = company;
    this.scheduling = scheduling;
  }

  private static VarHandle servedHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Companion.class, "served", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public void begin(int newFd, int newTid) {
    synchronized (this) {
      fd = newFd;
      tid = newTid;
    }
    company.join();
    company.review(scheduling);
    // Without the right to come back from the lowest priority nothing could bound its waits.
    if (scheduling.becomeIdle() && scheduling.becomeOrdinary(0)) {
      calledBack = true;
      company.accept(this);
    }
  }

  /** Whether it can be called back; else it is made ready. */
  boolean isPrepared() {
    wanted = true;
    return prepared;
  }

  /** Makes ready what takes time, when company has been called for. */
  void prepare() {
    if (wanted && !prepared) {
      prepared = scheduling.prepareInterrupt();
    }
  }

  /** Whether it waits for a request, or is about to. */
  boolean isReading() {
    return reading;
  }

  long served() {
    return (long) SERVED.getOpaque(this);
  }

  /**
   * Gets it out of the kernel; any thread may call this, after company has been dissolved. In the
   * kernel it would be given the next request, and perhaps not run for long; with a request in hand
   * it is given a processor.
   */
  synchronized void callBack(Scheduling caller) {
    if (fd < 0) {
      return;
    }
    caller.becomeOrdinary(tid);
    // The signal is in vain when it comes just before the system call, which then does not wait.
    caller.setBlocking(fd, false);
    calledBack = true;
    if (reading) {
      caller.interrupt(tid);
    }
  }

  @Override
  public boolean awaitTurn() {
    reading = false;
    if (waited && company.isFormed()) {
      follow();
    }
    while (!released && !company.hasEnded()) {
      if (!company.isFormed()) {
        prepare();
        aside = true;
        LockSupport.park(company);
        aside = false;
        waited = false;
      } else if (calledBack) {
        calledBack = false;
        processor = -1;
        if (!scheduling.becomeIdle()) {
          company.dissolve(scheduling, true);
        }
        scheduling.setBlocking(fd, true);
      } else {
        break;
      }
    }
    asked = scheduling.nanoTime();
    reading = true;
    return true;
  }

  @Override
  public void received(int newClient) {
    reading = false;
    long now = scheduling.nanoTime();
    waited = now - asked >= WAITED_NANOS;
    SERVED.setOpaque(this, served + 1);
    if (newClient != 0 && newClient != client) {
      client = newClient;
      switches++;
    }
    if (served % SWITCH_REQUESTS == 0) {
      if (switches > MAX_SWITCHES) {
        company.dissolve(scheduling, true);
      }
      switches = 0;
    }
    if (now - reviewed >= Company.MEASURE_NANOS) {
      reviewed = now;
      company.review(scheduling);
    }
  }

  /** Goes where the client is. Its reply is on its way, so that nobody waits for this. */
  private void follow() {
    long now = scheduling.nanoTime();
    if (client == 0 || now - looked < lookNanos) {
      return;
    }
    looked = now;
    int current = scheduling.processorOf(client);
    if (current < 0 || current == processor) {
      lookNanos = Math.min(2 * lookNanos, MAX_LOOK_NANOS);
      return;
    }
    lookNanos = MIN_LOOK_NANOS;
    processor = current;
    scheduling.moveTo(current);
    if (++moves >= MAX_MOVES) {
      moves = 0;
      if (now - movesSince < MOVES_NANOS) {
        company.dissolve(scheduling, true);
      }
      movesSince = now;
    }
  }

  @Override
  public void ended() {
    company.end(scheduling);
  }

  @Override
  public boolean isAside() {
    return aside;
  }

  @Override
  public void release(Thread thread) {
    released = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void close() {
    company.accept(null);
    synchronized (this) {
      fd = -1;
    }
    scheduling.becomeOrdinary(0);
    company.leave();
    scheduling.close();
  }
}
