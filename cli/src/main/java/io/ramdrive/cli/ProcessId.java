// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process, also after its number has been given to another one.
 *
 * @param pid its number
 * @param start when it started, in clock ticks since boot: field 22 of proc_pid_stat(5)
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
    long deadline = System.nanoTime() + atMost.toNanos();
    // Linux wakes nobody but a parent when a process ends, so this must look again and again.
    while (isAlive()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }

  private static long start(long pid) throws IOException {
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
