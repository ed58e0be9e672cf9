// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.ramdrive.volume.SparePages;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Serves one channel on one thread: takes a request, has it handled, sends the reply, until the
 * file system is unmounted. Nothing that a request holds or that its handler throws ends the loop.
 */
final class Dispatcher implements Runnable {
  private static final System.Logger LOGGER = System.getLogger(Dispatcher.class.getName());

  /** How many requests are served ahead of one that found the volume full. */
  private static final int MAX_DRAINED = 256;

  /** How many requests may wait for room at a time, each for those served ahead of it. */
  private static final int MAX_DEPTH = 4;

  private final KernelChannel channel;
  private final FuseFileSystem fileSystem;
  private final RequestHook hook;
  private final CoherenceTrace trace;
  private final boolean tracing = LOGGER.isLoggable(DEBUG);

  Dispatcher(KernelChannel channel, FuseFileSystem fileSystem) {
    this(channel, fileSystem, RequestHook.NONE);
  }

  /**
   * @param hook sees each request before it is handled
   */
  Dispatcher(KernelChannel channel, FuseFileSystem fileSystem, RequestHook hook) {
    this.channel = channel;
    this.fileSystem = fileSystem;
    this.hook = hook;
    trace = fileSystem.lookupCounts().trace();
  }

  @Override
  public void run() {
    try (Arena arena = Arena.ofConfined();
        Turns.Turn turn = fileSystem.turns().join(channel)) {
      Loop loop = new Loop(arena, turn);
      boolean served = true;
      while (served) {
        served = loop.serveNext();
      }
    }
  }

  /** What lives as long as the thread serves. */
  final class Loop {
    private final Arena arena;
    private final Turns.Turn turn;

    /** For the requests that the loop takes. */
    private final Exchange first;

    /**
     * By depth, for those that are served while the one before waits for room; made when first
     * needed.
     */
    private final @Nullable Exchange[] exchanges = new Exchange[MAX_DEPTH];

    /** Where their requests lie. */
    private final @Nullable MemorySegment[] buffers = new MemorySegment[MAX_DEPTH];

    /** How many requests may still be served ahead of the one that the loop took. */
    private int drainable;

    Loop(Arena arena, Turns.Turn turn) {
      this.arena = arena;
      this.turn = turn;
      first = new Exchange(channel, fileSystem, arena);
    }

    /** Waits for a request and serves it; false when there will be no more. */
    boolean serveNext() {
      turn.next();
      int length = channel.receive();
      if (length == KernelChannel.ENDED) {
        return false;
      }
      drainable = MAX_DRAINED;
      serve(first, channel.request(), length, channel.arrived(), 0);
      return true;
    }

    private void serve(
        Exchange exchange,
        MemorySegment request,
        int length,
        @Nullable SparePages arrived,
        int depth) {
      if (!exchange.accept(request, length, arrived)) {
        LOGGER.log(WARNING, "Ignored {0} bytes that are no request", length);
        return;
      }
      int result;
      try {
        trace.ask(exchange, fileSystem);
        hook.before(exchange);
        result = handle(exchange, depth);
      } catch (MalformedRequest e) {
        LOGGER.log(WARNING, "Refused {0}: {1}", exchange.describe(), e.getMessage());
        result = -Errno.EINVAL;
      } catch (Throwable e) {
        result = failed(exchange, e);
      }
      trace.reply(exchange, result);
      int error = exchange.send(result);
      if (error != 0) {
        refused(exchange, error);
      }
      if (tracing) {
        trace(exchange, result);
      }
    }

    /**
     * Handles the request; when the volume is too full for it, again after what could have made
     * room.
     */
    private int handle(Exchange exchange, int depth) {
      if (fileSystem.needsRoom(exchange)) {
        awaitRoom(depth);
      }
      int result = fileSystem.handle(exchange);
      if (exchange.takeShortOfSpace() || result == -Errno.ENOSPC) {
        // Once more even if nothing is awaited: room may have been made since the first attempt.
        awaitRoom(depth);
        result = fileSystem.handle(exchange);
      }
      return result;
    }

    /**
     * Sees to it that the volume has all memory that was free to the programs when they sent this
     * request: that of the removed files whose FORGETs came before it.
     */
    private void awaitRoom(int depth) {
      if (fileSystem.volume().orphans() == 0) {
        return;
      }
      if (channel.takesForgets() && depth + 1 < MAX_DEPTH) {
        drain(depth + 1);
      }
      turn.awaitOthers();
    }

    /**
     * Serves the requests that are waiting. Among them may be FORGETs: of those that wait, the
     * kernel gives out many at a time and does not put them off for other requests.
     */
    private void drain(int depth) {
      Exchange exchange = exchanges[depth];
      MemorySegment buffer = buffers[depth];
      if (exchange == null || buffer == null) {
        exchange = new Exchange(channel, fileSystem, arena);
        exchanges[depth] = exchange;
        buffer = arena.allocate(channel.request().byteSize(), Long.BYTES);
        buffers[depth] = buffer;
      }
      while (drainable > 0) {
        turn.next();
        int length = channel.poll(buffer);
        if (length == KernelChannel.NONE || length == KernelChannel.ENDED) {
          return;
        }
        drainable--;
        serve(exchange, buffer, length, null, depth);
      }
    }
  }

  private static int failed(Exchange exchange, Throwable e) {
    LOGGER.log(
        ERROR,
        "A request failed because of a bug in RamDrive, its caller gets EIO: "
            + exchange.describe(),
        e);
    return -Errno.EIO;
  }

  private static void refused(Exchange exchange, int error) {
    LOGGER.log(
        WARNING,
        "The kernel refused a reply with {0}: {1}",
        Errno.name(-error),
        exchange.describe());
  }

  private static void trace(Exchange exchange, int result) {
    LOGGER.log(DEBUG, exchange.describe() + (result == Exchange.NO_REPLY ? "" : " = " + result));
  }
}
