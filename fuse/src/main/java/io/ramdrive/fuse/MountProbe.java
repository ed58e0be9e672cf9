// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds out whether somebody serves a mount. */
final class MountProbe {
  /** What became of the server. */
  enum Answer {
    /** It answers, be it with a refusal. */
    ALIVE,
    /** It has ended. */
    DEAD,
    /** It lets callers wait. */
    SILENT
  }

  /** A server that answers at all does so in microseconds; this allows for a loaded machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** AT_STATX_FORCE_SYNC of linux/fcntl.h: ask the server, whatever is cached. */
  private static final int AT_STATX_FORCE_SYNC = 0x2000;

  /** STATX_TYPE of linux/stat.h. */
  private static final int STATX_TYPE = 1;

  /** sizeof(struct statx) of linux/stat.h. */
  private static final int STATX_SIZE = 256;

  private MountProbe() {}

  /** Asks for the attributes of the root, on a thread that may be left behind. */
  static Answer ask(MountPoint point) throws MountException {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    Thread.ofPlatform().name("ramdrive-probe").daemon().start(() -> result.complete(statx(point)));
    try {
      int error = result.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      return error == -Errno.ENOTCONN || error == -Errno.ECONNABORTED ? Answer.DEAD : Answer.ALIVE;
    } catch (TimeoutException silent) {
      return Answer.SILENT;
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new MountException("Mounting on " + point + " was interrupted.", interrupted);
    }
  }

  private static int statx(MountPoint point) {
    try (Arena arena = Arena.ofConfined()) {
      long into = arena.allocate(STATX_SIZE, Long.BYTES).address();
      return new Syscalls()
          .statx(point.allocate(arena).address(), AT_STATX_FORCE_SYNC, STATX_TYPE, into);
    }
  }
}
