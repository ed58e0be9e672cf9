// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program's run: its exit code and what it wrote on stdout and stderr.
 *
 * @param output both streams
 */
record Command(int exitCode, String output) {
  private static final int LIMIT_SECONDS = 60;

  /** Runs a program and waits for its end. */
  static Command run(Object... words) {
    List<String> command = Arrays.stream(words).map(Object::toString).toList();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
      return new Command(process.exitValue(), new String(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(
          "cannot run " + command.getFirst() + ": ./run-tests installs what the tests need", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a program that must succeed; tells its output. */
  static String output(Object... words) {
    Command command = run(words);
    assertThat(command.exitCode()).as("%s: %s", Arrays.toString(words), command.output()).isZero();
    return command.output();
  }

  /** The jar or directory that a class of this class path comes from. */
  static Path codeSource(String className) {
    try {
      Class<?> type = Class.forName(className, false, Command.class.getClassLoader());
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
