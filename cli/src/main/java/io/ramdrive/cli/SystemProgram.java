// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the system that did its short work, such as umount.
 *
 * @param exitCode its exit status
 * @param output what it printed, to either stream
 */
record SystemProgram(int exitCode, String output) {
  /** Runs {@code command} in the C locale; a program that takes longer than that is ended. */
  static SystemProgram run(Duration atMost, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      // Nothing run here prints more than a pipe holds, so it can end before it is read.
      if (!process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException(
            command.getFirst() + " did not end within " + atMost.toSeconds() + " s");
      }
      byte[] output = process.getInputStream().readAllBytes();
      return new SystemProgram(process.exitValue(), new String(output, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command.getFirst() + " was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
