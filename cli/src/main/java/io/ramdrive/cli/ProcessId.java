// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process, also after its number has been given to another one.
 *
 * @param pid its number
 * @param start when it started: on Linux in clock ticks since boot, field 22 of proc_pid_stat(5),
 *     on Windows in milliseconds of the epoch
 */
record ProcessId(long pid, long start) {
  private static final Path PROC = Path.of("/proc");
  private static final long POLL_MILLIS = 10;

  static ProcessId current() throws IOException {
    long pid = ProcessHandle.current().pid();
    return new ProcessId(pid, start(pid));
  }

  boolean isAlive() {
    try {
      return start(pid) == start;
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits for its end; false when {@code atMost} was not enough. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    if (Platform.current() == Platform.WINDOWS) {
      return awaitHandle(atMost);
    }
    long deadline = System.nanoTime() + atMost.toNanos();
    while (isAlive()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      // Linux wakes nobody but a parent when a process ends, so this must look again and again.
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }

  /** As {@link #awaitEnd}, on a system that wakes whoever waits for a process. */
  boolean awaitHandle(Duration atMost) throws InterruptedException {
    if (!isAlive()) {
      return true;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    try {
      if (process.isPresent()) {
        process.get().onExit().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Process " + pid + " cannot be waited for", e);
    }
  }

  private static long start(long pid) throws IOException {
    return Platform.current() == Platform.WINDOWS ? startOfHandle(pid) : startInProc(pid);
  }

  /** In milliseconds of the epoch. */
  static long startOfHandle(long pid) throws IOException {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .orElseThrow(() -> new IOException("process " + pid + " has ended, or is another user's"))
        .toEpochMilli();
  }

  private static long startInProc(long pid) throws IOException {
    Path file = PROC.resolve(Long.toString(pid)).resolve("stat");
    String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
    // The second field is a name in parentheses that may itself contain any of them.
    int position = stat.lastIndexOf(')') + 2;
    if (stat.charAt(position) == 'Z') {
      throw new IOException("process " + pid + " has ended");
    }
    for (int field = 3; field < 22; field++) {
      position = stat.indexOf(' ', position) + 1;
    }
    return Long.parseLong(stat, position, stat.indexOf(' ', position), 10);
  }
}
