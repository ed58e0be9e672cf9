// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

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
  int launch(Path mountPoint, RamDriveOptions options, PrintWriter err)
      throws IOException, InterruptedException {
    Path log = logFile == null ? temporaryLog() : logFile.toAbsolutePath();
    long logStart = Files.exists(log) ? Files.size(log) : 0;
    Process process = start(command(mountPoint, options, log), log);
    pid = process.pid();
    Thread interrupted = new Thread(process::destroy, "ramdrive-launch-signal");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try (InputStream report = process.getInputStream()) {
      if (report.read() == MOUNTED) {
        return ExitCode.OK;
      }
      int exitCode = process.waitFor();
      copy(log, logStart, err);
      if (logFile == null) {
        Files.deleteIfExists(log);
      }
      return exitCode == ExitCode.OK ? ExitCode.FAILURE : exitCode;
    } finally {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
  }

  private static Path temporaryLog() throws IOException {
    return Files.createTempFile(DriveRegistry.ofUser().open(), "mount-", ".log");
  }

  private List<String> command(Path mountPoint, RamDriveOptions options, Path log) {
    List<String> command = new ArrayList<>();
    command.add("setsid");
    command.addAll(jvm);
    command.add("mount");
    command.add(REPORT_OPTION + "=" + log);
    if (debug) {
      command.add("--debug");
    }
    command.addAll(DriveOptionSpecs.arguments(options));
    command.add("--");
    command.add(mountPoint.toString());
    return command;
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
              + "); it needs the program setsid and a log file that can be written.",
          e);
    }
  }

  private static void copy(Path log, long start, PrintWriter err) throws IOException {
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(start);
      err.print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      err.flush();
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
