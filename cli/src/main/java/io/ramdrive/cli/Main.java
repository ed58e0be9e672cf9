// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The {@code ramdrive} command. */
@Command(
    name = "ramdrive",
    description = {"Drives that live in memory.", ""},
    versionProvider = Main.Version.class,
    footer = {
      "",
      "Exit status:",
      "  0  done",
      "  1  failed",
      "  2  the command line or the configuration file is wrong",
      "  3  the drive cannot be mounted there",
      "  4  there is no drive",
      "  5  the drive is in use"
    })
final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs one command and ends the JVM with its exit status. */
  public static void main(String[] args) {
    System.exit(commandLine(args).execute(args));
  }

  /** The command line with all commands; {@code args} is what started this JVM. */
  static CommandLine commandLine(String... args) {
    CommandLine commandLine =
        new CommandLine(new Main())
            .addSubcommand(MountCommand.commandLine(args))
            .addSubcommand(new UnmountCommand())
            .addSubcommand(new ListCommand())
            .addSubcommand(new StatusCommand())
            .addSubcommand(new DoctorCommand());
    commandLine
        .getCommandSpec()
        .addOption(help())
        .addOption(flag("Show the version and end.", "-V", "--version").versionHelp(true).build());
    for (CommandLine command : commandLine.getSubcommands().values()) {
      if (command.getCommandSpec().findOption("--help") == null) {
        command.getCommandSpec().addOption(help());
      }
    }
    FailureHandler failures = new FailureHandler();
    return commandLine
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private static OptionSpec help() {
    return flag("Show this help and end.", "-h", "--help").usageHelp(true).build();
  }

  private static OptionSpec.Builder flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0").description(description);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The version that the build wrote into the module. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      ModuleDescriptor module = Main.class.getModule().getDescriptor();
      String version =
          module == null ? "(development)" : module.rawVersion().orElse("(development)");
      return new String[] {"ramdrive " + version};
    }
  }
}
