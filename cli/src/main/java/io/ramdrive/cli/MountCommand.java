// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.ByteSize;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ramdrive mount}. */
@Command(
    name = "mount",
    description = {
      "Mount a new, empty drive at DIR and serve it until it is unmounted.",
      "Ctrl-C, SIGTERM, 'ramdrive unmount DIR' and 'umount DIR' end it; its content is gone then.",
      ""
    },
    abbreviateSynopsis = true,
    sortOptions = false)
final class MountCommand implements Callable<Integer> {
  private final String[] arguments;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "An existing empty directory.")
  private Path directory = Path.of("");

  @Option(
      names = {"-d", "--daemon"},
      description = "Serve in the background; print the process id once the drive is mounted.")
  private boolean daemon;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description = "Where a background process appends what it has to say.")
  private @Nullable Path logFile;

  @Option(names = "--debug", description = "Show what the kernel offers, and every request.")
  private boolean debug;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Read options from FILE: lines of 'key = value', keys as below without the dashes. The"
              + " command line wins.")
  private @Nullable Path config;

  /** Given by {@link DaemonLauncher}: the log that it reads, should this process fail. */
  @Option(names = DaemonLauncher.REPORT_OPTION, hidden = true)
  private @Nullable Path reportLog;

  private MountCommand(String[] arguments) {
    this.arguments = arguments;
  }

  static CommandLine commandLine(String[] arguments) {
    CommandLine commandLine = new CommandLine(new MountCommand(arguments));
    DriveOptionSpecs.addTo(commandLine.getCommandSpec());
    return commandLine;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    RamDriveOptions options = DriveOptionSpecs.resolve(spec.commandLine().getParseResult(), config);
    Path mountPoint = MountPoint.resolve(directory);
    if (daemon) {
      return launch(options, mountPoint);
    }
    if (debug) {
      StderrLogger.showAll();
    }
    PrintWriter err = spec.commandLine().getErr();
    String log = reportLog == null ? "" : reportLog.toString();
    try (MountSession session = MountSession.begin(mountPoint, log, options)) {
      if (debug) {
        err.println(session.mount().negotiation());
        err.flush();
      }
      if (reportLog == null) {
        err.println(mounted(options, mountPoint) + ", Ctrl-C unmounts.");
        err.flush();
      } else {
        DaemonLauncher.reportMounted();
      }
      session.mount().awaitUnmounted();
    }
    return ExitCode.OK;
  }

  private int launch(RamDriveOptions options, Path mountPoint)
      throws IOException, InterruptedException {
    DaemonLauncher launcher = new DaemonLauncher(JvmCommand.current(arguments), logFile, debug);
    PrintWriter err = spec.commandLine().getErr();
    int exitCode = launcher.launch(mountPoint, options, err);
    if (exitCode == ExitCode.OK) {
      err.println(
          mounted(options, mountPoint) + ", 'ramdrive unmount " + mountPoint + "' ends it.");
      err.flush();
      spec.commandLine().getOut().println(launcher.pid());
      spec.commandLine().getOut().flush();
    }
    return exitCode;
  }

  private static String mounted(RamDriveOptions options, Path mountPoint) {
    return "Mounted " + ByteSize.format(options.size()) + " at " + mountPoint;
  }
}
