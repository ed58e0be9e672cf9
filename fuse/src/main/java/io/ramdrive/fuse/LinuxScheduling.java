// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;

/** Asks /proc, whose files stay open: to read one again costs two microseconds. */
final class LinuxScheduling implements Scheduling {
  /** SCHED_OTHER of linux/sched.h. */
  private static final int SCHED_OTHER = 0;

  /** SCHED_IDLE of linux/sched.h. */
  private static final int SCHED_IDLE = 5;

  /** O_RDONLY | O_CLOEXEC of asm-generic/fcntl.h. */
  private static final int OPEN_FLAGS = 0x80000;

  private static final byte[] PROC = {'/', 'p', 'r', 'o', 'c', '/'};
  private static final byte[] STAT = {'/', 's', 't', 'a', 't', 0};
  private static final byte[] UPTIME = {'u', 'p', 't', 'i', 'm', 'e', 0};

  /** The spaces between the name of a program and its processor in /proc/N/stat: proc(5). */
  private static final int SPACES_BEFORE_PROCESSOR = 37;

  /** The spaces before the idle time in /proc/uptime, in seconds with two decimals: proc(5). */
  private static final int SPACES_BEFORE_IDLE = 1;

  private static final int TEXT_SIZE = 1024;

  private final Syscalls syscalls = new Syscalls();
  private final MemorySegment text = Arena.ofAuto().allocate(TEXT_SIZE);
  private int uptime = -1;
  private int stat = -1;

  /** The thread that {@link #stat} is of. */
  private int statTid;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public boolean becomeIdle() {
    return setPolicy(0, SCHED_IDLE);
  }

  @Override
  public boolean becomeOrdinary(int tid) {
    Processors.unpin(syscalls, tid);
    return setPolicy(tid, SCHED_OTHER);
  }

  /** struct sched_param has one int, which must be 0 for these policies. */
  private boolean setPolicy(int tid, int policy) {
    return syscalls.schedSetscheduler(tid, policy, text.fill((byte) 0).address()) == 0;
  }

  @Override
  public boolean prepareInterrupt() {
    try {
      WakeSignal.prepare();
      return true;
    } catch (LinkageError noSignal) {
      return false;
    }
  }

  @Override
  public int processorOf(int tid) {
    if (tid != statTid) {
      closeStat();
      int end = put(PROC, 0);
      end = putNumber(tid, end);
      put(STAT, end);
      stat = syscalls.open(text.address(), OPEN_FLAGS);
      statTid = tid;
    }
    int length = read(stat);
    if (length <= 0) {
      closeStat();
      return -1;
    }
    int nameEnd = length - 1;
    while (nameEnd > 0 && text.get(JAVA_BYTE, nameEnd) != ')') {
      nameEnd--;
    }
    return (int) number(nameEnd, length, SPACES_BEFORE_PROCESSOR);
  }

  @Override
  public void moveTo(int processor) {
    Processors.pin(syscalls, processor);
  }

  @Override
  public long idleTicks() {
    if (uptime < 0) {
      put(UPTIME, put(PROC, 0));
      uptime = syscalls.open(text.address(), OPEN_FLAGS);
    }
    int length = read(uptime);
    return length <= 0 ? -1 : number(0, length, SPACES_BEFORE_IDLE);
  }

  @Override
  public void pause(long nanos) {
    LockSupport.parkNanos(this, nanos);
  }

  @Override
  public void interrupt(int tid) {
    WakeSignal.send(syscalls, tid);
  }

  @Override
  public void setBlocking(int fd, boolean blocking) {
    syscalls.setBlocking(fd, blocking);
  }

  private int read(int fd) {
    return fd < 0 ? fd : (int) syscalls.pread(fd, text.address(), TEXT_SIZE, 0);
  }

  private void closeStat() {
    if (stat >= 0) {
      syscalls.close(stat);
    }
    stat = -1;
    statTid = 0;
  }

  private int put(byte[] bytes, int at) {
    MemorySegment.copy(bytes, 0, text, JAVA_BYTE, at, bytes.length);
    return at + bytes.length;
  }

  private int putNumber(int number, int at) {
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      text.set(JAVA_BYTE, i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    return at + digits;
  }

  /** The number, without its point, that follows so many spaces behind {@code start}; or -1. */
  private long number(int start, int end, int spaces) {
    int at = start;
    for (int seen = 0; at < end && seen < spaces; at++) {
      if (text.get(JAVA_BYTE, at) == ' ') {
        seen++;
      }
    }
    long result = -1;
    for (; at < end; at++) {
      byte character = text.get(JAVA_BYTE, at);
      if (character >= '0' && character <= '9') {
        result = Math.max(result, 0) * 10 + (character - '0');
      } else if (character != '.') {
        break;
      }
    }
    return result;
  }

  @Override
  public void close() {
    closeStat();
    if (uptime >= 0) {
      syscalls.close(uptime);
    }
    uptime = -1;
  }
}
