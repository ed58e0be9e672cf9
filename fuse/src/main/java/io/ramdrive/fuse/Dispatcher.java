// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.ramdrive.volume.Volume;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;
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

  /**
   * How often a request that found the volume full is tried again, and one that asks how full it is
   * waits, while there are removed files that the kernel has not let go of, and how long that waits
   * for another thread which may have read just that from the kernel. In sum a thousand times what
   * such a thread needs.
   */
  private static final int MAX_ATTEMPTS = 10;

  private static final long PAUSE_NANOS = 200_000;

  private final KernelChannel channel;
  private final FuseFileSystem fileSystem;
  private final RequestHook hook;
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
  }

  @Override
  public void run() {
    try (Arena arena = Arena.ofConfined()) {
      new Loop(arena).run();
    }
  }

  /** What lives as long as the thread serves. */
  private final class Loop {
    private final Arena arena;

    /**
     * The first is for the requests that the loop takes, each further one for those that are served
     * while the one before it waits for room; made when first needed.
     */
    private final @Nullable Exchange[] exchanges = new Exchange[MAX_DEPTH];

    /** How many requests may still be served ahead of the one that the loop took. */
    private int drainable;

    Loop(Arena arena) {
      this.arena = arena;
    }

    void run() {
      Exchange exchange = new Exchange(channel, channel.requestBuffer(), fileSystem, arena);
      exchanges[0] = exchange;
      int length = channel.receive(exchange.request());
      while (length != KernelChannel.ENDED) {
        drainable = MAX_DRAINED;
        serve(exchange, length, 0);
        length = channel.receive(exchange.request());
      }
    }

    private void serve(Exchange exchange, int length, int depth) {
      if (!exchange.accept(length)) {
        LOGGER.log(WARNING, "Ignored {0} bytes that are no request", length);
        return;
      }
      int result;
      try {
        hook.before(exchange);
        result = handle(exchange, depth);
      } catch (MalformedRequest e) {
        LOGGER.log(WARNING, "Refused {0}: {1}", exchange.describe(), e.getMessage());
        result = -Errno.EINVAL;
      } catch (Throwable e) {
        result = failed(exchange, e);
      }
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
     * room. Whether anything could is asked before each try: space that comes during one counts.
     */
    private int handle(Exchange exchange, int depth) {
      Volume volume = fileSystem.volume();
      boolean tellsSpace = InHeader.opcode(exchange.request()) == Opcode.FUSE_STATFS;
      int attempts = 0;
      while (tellsSpace && volume.orphans() != 0 && attempts++ < MAX_ATTEMPTS) {
        if (!awaitRoom(depth) && depth == 0) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
      boolean mayPass = volume.orphans() != 0;
      int result = fileSystem.handle(exchange);
      while (mayPass
          && (exchange.takeShortOfSpace() || result == -Errno.ENOSPC)
          && attempts++ < MAX_ATTEMPTS) {
        if (!awaitRoom(depth)) {
          if (depth != 0) {
            break;
          }
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        mayPass = volume.orphans() != 0;
        result = fileSystem.handle(exchange);
      }
      return result;
    }

    /** Whether requests were served, here or elsewhere, that may have made room. */
    private boolean awaitRoom(int depth) {
      if (fileSystem.volume().orphans() == 0) {
        return false;
      }
      boolean drained = depth + 1 < MAX_DEPTH && drain(depth + 1);
      return fileSystem.lookupCounts().awaitForgets() || drained;
    }

    /**
     * Serves the requests that are waiting. Among them may be the FORGETs of files removed before,
     * whose memory is free only then, although it was free for the program that removed them.
     *
     * @return whether there were any
     */
    private boolean drain(int depth) {
      Exchange exchange = exchanges[depth];
      if (exchange == null) {
        MemorySegment buffer = arena.allocate(channel.requestBuffer().byteSize(), Long.BYTES);
        exchange = new Exchange(channel, buffer, fileSystem, arena);
        exchanges[depth] = exchange;
      }
      boolean served = false;
      while (drainable > 0) {
        int length = channel.poll(exchange.request());
        if (length == KernelChannel.NONE || length == KernelChannel.ENDED) {
          break;
        }
        drainable--;
        serve(exchange, length, depth);
        served = true;
      }
      return served;
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
