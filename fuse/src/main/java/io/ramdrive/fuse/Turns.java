// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The turns of a mount's dispatchers: one turn lasts from when a dispatcher asks the kernel for a
 * request until it asks again.
 *
 * <p>A program that removes a file or closes a removed one has sent the FORGET that frees the
 * memory before it goes on. When the kernel's queue is empty, that FORGET has been handled or
 * another dispatcher has it in its turn; nothing says which before the dispatcher's first
 * instruction. So whoever must know waits for the turns that are under way.
 */
final class Turns {
  /** A dispatcher that takes this long hangs; what is told then may lack what it frees. */
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final List<Turn> turns = new CopyOnWriteArrayList<>();

  /** The turns of one dispatcher, which alone may call the methods. */
  final class Turn implements AutoCloseable {
    private static final VarHandle NUMBER = number();

    private final KernelChannel channel;

    /** Only its changes count; released by the dispatcher, acquired by those who wait. */
    private long number;

    private volatile boolean waiting;

    private Turn(KernelChannel channel) {
      this.channel = channel;
    }

    private static VarHandle number() {
      try {
        return MethodHandles.lookup().findVarHandle(Turn.class, "number", long.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    /** The dispatcher has handled all it has taken, and asks the kernel for a request. */
    void next() {
      NUMBER.setRelease(this, number + 1);
    }

    /**
     * Waits until all other dispatchers have handled what they took before this call. For one that
     * takes no FORGETs itself, those that do have also handled all that waited for them.
     */
    void awaitOthers() {
      waiting = true;
      try {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        // Replies that go through rings may bring FORGETs: of files that are now closed for good.
        for (Turn other : turns) {
          if (other != this && !other.channel.takesForgets()) {
            // The reply goes out with the question for the next request.
            other.awaitTurns(2, deadline);
          }
        }
        for (Turn other : turns) {
          if (other != this && other.channel.takesForgets()) {
            other.awaitTurns(channel.takesForgets() ? 1 : Long.MAX_VALUE, deadline);
          }
        }
      } finally {
        waiting = false;
      }
    }

    /**
     * Waits until {@code count} turns have ended, or the dispatcher has nothing to do. One that
     * itself waits for turns is at a request that frees nothing.
     */
    @SuppressWarnings(
        "ThreadPriorityCheck") // Right or wrong does not hang on yield, only CPU time.
    private void awaitTurns(long count, long deadline) {
      long first = (long) NUMBER.getAcquire(this);
      while ((long) NUMBER.getAcquire(this) - first < count
          && !waiting
          && !channel.isIdle()
          && System.nanoTime() - deadline < 0) {
        Thread.yield();
      }
    }

    /** The dispatcher asks no more. */
    @Override
    public void close() {
      turns.remove(this);
    }
  }

  /** A dispatcher begins to serve {@code channel}. */
  Turn join(KernelChannel channel) {
    Turn turn = new Turn(channel);
    turns.add(turn);
    return turn;
  }
}
