// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServiceRunCommandTest {
  @TempDir private Path folder;

  @Test
  void findsItsOptionsWhereWindowsKeepsThoseOfAllUsers() throws IOException {
    assertThat(command("--size=1m").options().volumeLabel()).isEqualTo("ramdrive");
    Path file = folder.resolve("RamDrive/ramdrive.conf");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "volume-label = Shared\nsize = 1m\n");
    RamDriveOptions options = command("--size=2m").options();
    assertThat(options.volumeLabel()).isEqualTo("Shared");
    assertThat(options.size()).isEqualTo(2 << 20);
  }

  @Test
  void aFileThatIsNamedHasToBeThere() {
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> command("--config=" + absent).options())
        .isInstanceOf(IOException.class)
        .hasMessage("The configuration file " + absent + " does not exist.");
  }

  @Test
  void mountsAtTheUsualLetterUnlessTold() {
    assertThat(command().mountPoint()).isEqualTo("R:");
    assertThat(command("s").mountPoint()).isEqualTo("S:");
  }

  @Test
  void withoutWinFspThereIsNoService() {
    CommandResult result = WindowsHostTest.run(host(), "service", "run", "--size=1m");
    assertThat(result.exitCode()).isEqualTo(ExitCode.CANNOT_MOUNT);
    assertThat(result.err()).startsWith("ramdrive: ").contains("WinFsp").hasLineCount(1);
  }

  @Test
  void itsHelpNamesTheScripts() {
    CommandResult result = WindowsHostTest.run(host(), "service");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("run", "install-service.ps1", "uninstall-service.ps1");
    assertThat(CommandResult.of("service").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private WindowsHost host() {
    return new WindowsHost(Map.of("ProgramData", folder.toString()));
  }

  private ServiceRunCommand command(String... arguments) {
    ServiceRunCommand command = new ServiceRunCommand(host());
    new CommandLine(command.syntax().spec()).parseArgs(arguments);
    return command;
  }
}
