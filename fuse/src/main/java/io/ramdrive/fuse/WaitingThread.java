// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells which system call a thread of this process sleeps in. */
final class WaitingThread {
  private WaitingThread() {}

  /**
   * Asks /proc/self/task/N/syscall, which names the system call that a thread sleeps in and its
   * arguments: a thread that has been given a request runs, or sleeps elsewhere.
   *
   * @param fd its first argument
   * @return true also when there is no such thread
   */
  static boolean isIn(int tid, long systemCall, int fd) {
    String waiting = "%d 0x%x ".formatted(systemCall, fd);
    try {
      return Files.readString(Path.of("/proc/self/task/" + tid + "/syscall")).startsWith(waiting);
    } catch (IOException ended) {
      return true;
    }
  }
}
