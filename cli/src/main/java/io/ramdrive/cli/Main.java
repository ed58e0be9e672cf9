// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.lang.module.ModuleDescriptor;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** The {@code ramdrive} command. */
final class Main implements Callable<Integer> {
  private final Syntax syntax =
      Syntax.of("ramdrive", this, "Drives that live in memory.", "")
          .withVersion("ramdrive " + version())
          .withFooter(
              "",
              "Exit status:",
              "  0  done",
              "  1  failed",
              "  2  the command line or the configuration file is wrong",
              "  3  the drive cannot be mounted there",
              "  4  there is no drive",
              "  5  the drive is in use");

  private Main() {}

  /** Runs one command and ends the JVM with its exit status. */
  public static void main(String[] args) {
    System.exit(commandLine(args).execute(args));
  }

  /** The command line with all commands; {@code args} is what started this JVM. */
  static CommandLine commandLine(String... args) {
    return commandLine(Host.current(), args);
  }

  static CommandLine commandLine(Host host, String... args) {
    FailureHandler failures = new FailureHandler();
    CommandLine commandLine =
        new CommandLine(new Main().syntax.spec())
            .addSubcommand(new MountCommand(host, args).syntax().spec())
            .addSubcommand(new UnmountCommand(host).syntax().spec())
            .addSubcommand(new ListCommand(host).syntax().spec())
            .addSubcommand(new StatusCommand(host).syntax().spec())
            .addSubcommand(new DoctorCommand(host).syntax().spec());
    if (host instanceof WindowsHost windows) {
      commandLine.addSubcommand(new ServiceCommand(windows).syntax().spec());
    }
    return commandLine
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  @Override
  public Integer call() {
    syntax.printUsage();
    return ExitCode.OK;
  }

  /** What the build wrote into the module. */
  private static String version() {
    ModuleDescriptor module = Main.class.getModule().getDescriptor();
    return module == null ? "(development)" : module.rawVersion().orElse("(development)");
  }
}
