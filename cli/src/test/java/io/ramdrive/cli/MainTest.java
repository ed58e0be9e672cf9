// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.DriveOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void showsItsHelpUnasked() {
    CommandResult bare = CommandResult.of();
    assertThat(bare.exitCode()).isZero();
    assertThat(bare).isEqualTo(CommandResult.of("--help"));
    assertThat(bare.out())
        .contains("mount", "unmount, umount", "list, ls", "status", "doctor")
        .contains("Exit status:", "3  the drive cannot be mounted there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mount", "unmount", "umount", "list", "ls", "status", "doctor"})
  void everyCommandHasHelp(String command) {
    for (String option : new String[] {"--help", "-h"}) {
      CommandResult help = CommandResult.of(command, option);
      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).startsWith("Usage: ramdrive ").contains("Show this help and end.");
      assertThat(help.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHelpOfMountKnowsEveryOption(DriveOption option) {
    String help = CommandResult.of("mount", "--help").out().replaceAll("\\s+", " ");
    assertThat(help).contains("--" + option.key()).contains(option.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void tellsItsVersion(String option) {
    CommandResult version = CommandResult.of(option);
    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).startsWith("ramdrive ").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'bogus', ramdrive",
    "'--bogus', ramdrive",
    "'mount', ramdrive mount",
    "'unmount a b', ramdrive unmount",
    "'mount --bogus a', ramdrive mount",
    "'mount --size', ramdrive mount",
    "'mount --pre-allocate=maybe a', ramdrive mount",
    "'unmount', ramdrive unmount",
    "'status', ramdrive status",
    "'list a', ramdrive list",
    "'doctor --jason', ramdrive doctor"
  })
  void aWrongCommandLineIsOneSentenceAndAHint(String line, String command) {
    CommandResult wrong = CommandResult.of(line.split(" "));
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err())
        .startsWith("ramdrive: ")
        .endsWith("Try '" + command + " --help' for what is allowed.\n")
        .hasLineCount(2);
  }
}
