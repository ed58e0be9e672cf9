// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import io.ramdrive.DriveOption;
import io.ramdrive.OptionsFile;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of a drive on the command line: those of {@link DriveOption}, each with two dashes.
 */
final class DriveOptionSpecs {
  private DriveOptionSpecs() {}

  static void addTo(CommandSpec command) {
    for (DriveOption option : DriveOption.values()) {
      OptionSpec.Builder spec =
          OptionSpec.builder("--" + option.key()).description(escape(option.description()));
      if (option.isSwitch()) {
        // With this type picocli takes the next word only if it is true or false: it may be DIR.
        spec.type(boolean.class).arity("0..1").fallbackValue("true").paramLabel("BOOL");
      } else {
        spec.type(String.class).arity("1").paramLabel(option.placeholder());
      }
      command.addOption(spec.build());
    }
  }

  /** The defaults, changed by the file if there is one, changed by the command line. */
  static RamDriveOptions resolve(ParseResult parsed, @Nullable Path file) {
    RamDriveOptions.Builder builder = RamDriveOptions.builder();
    try {
      if (file != null) {
        OptionsFile.load(file, builder);
      }
      for (DriveOption option : DriveOption.values()) {
        Object value = parsed.matchedOptionValue("--" + option.key(), (Object) null);
        if (value != null) {
          option.set(builder, value.toString());
        }
      }
      return builder.build();
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** A command line that gives all of {@code options}. */
  static List<String> arguments(RamDriveOptions options) {
    List<String> arguments = new ArrayList<>();
    for (DriveOption option : DriveOption.values()) {
      arguments.add("--" + option.key() + "=" + option.get(options));
    }
    return arguments;
  }

  /** Usage texts are format strings. */
  private static String escape(String description) {
    return description.replace("%", "%%");
  }
}
