// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.util.concurrent.locks.LockSupport;

/**
 * A dispatcher that waits for requests like all others, and stands aside while there is company;
 * {@link Company} says why.
 */
final class CommonReader implements DeviceReader {
  /** A read that took so long has waited for its request: the client is on another processor. */
  private static final long WAITED_NANOS = 3_000;

  /** So many requests of one client, each waited for, within this time call for company. */
  private static final int STREAK = 32;

  private static final long STREAK_NANOS = 50_000_000;

  /** How often the guard looks whether the companion runs: the longest that it may hold up. */
  private static final long GUARD_NANOS = 1_000_000;

  /** Company must be worth the guard's while: fewer requests in so many looks are not. */
  private static final int WORTH_LOOKS = 32;

  private static final int WORTH_REQUESTS = 32;

  private final Company company;
  private final Scheduling scheduling;
  private volatile boolean aside;
  private volatile boolean released;
  private int streak;
  private long streakSince;
  private long asked;
  private boolean guarding;
  private int looks;
  private long servedBefore;
  private long servedAtFirst;

  CommonReader(Company company, Scheduling scheduling) {
    this.company = company;
    this.scheduling = scheduling;
  }

  @Override
  public void begin(int fd, int tid) {
    company.join();
  }

  @Override
  public boolean awaitTurn() {
    while (company.isFormed() && !released) {
      aside = true;
      if (!company.isGuard(this)) {
        LockSupport.park(company);
      } else if (companionStoodStill()) {
        aside = false;
        return false;
      }
    }
    aside = false;
    if (guarding) {
      guarding = false;
      company.leaveGuard(this);
    }
    asked = scheduling.nanoTime();
    return true;
  }

  /** Waits for a while, and looks what the companion has done meanwhile. */
  private boolean companionStoodStill() {
    if (!guarding) {
      guarding = true;
      looks = 0;
      servedBefore = company.served();
      servedAtFirst = servedBefore;
    }
    long start = scheduling.nanoTime();
    long elapsed = 0;
    while (elapsed < GUARD_NANOS && company.isFormed() && !released) {
      scheduling.pause(GUARD_NANOS - elapsed);
      elapsed = scheduling.nanoTime() - start;
    }
    long served = company.served();
    boolean still = served == servedBefore;
    servedBefore = served;
    if (++looks >= WORTH_LOOKS) {
      if (served - servedAtFirst < WORTH_REQUESTS) {
        company.dissolve(scheduling, false);
        return false;
      }
      looks = 0;
      servedAtFirst = served;
    }
    if (still && !company.isCompanionReading()) {
      // It has a request in hand, or its client computes: either way it is of no use now.
      company.dissolve(scheduling, false);
    }
    return still && company.isFormed();
  }

  @Override
  public void received(int client) {
    if (guarding) {
      company.dissolve(scheduling, true);
      return;
    }
    if (client == 0) {
      return;
    }
    long now = scheduling.nanoTime();
    if (!company.isSameClient(client) || now - asked < WAITED_NANOS) {
      streak = 0;
    } else if (streak++ == 0) {
      streakSince = now;
    } else if (streak >= STREAK) {
      streak = 0;
      if (now - streakSince < STREAK_NANOS) {
        company.form(scheduling);
      }
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
    company.leaveGuard(this);
    company.leave();
    scheduling.close();
  }
}
