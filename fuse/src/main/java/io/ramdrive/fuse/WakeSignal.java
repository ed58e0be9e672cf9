// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A signal that does nothing but end the system call a thread waits in. It is the only thing that
 * gets a thread out of its read of /dev/fuse while the file system is in use, if the kernel has no
 * request for it: aborting takes a mounted fusectl, and closing the file takes no effect while it
 * is being read.
 */
final class WakeSignal {
  /** Real-time signals that neither libc (32 to 34) nor the JDK (62) keeps for itself. */
  private static final int FIRST = 40;

  private static final int LAST = 56;

  /** struct sigaction of glibc and musl: 0 sa_handler 8 sa_mask (128 bytes) 136 sa_flags. */
  private static final int SIGACTION_SIZE = 152;

  /** SIG_DFL of asm-generic/signal-defs.h. */
  private static final long SIG_DFL = 0;

  private static final int NUMBER = install();

  private WakeSignal() {}

  /** The handler is {@code abs}: a function of an int without effect, as good as one of our own. */
  private static int install() {
    LibcFunction sigaction = new LibcFunction("sigaction");
    try (Arena arena = Arena.ofConfined()) {
      // Flags 0, so without SA_RESTART: the interrupted call shall fail with EINTR.
      MemorySegment action = arena.allocate(SIGACTION_SIZE, Long.BYTES);
      action.set(JAVA_LONG, 0, new LibcFunction("abs").address());
      MemorySegment current = arena.allocate(SIGACTION_SIZE, Long.BYTES);
      for (int signal = FIRST; signal <= LAST; signal++) {
        if (sigaction.call(signal, 0, current.address()) == 0
            && current.get(JAVA_LONG, 0) == SIG_DFL
            && sigaction.call(signal, action.address(), 0) == 0) {
          return signal;
        }
      }
    }
    throw new IllegalStateException(
        "Every real-time signal from " + FIRST + " to " + LAST + " is in use in this process.");
  }

  /** Sends it to the thread {@code tid} of this process. */
  static void send(Syscalls syscalls, int tid) {
    syscalls.tgkill((int) ProcessHandle.current().pid(), tid, NUMBER);
  }
}
