// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that tells one mount's kernel what it has to forget.
 *
 * <p>Sending a notification may wait for a lock of the kernel: that of a directory in which a
 * program creates, removes or looks for a name, or that of a page being read. The program holds it
 * until its request is answered. So a thread that answers requests must never send one, nor may
 * anybody who holds a lock that answering takes: the mount would hang. This thread does nothing
 * else and knows nothing of the volume, whose locks it therefore cannot hold; that only this thread
 * sends is asserted.
 */
final class Invalidator {
  private static final Logger LOG = System.getLogger(Invalidator.class.getName());

  private static final long STACK_SIZE = 256 << 10;

  /**
   * How long changes wait for a kernel that does not know an inode it was handed: until the program
   * for which it asked has run again. After that the reply is thought to be lost, with the
   * dispatcher that was to send it; the kernel is still told, should it learn of the inode.
   */
  private static final Duration HAND_OVER = Duration.ofSeconds(1);

  /** How often it is told at once: the program, or the message that it is gone, is on its way. */
  private static final int QUICK_ROUNDS = 5;

  /** The pause before the first of these, in nanoseconds; each further one is twice as long. */
  private static final long FIRST_PAUSE = 20_000;

  /** The pause between the rounds after those, in nanoseconds. */
  private static final long PAUSE = 1_000_000;

  /** The same when nobody waits any more. */
  private static final long LONG_PAUSE = 100_000_000;

  private final NotificationQueue queue;
  private final KernelNotifier notifier;
  private final LookupCounts counts;
  private final boolean epochs;
  private final Thread thread;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  private final UnknownInodes unknown = new UnknownInodes(HAND_OVER);

  /** How much had been added to the queue when the batch before the present one was taken. */
  private long before;

  private boolean warned;
  private boolean ended;

  /**
   * @param epochs whether the kernel knows INC_EPOCH
   */
  Invalidator(
      NotificationQueue queue, KernelNotifier notifier, LookupCounts counts, boolean epochs) {
    this.queue = queue;
    this.notifier = notifier;
    this.counts = counts;
    this.epochs = epochs;
    thread = new Thread(null, this::run, "ramdrive-invalidator", STACK_SIZE, false);
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

  /**
   * Ends it. While it waits in the kernel it cannot end: the dispatchers must go on serving.
   *
   * @return whether it has ended
   */
  boolean stop(Duration timeout) {
    queue.end();
    boolean interrupted = false;
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        try {
          return thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  NotificationStatistics statistics() {
    return new NotificationStatistics(sent.get(), failed.get(), queue.merged(), queue.overflows());
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment message = arena.allocate(NotificationBatch.MAX_MESSAGE, Long.BYTES);
      NotificationBatch batch = queue.take(0, NotificationQueue.FOR_EVER);
      while (batch != null && !ended) {
        int unknownBefore = unknown.size();
        send(batch, message);
        before = queue.taken();
        tellAgain(message, unknown.size() > unknownBefore ? QUICK_ROUNDS : 1);
        batch = queue.take(unknown.settled(before), pause());
      }
    } catch (InterruptedException impossible) {
      throw new AssertionError(impossible);
    } catch (RuntimeException | Error failure) {
      LOG.log(
          Level.ERROR,
          "A mount's kernel is told of no more changes because of a bug; unmount it.",
          failure);
      queue.fail();
    } finally {
      queue.end();
      queue.close();
      notifier.close();
    }
  }

  /** Tells the kernel of the inodes that it did not know. */
  private void tellAgain(MemorySegment message, int rounds) {
    long pause = FIRST_PAUSE;
    for (int round = 0; round < rounds && !unknown.isEmpty() && !ended; round++) {
      LockSupport.parkNanos(pause);
      pause *= 2;
      unknown.resend(
          (ino, off, len) -> {
            NotifyInvalInodeOut.encode(message, 0, ino, off, len);
            return isUnknown(message, 0);
          });
    }
  }

  private long pause() {
    if (unknown.isEmpty()) {
      return NotificationQueue.FOR_EVER;
    }
    return unknown.isAwaited() ? PAUSE : LONG_PAUSE;
  }

  private void send(NotificationBatch batch, MemorySegment message) {
    if (batch.lacksNames() && epochs) {
      forgetNames(message);
    } else {
      if (batch.lacksNames() && !warned) {
        warned = true;
        LOG.log(
            Level.WARNING,
            "A mount may show names that are not there any more: more of them have changed at once"
                + " than this kernel can be told; mount again, or use Linux 6.16.");
      }
      sendNames(batch);
    }
    if (batch.hasOverflowed()) {
      forgetInodes(message);
    } else {
      sendInodes(batch);
    }
  }

  private void sendNames(NotificationBatch batch) {
    for (int at = 0; at < batch.namesEnd() && !ended; at = batch.nameBehind(at)) {
      send(batch.names(), at);
    }
  }

  private void sendInodes(NotificationBatch batch) {
    for (int at = 0; at < batch.inodesEnd() && !ended; at += NotifyInvalInodeOut.SIZE) {
      invalInode(batch.inodes(), at);
    }
  }

  private void invalInode(MemorySegment message, long at) {
    if (isUnknown(message, at)) {
      unknown.add(
          NotifyInvalInodeOut.ino(message, at),
          NotifyInvalInodeOut.off(message, at),
          NotifyInvalInodeOut.len(message, at),
          before);
    }
  }

  /**
   * Sends INVAL_INODE. A kernel that does not know an inode which we have handed to it has not yet
   * looked at the reply that hands it over. What that reply says may be out of date, so it has to
   * be told again when it has; unless it has forgotten the inode, and the message that says so is
   * on its way.
   */
  private boolean isUnknown(MemorySegment message, long at) {
    long ino = NotifyInvalInodeOut.ino(message, at);
    return send(message, at) == -Errno.ENOENT && ino != LookupCounts.ROOT && counts.holds(ino);
  }

  /**
   * Makes the kernel forget all names that it knows. INC_EPOCH does not reach a listing that was
   * answered before, and whose entries are put into the cache only after; so first the lock of each
   * directory is taken once, by way of a name that no directory has.
   */
  private void forgetNames(MemorySegment message) {
    for (long ino = counts.next(0); ino != 0 && !ended; ino = counts.next(ino)) {
      NotifyInvalEntryOut.encodeBarrier(message, ino);
      send(message, 0);
    }
    OutHeader.encode(message, OutHeader.SIZE, NotifyCode.FUSE_NOTIFY_INC_EPOCH, 0);
    send(message, 0);
  }

  /** Makes the kernel forget the attributes and the content of all inodes that it holds. */
  private void forgetInodes(MemorySegment message) {
    for (long ino = counts.next(0); ino != 0 && !ended; ino = counts.next(ino)) {
      NotifyInvalInodeOut.encode(message, 0, ino, 0, NotifyInvalInodeOut.TO_THE_END);
      invalInode(message, 0);
    }
  }

  private int send(MemorySegment message, long at) {
    assert Thread.currentThread() == thread : "sent by " + Thread.currentThread();
    counts.trace().notify(message, at);
    int error = notifier.send(message.address() + at, OutHeader.len(message, at));
    counts.trace().notified(message, at, error);
    if (error == 0 || error == -Errno.ENOENT) {
      sent.getAndIncrement();
      return error;
    }
    if (error == -Errno.ENODEV || error == -Errno.ECONNABORTED || error == -Errno.ENOTCONN) {
      ended = true;
    } else if (error != -Errno.ENOTDIR) {
      failed.getAndIncrement();
      LOG.log(
          Level.TRACE,
          "{0} failed: {1}",
          NotifyCode.name(OutHeader.error(message, at)),
          Errno.name(-error));
    }
    return error;
  }
}
