// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.volume;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;

/**
 * Learns from the kernel which files of a {@link DetachedTmpfs} it has written to, and publishes
 * that as changes of the volume. One inotify(7) watch of the directory tells it of every file in
 * it; an event is queued before the write that it is about returns.
 *
 * <p>The volume's own writes raise events, too: they are told by the file's times, which have been
 * looked at since.
 *
 * <p>What comes:
 *
 * <pre>
 *   struct inotify_event:   0 wd   4 mask   8 cookie   12 len   16 name, len bytes with its NULs
 * </pre>
 */
final class TmpfsWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(TmpfsWatch.class.getName());

  /** IN_NONBLOCK | IN_CLOEXEC of linux/inotify.h. */
  private static final int IN_NONBLOCK_CLOEXEC = 04000 | 02000000;

  // Of linux/inotify.h.
  private static final int IN_MODIFY = 2;
  private static final int IN_Q_OVERFLOW = 0x4000;
  private static final int IN_IGNORED = 0x8000;

  /** POLLIN of asm-generic/poll.h. */
  private static final short POLLIN = 1;

  private static final int EVENT_SIZE = 16;
  private static final int BUFFER_SIZE = 1 << 16;

  /**
   * How long the thread lets events gather before it takes the next ones, in nanoseconds. A writer
   * pays for each time that it wakes the thread; and whoever cannot wait asks for a {@link #drain}.
   */
  private static final long PACE = 1_000_000;

  private static final int READ = LinuxSyscall.number(0, 63);
  private static final int CLOSE = LinuxSyscall.number(3, 57);
  private static final int INOTIFY_ADD_WATCH = LinuxSyscall.number(254, 27);
  private static final int INOTIFY_RM_WATCH = LinuxSyscall.number(255, 28);
  private static final int PPOLL = LinuxSyscall.number(271, 73);
  private static final int INOTIFY_INIT1 = LinuxSyscall.number(294, 26);

  private final Volume volume;
  private final Call call = new Call(inode -> {});
  private final int inotify;
  private final int watch;
  private final MemorySegment events = Arena.ofAuto().allocate(BUFFER_SIZE, Integer.BYTES);
  private final MemorySegment poll = Arena.ofAuto().allocate(8, Integer.BYTES);
  private final Thread thread;

  // Guarded by this.
  private boolean closing;
  private boolean ended;

  private TmpfsWatch(Volume volume, int inotify, int watch) {
    this.volume = volume;
    this.inotify = inotify;
    this.watch = watch;
    poll.set(JAVA_INT, 0, inotify);
    poll.set(JAVA_SHORT, 4, POLLIN);
    thread = new Thread(this::run, "ramdrive-content-watch");
    thread.setDaemon(true);
  }

  /**
   * Begins to watch.
   *
   * @throws IllegalStateException when the kernel refuses, in a sentence for users
   */
  static TmpfsWatch start(Volume volume, DetachedTmpfs tmpfs) {
    int inotify = check(LinuxSyscall.call(INOTIFY_INIT1, IN_NONBLOCK_CLOEXEC));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom("/proc/self/fd/" + tmpfs.root());
      int watch =
          check(LinuxSyscall.call(INOTIFY_ADD_WATCH, inotify, path.address(), IN_MODIFY, 0));
      TmpfsWatch started = new TmpfsWatch(volume, inotify, watch);
      started.thread.start();
      return started;
    } catch (RuntimeException | Error failure) {
      LinuxSyscall.call(CLOSE, inotify);
      throw failure;
    }
  }

  private static int check(long result) {
    if (result < 0) {
      throw new IllegalStateException(
          "The kernel does not say what it writes (inotify: errno "
              + -result
              + "), so a second view would show old sizes and times; mount /proc, and allow more"
              + " watchers: 'sysctl fs.inotify.max_user_instances=1024'.");
    }
    return (int) result;
  }

  private void run() {
    while (true) {
      LinuxSyscall.call(PPOLL, poll.address(), 1, 0, 0);
      if (!take()) {
        return;
      }
      LockSupport.parkNanos(PACE);
    }
  }

  /** Takes what there is; false when the watch has ended. On the watch's own thread. */
  private synchronized boolean take() {
    takeAll();
    if (ended) {
      LinuxSyscall.call(CLOSE, inotify);
    }
    return !ended;
  }

  /** Publishes what has been written so far. */
  synchronized void drain() {
    if (!closing) { // else the thread takes the rest, and sees the end
      takeAll();
    }
  }

  private void takeAll() {
    long length;
    while ((length = LinuxSyscall.call(READ, inotify, events.address(), BUFFER_SIZE, 0)) > 0) {
      for (long at = 0; at < length; at += EVENT_SIZE + events.get(JAVA_INT, at + 12)) {
        take(events.get(JAVA_INT, at + 4), at + EVENT_SIZE);
      }
    }
  }

  private void take(int mask, long nameAt) {
    if ((mask & IN_IGNORED) != 0) {
      ended = true;
    } else if ((mask & IN_Q_OVERFLOW) != 0) {
      volume.inodes().forEach(this::written);
    } else {
      Inode inode = volume.inode(number(nameAt));
      if (inode != null) {
        written(inode);
      }
    }
  }

  private long number(long at) {
    long number = 0;
    for (long i = at; events.get(JAVA_BYTE, i) != 0; i++) {
      number = number * 10 + events.get(JAVA_BYTE, i) - '0';
    }
    return number;
  }

  private void written(Inode inode) {
    if (!(inode instanceof TmpfsFile file) || !file.tryRetain()) {
      return;
    }
    try {
      file.publishWrites(call);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "Views may not know what was written to inode " + file.id(), failure);
    } finally {
      file.release();
    }
  }

  /** Waits until the thread has ended, behind {@link #close}; an interrupt is kept for later. */
  void awaitEnd() {
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Publishes what has been written so far, and ends. */
  @Override
  public synchronized void close() {
    takeAll();
    closing = true;
    LinuxSyscall.call(INOTIFY_RM_WATCH, inotify, watch, 0, 0);
    LockSupport.unpark(thread);
  }
}
