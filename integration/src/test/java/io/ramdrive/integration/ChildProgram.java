// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that a test runs. It never outlives the test: {@link #close} kills it with all that it
 * started, and a deadline does the same when it hangs, so that waiting for its output or its end is
 * always bounded.
 */
final class ChildProgram implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 120;

  private final String name;
  private final Process process;
  private final BufferedReader output;
  private final Path scratch;

  private ChildProgram(String name, Process process, Path scratch) {
    this.name = name;
    this.process = process;
    this.output = process.inputReader(UTF_8);
    this.scratch = scratch;
  }

  /** Starts a program with the given working directory and additions to this JVM's environment. */
  static ChildProgram start(Path directory, Map<String, String> environment, List<String> command) {
    return start(directory, environment, command, String.join(" ", command), newScratch());
  }

  private static ChildProgram start(
      Path directory,
      Map<String, String> environment,
      List<String> command,
      String name,
      Path scratch) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectError(scratch.resolve("stderr").toFile());
      builder.environment().putAll(environment);
      ChildProgram program = new ChildProgram(name, builder.start(), scratch);
      var _ =
          program
              .process
              .onExit()
              .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .whenComplete((_, late) -> program.killWhen(late != null));
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + name, e);
    }
  }

  /** Starts the {@code main} of a class of this test suite in a JVM of its own. */
  static ChildProgram startJava(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // Libraries unpack their native code there, and a JVM that is killed leaves it behind.
    Path scratch = newScratch();
    command.addAll(List.of("-Djava.io.tmpdir=" + scratch, "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    String name = main.getSimpleName() + " " + String.join(" ", arguments);
    return start(Path.of(System.getProperty("user.dir")), Map.of(), command, name, scratch);
  }

  /** Runs a program to its end, which must be a success, and returns what it printed. */
  static String run(Path directory, Map<String, String> environment, String... command) {
    try (ChildProgram program = start(directory, environment, List.of(command))) {
      String printed = program.restOfOutput();
      program.assertSuccess();
      return printed;
    }
  }

  /** Fails, with the way to get it, when a program that the test is about is not installed. */
  static void require(String program, String debianPackage) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return;
      }
    }
    fail(
        "The program \"%s\" is needed by this test and is not on the PATH; get it with: apt-get"
            + " install -y %s",
        program, debianPackage);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** The next line that the program prints; fails when it ends instead. */
  String nextLine() {
    try {
      String line = output.readLine();
      return line != null ? line : fail("%s ended before its time: %s", name, errors());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the program a line to read. */
  void tell(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything from here to the end of the program. */
  String restOfOutput() {
    try {
      return output.readAllAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the program has written to its standard error so far. */
  String errors() {
    try {
      return Files.readString(scratch.resolve("stderr"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end of the program and fails unless its exit code is 0. */
  void assertSuccess() {
    assertThat(process.onExit().join().exitValue())
        .as("exit code of %s, which wrote: %s", name, errors())
        .isZero();
  }

  /** Kills the program as a power cut would, and waits until it is gone. */
  void kill() {
    killTree();
    process.onExit().join();
  }

  /** Kills what is still running of the program and its descendants. */
  @Override
  public void close() {
    kill();
    try {
      output.close();
      try (Stream<Path> files = Files.walk(scratch)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newScratch() {
    try {
      return Files.createTempDirectory("ramdrive-child-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void killWhen(boolean late) {
    if (late) {
      killTree();
    }
  }

  private void killTree() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
