// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An ERESOURCE: shared or exclusive, owned by a request and not by a thread, not recursive. Waits
 * end with a violation, as a driver's wait that takes this long is a hang.
 *
 * <p>Those who want it exclusively go before those who come later and want it shared.
 */
final class DriverLock {
  /** What a request holds until it is answered. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  private final String what;
  private final Invariant invariant;
  private final long patienceMillis;
  private int shared;
  private boolean exclusive;
  private int waitingExclusive;
  private final List<String> owners = new ArrayList<>();

  DriverLock(String what, Invariant invariant, long patienceMillis) {
    this.what = what;
    this.invariant = invariant;
    this.patienceMillis = patienceMillis;
  }

  /** Waits for the exclusive owner, and for those who wait to be one. */
  synchronized Hold shared(String owner) {
    return sharedUnless(owner, true);
  }

  /** Waits for the exclusive owner only: ExAcquireSharedStarveExclusive. */
  synchronized Hold sharedStarvingExclusive(String owner) {
    return sharedUnless(owner, false);
  }

  private synchronized Hold sharedUnless(String owner, boolean politely) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (exclusive || (politely && waitingExclusive > 0)) {
      await(deadline, owner, "shared");
    }
    shared++;
    owners.add(owner);
    return new Held(() -> releaseShared(owner));
  }

  /** Takes it shared if nobody holds it exclusively or waits to do so. */
  synchronized boolean tryShared(String owner) {
    if (exclusive || waitingExclusive > 0) {
      return false;
    }
    shared++;
    owners.add(owner);
    return true;
  }

  /** What {@link #tryShared} took for this owner. */
  synchronized void releaseShared(String owner) {
    shared--;
    owners.remove(owner);
    notifyAll();
  }

  /** Waits for everybody. */
  synchronized Hold exclusive(String owner) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    waitingExclusive++;
    try {
      while (exclusive || shared > 0) {
        await(deadline, owner, "exclusive");
      }
    } finally {
      waitingExclusive--;
      notifyAll();
    }
    exclusive = true;
    owners.add(owner);
    return new Held(() -> releaseExclusive(owner));
  }

  private synchronized void releaseExclusive(String owner) {
    exclusive = false;
    owners.remove(owner);
    notifyAll();
  }

  private void await(long deadline, String owner, String mode) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new InvariantViolation(
          invariant,
          owner
              + " waits for "
              + what
              + " ("
              + mode
              + "), held by "
              + owners
              + ", for more than "
              + patienceMillis
              + " ms");
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("A system call was interrupted", e);
    }
  }

  /** Lets go once. */
  private static final class Held implements Hold {
    private final Runnable release;
    private boolean released;

    Held(Runnable release) {
      this.release = release;
    }

    @Override
    public void close() {
      if (!released) {
        released = true;
        release.run();
      }
    }
  }
}
