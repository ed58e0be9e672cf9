// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.DriveOption;
import io.ramdrive.RamDriveOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a command is called and takes, and what a user gave it. Built by calls, because picocli's
 * annotations would cost every start 80 ms of reflection.
 */
final class Syntax {
  private final CommandSpec spec;

  private Syntax(CommandSpec spec) {
    this.spec = spec;
  }

  /** A command with the option {@code --help}; an empty last line sets its options apart. */
  static Syntax of(String name, Callable<Integer> command, String... description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    spec.usageMessage().description(description).abbreviateSynopsis(true).sortOptions(false);
    spec.addOption(flag("Show this help and end.", "-h", "--help").usageHelp(true).build());
    return new Syntax(spec);
  }

  /** Adds a further name. */
  Syntax alias(String name) {
    spec.aliases(name);
    return this;
  }

  /** Adds the option {@code --version}, which prints {@code text}. */
  Syntax withVersion(String text) {
    spec.version(text);
    spec.addOption(flag("Show the version and end.", "-V", "--version").versionHelp(true).build());
    return this;
  }

  /** Adds lines to the end of the help. */
  Syntax withFooter(String... lines) {
    spec.usageMessage().footer(lines);
    return this;
  }

  /** Adds the one parameter, a mount point. */
  Syntax withMountPoint(String label, String description) {
    return withPositional(String.class, "0", "1", label, description);
  }

  /** Adds the one parameter, a mount point, which may be left out. */
  Syntax withOptionalMountPoint(String label, String description) {
    return withPositional(String.class, "0", "0..1", label, description);
  }

  /** Adds the one parameter, one or more mount points. */
  Syntax withMountPoints(String label, String description) {
    return withPositional(String[].class, "0..*", "1..*", label, description);
  }

  private Syntax withPositional(
      Class<?> type, String index, String arity, String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .type(type)
            .index(index)
            .arity(arity)
            .required(arity.startsWith("1"))
            .description(description)
            .build());
    return this;
  }

  /** Adds a command of this command. */
  Syntax withCommand(Syntax command) {
    spec.addSubcommand(command.spec.name(), command.spec);
    return this;
  }

  /** Adds an option that is there or not. */
  Syntax withFlag(String description, String... names) {
    spec.addOption(flag(description, names).build());
    return this;
  }

  private static OptionSpec.Builder flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0").description(description);
  }

  /** Adds an option with a value. */
  Syntax withValue(String label, String description, String... names) {
    spec.addOption(value(label, description, names).build());
    return this;
  }

  /** Adds an option with a value that no help mentions. */
  Syntax withHiddenValue(String name) {
    spec.addOption(value("", "", name).hidden(true).build());
    return this;
  }

  private static OptionSpec.Builder value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description);
  }

  /** Adds the options of a drive. */
  Syntax withDriveOptions() {
    for (DriveOption option : DriveOption.values()) {
      // Usage texts are format strings.
      String description = option.description().replace("%", "%%");
      String name = "--" + option.key();
      if (option.isSwitch()) {
        // With this type picocli takes the next word only if it is true or false: it may be DIR.
        spec.addOption(
            flag(description, name).arity("0..1").fallbackValue("true").paramLabel("BOOL").build());
      } else {
        withValue(option.placeholder(), description, name);
      }
    }
    return this;
  }

  /** For picocli. */
  CommandSpec spec() {
    return spec;
  }

  /** The mount point that was given; empty when none was. */
  String mountPoint() {
    return spec.commandLine().getParseResult().matchedPositionalValue(0, "");
  }

  /** The mount points that were given, in their order. */
  List<String> mountPoints() {
    String[] none = {};
    return List.of(spec.commandLine().getParseResult().matchedPositionalValue(0, none));
  }

  /** Whether the flag was given. */
  boolean has(String name) {
    return spec.commandLine().getParseResult().hasMatchedOption(name);
  }

  /** The value that the option was given. */
  @Nullable String value(String name) {
    Object value = spec.commandLine().getParseResult().matchedOptionValue(name, (Object) null);
    return value == null ? null : value.toString();
  }

  /** The value that the option was given, a path. */
  @Nullable Path path(String name) {
    String value = value(name);
    return value == null ? null : Path.of(value);
  }

  /** Sets the options of a drive that were given. */
  void applyTo(RamDriveOptions.Builder builder) {
    for (DriveOption option : DriveOption.values()) {
      String value = value("--" + option.key());
      if (value != null) {
        option.set(builder, value);
      }
    }
  }

  /** Prints the help, which nobody asked for. */
  void printUsage() {
    spec.commandLine().usage(out());
  }

  /** For data. */
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** For everything else. */
  PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
