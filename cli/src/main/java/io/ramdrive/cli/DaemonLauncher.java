// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.DriveOption;
import io.ramdrive.RamDriveOptions;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts the process that serves a drive in the background: in a session of its own, so that no
 * terminal ends it, with {@code /} as its working directory, so that it keeps no file system busy.
 * It reports on its standard output, which is a pipe until then; its standard error is a log.
 */
final class DaemonLauncher {
  /** The hidden option of {@code ramdrive mount} by which it knows that it is in the background. */
  static final String REPORT_OPTION = "--report-mounted";

  private static final char MOUNTED = 'M';

  private final List<String> jvm;
  private final @Nullable Path logFile;
  private final boolean debug;
  private long pid;

  DaemonLauncher(List<String> jvm, @Nullable Path logFile, boolean debug) {
    this.jvm = jvm;
    this.logFile = logFile;
    this.debug = debug;
  }

  /** The process that was launched. */
  long pid() {
    return pid;
  }

  /** Returns once the drive is mounted, or with the exit code of the process that could not. */
  int launch(List<String> mountPoints, RamDriveOptions options, PrintWriter err)
      throws IOException, InterruptedException {
    Path log = log();
    // Opened before the process can take it away with its record.
    try (InputStream said = Files.newInputStream(log)) {
      said.skipNBytes(Files.size(log));
      Process process = start(command(mountPoints, options, log), log);
      pid = process.pid();
      int exitCode = await(process);
      err.print(new String(said.readAllBytes(), StandardCharsets.UTF_8));
      err.flush();
      if (exitCode != ExitCode.OK && logFile == null) {
        Files.deleteIfExists(log);
      }
      return exitCode;
    }
  }

  private static int await(Process process) throws IOException, InterruptedException {
    SignalHook onSignal = SignalHook.set(process::destroy);
    try (InputStream report = process.getInputStream()) {
      if (report.read() == MOUNTED) {
        return ExitCode.OK;
      }
      int exitCode = process.waitFor();
      return exitCode == ExitCode.OK ? ExitCode.FAILURE : exitCode;
    } finally {
      onSignal.remove();
    }
  }

  private Path log() {
    try {
      if (logFile == null) {
        return DriveRegistry.ofUser().createLog();
      }
      Path log = logFile.toAbsolutePath();
      return Files.exists(log) ? log : Files.createFile(log);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILURE, "The log cannot be written (" + e.getMessage() + ").", e);
    }
  }

  private List<String> command(List<String> mountPoints, RamDriveOptions options, Path log) {
    List<String> command = new ArrayList<>();
    command.add("setsid");
    command.addAll(jvm);
    command.add("mount");
    command.add(REPORT_OPTION + "=" + log);
    if (debug) {
      command.add("--debug");
    }
    command.addAll(arguments(options));
    command.add("--");
    command.addAll(mountPoints);
    return command;
  }

  /** A command line that gives all of {@code options}. */
  static List<String> arguments(RamDriveOptions options) {
    List<String> arguments = new ArrayList<>();
    for (DriveOption option : DriveOption.values()) {
      arguments.add("--" + option.key() + "=" + option.get(options));
    }
    return arguments;
  }

  private static Process start(List<String> command, Path log) throws IOException {
    try {
      return new ProcessBuilder(command)
          .directory(new File("/"))
          .redirectInput(Redirect.from(new File("/dev/null")))
          .redirectError(Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          "The background process cannot be started ("
              + e.getMessage()
              + "); it needs the program setsid.",
          e);
    }
  }

  /** Tells the launcher that the drive is mounted, and lets go of its pipe. */
  static void reportMounted() {
    System.out.print(MOUNTED);
    System.out.flush();
    // The JDK puts /dev/null in the place of a closed standard stream.
    System.out.close();
  }
}
