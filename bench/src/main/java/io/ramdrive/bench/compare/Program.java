// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.bench.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that are run to their end, and that have to succeed. */
final class Program {

  private static final long TIMEOUT_SECONDS = 120;

  private Program() {}

  /** Runs a program in a directory; returns what it took, in seconds. */
  static double seconds(Path directory, String... command)
      throws IOException, InterruptedException {
    return seconds(directory, Map.of(), command);
  }

  /** As above, with additions to the environment. */
  static double seconds(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("ramdrive-compare", ".out");
    try {
      long start = System.nanoTime();
      run(builder(directory, environment, output, command));
      return (System.nanoTime() - start) / 1e9;
    } finally {
      Files.delete(output);
    }
  }

  /** Runs a program in a directory; returns what it printed. */
  static String output(Path directory, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("ramdrive-compare", ".out");
    try {
      run(builder(directory, Map.of(), output, command));
      return Files.readString(output);
    } finally {
      Files.delete(output);
    }
  }

  /** Whether there is a program of that name. */
  static boolean exists(String name) {
    if (name.contains("/")) {
      return Files.isExecutable(Path.of(name));
    }
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** The last thing that a program said, on one line. */
  static String lastLine(Path output) throws IOException {
    return new String(Files.readAllBytes(output), UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((earlier, later) -> later)
        .orElse("it said nothing");
  }

  private static ProcessBuilder builder(
      Path directory, Map<String, String> environment, Path output, String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return builder;
  }

  private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    String name = builder.command().getFirst();
    if (!exists(name)) {
      throw new IOException(name + " is absent: on Debian, apt-get install " + name);
    }
    Process process = builder.start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(name + " took longer than " + TIMEOUT_SECONDS + " s");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      Path output = builder.redirectOutput().file().toPath();
      throw new IOException(name + " failed: " + lastLine(output));
    }
  }
}
