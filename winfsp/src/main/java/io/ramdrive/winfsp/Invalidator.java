// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The thread that tells one mount's kernel what it has to forget.
 *
 * <p>A dispatcher thread must never do that: the kernel may hold the very file until that thread
 * has answered. This thread serves nobody and holds no lock of the volume while it sends; that only
 * this thread sends is asserted. It asks for no notification session (FspFileSystemNotifyBegin):
 * with WinFsp up to 2.1 a rename that waits for a session to end can block the session's end. That
 * no rename comes between is seen to by {@link KernelNames} instead.
 */
final class Invalidator {
  private static final Logger LOG = System.getLogger(Invalidator.class.getName());

  /** The pause before something is told again for the first time; doubled each time. */
  private static final long FIRST_PAUSE = Duration.ofMillis(1).toNanos();

  /** How often it is told again: for a second, as long as a dispatcher may take to answer. */
  private static final int ROUNDS = 10;

  /** How many of these rounds changes wait for: some 30 ms. */
  private static final int AWAITED_ROUNDS = 5;

  private static final long FOR_EVER = Long.MAX_VALUE / 2;

  private final NotificationQueue queue;
  private final KernelNotifier notifier;
  private final KernelNames kernelNames;
  private final PathFinder paths;
  private final Thread thread;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  /** What the kernel may have to be told again, the next to come first. */
  private final ArrayDeque<Again> again = new ArrayDeque<>();

  private boolean ended;

  Invalidator(
      NotificationQueue queue, KernelNotifier notifier, KernelNames kernelNames, PathFinder paths) {
    this.queue = queue;
    this.notifier = notifier;
    this.kernelNames = kernelNames;
    this.paths = paths;
    thread = new Thread(null, this::run, "ramdrive-invalidator");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends it, before the dispatchers end: what it waits for in the kernel they have to answer. */
  void stop() {
    queue.end();
    boolean interrupted = false;
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

  NotificationStatistics statistics() {
    return new NotificationStatistics(sent.get(), failed.get(), queue.merged(), queue.overflows());
  }

  private void run() {
    try {
      NotificationQueue.Batch batch = queue.take(0, FOR_EVER);
      while (batch != null && !ended) {
        if (batch.forgetAll()) {
          forgetAll();
        }
        for (Notice notice : batch.notices()) {
          if (send(notice)) {
            again.add(new Again(notice, batch.last(), 0, System.nanoTime() + FIRST_PAUSE));
          }
        }
        tellAgain();
        batch = queue.take(done(batch.last()), pause());
      }
    } catch (InterruptedException impossible) {
      throw new AssertionError(impossible);
    } catch (RuntimeException | Error failure) {
      LOG.log(
          Level.ERROR,
          "A mount's kernel is told of no more changes because of a bug; unmount it.",
          failure);
    } finally {
      queue.end();
    }
  }

  /** How much of what was added to the queue nobody has to wait for any more. */
  private long done(long last) {
    long done = last;
    for (Again entry : again) {
      if (entry.round < AWAITED_ROUNDS) {
        done = Math.min(done, entry.number - 1);
      }
    }
    return done;
  }

  private long pause() {
    long earliest = FOR_EVER;
    long now = System.nanoTime();
    for (Again entry : again) {
      earliest = Math.min(earliest, Math.max(0, entry.at - now));
    }
    return earliest;
  }

  private void tellAgain() {
    long now = System.nanoTime();
    for (int i = again.size(); i > 0; i--) {
      Again entry = again.remove();
      if (entry.at - now > 0) {
        again.add(entry);
      } else if (send(entry.notice) && entry.round < ROUNDS) {
        long pause = FIRST_PAUSE << (entry.round + 1);
        again.add(new Again(entry.notice, entry.number, entry.round + 1, now + pause));
      }
    }
  }

  /** Sends it for each path; returns whether the kernel has to be told again. */
  private boolean send(Notice notice) {
    Set<String> found = new LinkedHashSet<>();
    boolean unsettled = paths.find(notice.inode(), notice.name(), found);
    NotificationRule rule = notice.rule();
    for (String path : found) {
      send(rule.filter().bits(notice.directory()), rule.action().code(), path);
    }
    return unsettled;
  }

  /** Tells the kernel to forget all that it has open, listings included. */
  private void forgetAll() {
    Set<String> all = new LinkedHashSet<>();
    kernelNames.forEach(name -> all.add(name.path));
    for (String path : all) {
      send(WinNt.FILE_NOTIFY_CHANGE_ATTRIBUTES, WinNt.FILE_ACTION_MODIFIED, path);
    }
  }

  private void send(int filter, int action, String path) {
    assert Thread.currentThread() == thread : "sent by " + Thread.currentThread();
    if (ended) {
      return;
    }
    int status = notifier.notify(filter, action, path);
    if (status >= 0) {
      sent.getAndIncrement();
    } else if (status == NtStatus.STATUS_CANCELLED) {
      ended = true;
    } else {
      failed.getAndIncrement();
      LOG.log(Level.TRACE, () -> String.format("Notify %s failed: 0x%08X", path, status));
    }
  }

  /**
   * Something to tell again.
   *
   * @param number how much had been added to the queue when it was taken
   * @param at when, as a value of {@link System#nanoTime()}
   */
  private record Again(Notice notice, long number, int round, long at) {}
}
