// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

/** A machine of two processors, of which one is idle or none, and time that a test lets pass. */
final class FakeScheduling implements Scheduling {
  boolean idle = true;
  boolean mayBecomeIdle = true;
  boolean mayBecomeOrdinary = true;
  int ordinary;
  int processor = 1;
  int movedTo = -1;
  int looks;
  int interrupted;

  /** The file that does not wait; 0 for none. */
  int nonBlocking;

  Runnable whilePaused = () -> {};
  Runnable whenPausesEnd = () -> {};
  int pausesLeft = Integer.MAX_VALUE;
  long time = 1;
  private long idleNanos;

  void pass(long nanos) {
    time += nanos;
    idleNanos += idle ? nanos : 0;
  }

  @Override
  public long nanoTime() {
    return time;
  }

  @Override
  public boolean becomeIdle() {
    return mayBecomeIdle;
  }

  @Override
  public boolean becomeOrdinary(int tid) {
    ordinary = tid;
    return mayBecomeOrdinary;
  }

  @Override
  public boolean prepareInterrupt() {
    return true;
  }

  @Override
  public int processorOf(int tid) {
    looks++;
    return processor;
  }

  @Override
  public void moveTo(int processor) {
    movedTo = processor;
  }

  @Override
  public long idleTicks() {
    return idleNanos / 10_000_000;
  }

  @Override
  public void pause(long nanos) {
    whilePaused.run();
    pass(nanos);
    if (--pausesLeft == 0) {
      whenPausesEnd.run();
    }
  }

  @Override
  public void interrupt(int tid) {
    interrupted = tid;
  }

  @Override
  public void setBlocking(int fd, boolean blocking) {
    nonBlocking = blocking ? 0 : fd;
  }

  @Override
  public void close() {}
}
