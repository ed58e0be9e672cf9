// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Work on a drive that a process of its own does, so that it can be killed or merely be another.
 */
final class Client {
  private Client() {}

  /** Starts {@code work} with its arguments in a new process. */
  static Process start(String work, Object... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                Client.class.getName(),
                work));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Waits until the process has done its work well. */
  static void await(Process client) throws IOException, InterruptedException {
    String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(client.waitFor(60, TimeUnit.SECONDS)).as("client ends: %s", output).isTrue();
    assertThat(client.exitValue()).as("client: %s", output).isZero();
  }

  /** The process. */
  public static void main(String[] arguments) {
    Path path = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "append" ->
          DataTortureTest.append(
              path, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
      case "write-for-ever" ->
          CancellationTortureTest.writeForEver(path, Long.parseLong(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }
}
