// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How this JVM was started, to start another one that runs the same code. */
final class JvmCommand {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final Path EXECUTABLE = Path.of("/proc/self/exe");

  private JvmCommand() {}

  /** The executable and what stood before {@code arguments}, those of the main method. */
  static List<String> current(String... arguments) throws IOException {
    return before(
        Files.readSymbolicLink(EXECUTABLE).toString(),
        // As the JVM has decoded the arguments.
        new String(
            Files.readAllBytes(COMMAND_LINE),
            Charset.forName(System.getProperty("native.encoding"))),
        arguments);
  }

  /** {@code commandLine}: words that each end in NUL, see proc_pid_cmdline(5). */
  static List<String> before(String executable, String commandLine, String... arguments) {
    List<String> words = new ArrayList<>();
    int end;
    for (int start = 0; start < commandLine.length(); start = end + 1) {
      end = commandLine.indexOf('\0', start);
      words.add(commandLine.substring(start, end));
    }
    int own = words.size() - arguments.length;
    if (own < 1 || !words.subList(own, words.size()).equals(Arrays.asList(arguments))) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          "The JVM's command line does not end in this command, so it cannot be started again in"
              + " the background; mount in the foreground.");
    }
    List<String> command = new ArrayList<>(words.subList(0, own));
    command.set(0, executable);
    return command;
  }
}
