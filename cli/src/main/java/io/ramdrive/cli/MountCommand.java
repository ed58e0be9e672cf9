// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.ByteSize;
import io.ramdrive.OptionsFile;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code ramdrive mount}. */
final class MountCommand implements Callable<Integer> {
  static final String NAME = "mount";

  private final Host host;
  private final Syntax syntax;
  private final String[] arguments;

  /** {@code arguments}: what started this JVM. */
  MountCommand(Host host, String... arguments) {
    this.host = host;
    this.arguments = arguments;
    syntax =
        Syntax.of(NAME, this, host.mounting())
            .withMountPoints(host.placeholder(), host.mountPoints())
            .withFlag(
                "Serve in the background; print the process id once the drive is mounted.",
                "-d",
                "--daemon")
            .withValue(
                "FILE", "Where a background process appends what it has to say.", "--log-file")
            .withFlag("Show what the kernel offers, and every request.", "--debug")
            .withValue(
                "FILE",
                "Read options from FILE: lines of 'key = value', keys as below without the dashes."
                    + " The command line wins.",
                "--config")
            .withHiddenValue(DaemonLauncher.REPORT_OPTION)
            .withDriveOptions();
  }

  Syntax syntax() {
    return syntax;
  }

  /** The defaults, changed by the file if there is one, changed by the command line. */
  RamDriveOptions options() {
    RamDriveOptions.Builder builder = RamDriveOptions.builder();
    try {
      Path file = syntax.path("--config");
      if (file != null) {
        OptionsFile.load(file, builder);
      }
      syntax.applyTo(builder);
      return builder.build();
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    boolean daemon = syntax.has("--daemon");
    if (daemon && !host.daemonRefusal().isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, host.daemonRefusal());
    }
    RamDriveOptions options = options();
    List<String> mountPoints = syntax.mountPoints().stream().map(host::mountPoint).toList();
    return daemon ? launch(options, mountPoints) : serve(options, mountPoints);
  }

  private int serve(RamDriveOptions options, List<String> mountPoints)
      throws IOException, InterruptedException {
    boolean debug = syntax.has("--debug");
    if (debug) {
      StderrLogger.showAll();
    }
    @Nullable String log = syntax.value(DaemonLauncher.REPORT_OPTION);
    try (MountSession session =
        MountSession.begin(host, mountPoints, log == null ? "" : log, options)) {
      if (debug) {
        tell(session.negotiation());
      }
      if (log == null) {
        tell(mounted(options, session.places()) + ", Ctrl-C unmounts.");
      } else {
        DaemonLauncher.reportMounted();
      }
      session.awaitUnmounted();
    }
    return ExitCode.OK;
  }

  private int launch(RamDriveOptions options, List<String> mountPoints)
      throws IOException, InterruptedException {
    DaemonLauncher launcher =
        new DaemonLauncher(
            JvmCommand.current(arguments), syntax.path("--log-file"), syntax.has("--debug"));
    int exitCode = launcher.launch(mountPoints, options, syntax.err());
    if (exitCode == ExitCode.OK) {
      boolean one = mountPoints.size() == 1;
      String unmount =
          one ? "'ramdrive unmount " + mountPoints.getFirst() + "'" : "unmounting all of them";
      tell(mounted(options, String.join(" and ", mountPoints)) + ", " + unmount + " ends it.");
      syntax.out().println(launcher.pid());
      syntax.out().flush();
    }
    return exitCode;
  }

  private static String mounted(RamDriveOptions options, String places) {
    return "Mounted " + ByteSize.format(options.size()) + " at " + places;
  }

  private void tell(String text) {
    syntax.err().println(text);
    syntax.err().flush();
  }
}
