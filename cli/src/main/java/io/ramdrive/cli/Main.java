// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.RamDrive;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    if (args.length > 0 && args[0].equals(MountCommand.NAME)) {
      Thread.ofPlatform().daemon().name("ramdrive-prepare").start(Main::prepare);
    }
    // All options are strings here; looking for classes that others could be takes milliseconds.
    System.setProperty("picocli.converters.excludes", "java.*");
    int exitCode = commandLine(args).execute(args);
    // System.exit waits 300 ms for the thread that waits for a process in the background.
    if (exitCode != ExitCode.OK) {
      System.exit(exitCode);
    }
  }

  /** While the command line is being understood. Whatever fails here fails again, and is told. */
  private static void prepare() {
    try {
      RamDrive.prepare();
    } catch (RuntimeException | LinkageError e) {
      System.getLogger(Main.class.getName()).log(System.Logger.Level.DEBUG, "Not prepared", e);
    }
  }

  /** The command line with all commands; {@code args} is what started this JVM. */
  static CommandLine commandLine(String... args) {
    return commandLine(Host.current(), args);
  }

  static CommandLine commandLine(Host host, String... args) {
    CommandLine commandLine = new CommandLine(new Main().syntax.spec());
    for (Syntax command : commands(host, args)) {
      commandLine.addSubcommand(command.spec());
    }
    FailureHandler failures = new FailureHandler();
    return commandLine
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  /**
   * The command that {@code args} begin with; all of them where they begin with none, for the help.
   * Each takes picocli some milliseconds.
   */
  private static Collection<Syntax> commands(Host host, String... args) {
    Map<String, Supplier<Syntax>> commands = new LinkedHashMap<>();
    commands.put(MountCommand.NAME, () -> new MountCommand(host, args).syntax());
    commands.put("unmount", () -> new UnmountCommand(host).syntax());
    commands.put("list", () -> new ListCommand(host).syntax());
    commands.put("status", () -> new StatusCommand(host).syntax());
    commands.put("doctor", () -> new DoctorCommand(host).syntax());
    if (host instanceof WindowsHost windows) {
      commands.put("service", () -> new ServiceCommand(windows).syntax());
    }
    @Nullable Supplier<Syntax> named = args.length == 0 ? null : commands.get(args[0]);
    if (named != null) {
      return List.of(named.get());
    }
    List<Syntax> all = new ArrayList<>();
    commands.values().forEach(command -> all.add(command.get()));
    return all;
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
