// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.winfsp.binding.NtStatus;
import io.ramdrive.winfsp.binding.WinNt;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The thread that tells one mount's kernel what it has to forget.
 *
 * <p>A dispatcher thread must never do that: the kernel may hold the very file until that thread
 * has answered. This thread serves nobody and holds no lock of the volume while it sends; that only
 * this thread sends is asserted. It asks for no notification session (FspFileSystemNotifyBegin):
 * with WinFsp up to 2.1 a rename that waits for a session to end can block the session's end. What
 * is renamed meanwhile is told by both names instead.
 */
final class Invalidator {
  private static final Logger LOG = System.getLogger(Invalidator.class.getName());

  /** The pause before something is told again for the first time; each further is four times it. */
  private static final long FIRST_PAUSE = Duration.ofMillis(1).toNanos();

  /** How often it is told again: until answers under way have arrived. */
  private static final int ROUNDS = 6;

  /** Reports nothing to watchers, who have heard of it. */
  private static final int NO_FILTER = 0;

  private static final long FOR_EVER = Long.MAX_VALUE / 2;

  private final NotificationQueue queue;
  private final KernelNotifier notifier;
  private final KernelNames kernelNames;
  private final PathFinder paths;
  private final Thread thread;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  /** The inodes of which the kernel has to be told again. */
  private final Map<Long, Again> again = new HashMap<>();

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
          send(notice);
        }
        tellAgain();
        batch = queue.take(batch.last(), pause());
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

  private long pause() {
    long earliest = FOR_EVER;
    long now = System.nanoTime();
    for (Again entry : again.values()) {
      earliest = Math.min(earliest, Math.max(0, entry.at - now));
    }
    return earliest;
  }

  /** Sends it for each path. */
  private void send(Notice notice) {
    NotificationRule rule = notice.rule();
    if (notice.directory() && rule.movesName()) {
      forgetBelow(notice);
    }
    tell(
        notice.inode(),
        notice.name(),
        rule.filter().bits(notice.directory()),
        rule.action().code(),
        0);
  }

  /** What the kernel has open below a directory that another view moved is not there any more. */
  private void forgetBelow(Notice notice) {
    Set<String> moved = new LinkedHashSet<>();
    paths.find(notice.inode(), notice.name(), moved);
    Set<String> below = new LinkedHashSet<>();
    for (String path : moved) {
      kernelNames.visitBelow(path, below::add);
    }
    for (String path : below) {
      send(NO_FILTER, WinNt.FILE_ACTION_MODIFIED, path);
    }
  }

  private void tellAgain() {
    long now = System.nanoTime();
    for (Map.Entry<Long, Again> entry : List.copyOf(again.entrySet())) {
      Again due = entry.getValue();
      if (due.at - now <= 0) {
        again.remove(entry.getKey());
        if (due.round < ROUNDS) {
          tell(entry.getKey(), "", NO_FILTER, WinNt.FILE_ACTION_MODIFIED, due.round);
        }
      }
    }
  }

  /** Tells of an inode, or of a name in it, and notes whether that is to be done once more. */
  private void tell(long inode, String name, int filter, int action, int round) {
    Set<String> found = new LinkedHashSet<>();
    if (paths.find(inode, name, found)) {
      tellLater(inode, round);
    }
    for (String path : found) {
      send(filter, action, path);
    }
  }

  private void tellLater(long inode, int round) {
    long pause = FIRST_PAUSE << (2 * round);
    again.put(inode, new Again(round + 1, System.nanoTime() + pause));
  }

  /** Tells the kernel to forget all that it has open, listings included. */
  private void forgetAll() {
    Set<Long> open = new LinkedHashSet<>();
    kernelNames.forEach(name -> open.add(name.inode));
    for (long inode : open) {
      tell(inode, "", WinNt.FILE_NOTIFY_CHANGE_ATTRIBUTES, WinNt.FILE_ACTION_MODIFIED, 0);
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
   * When to tell of an inode again.
   *
   * @param round how often it will have been told by then
   * @param at a value of {@link System#nanoTime()}
   */
  private record Again(int round, long at) {}
}
