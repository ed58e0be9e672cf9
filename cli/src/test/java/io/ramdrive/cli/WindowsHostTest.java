// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.MountedDrive;
import io.ramdrive.RamDriveOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the commands do on Windows, as far as Linux can play it. */
class WindowsHostTest {
  private static final Path ROOT = Path.of("R:\\");
  private static final Path ROOT_OF_SERVICE = Path.of("S:\\");

  @TempDir private Path folder;
  private WindowsHost host;

  @BeforeEach
  void furnish() {
    host =
        new WindowsHost(
            Map.of(
                "LOCALAPPDATA", folder.resolve("user").toString(),
                "ProgramData", folder.resolve("machine").toString()));
  }

  @Test
  void knowsTheDrivesOfTheUserAndOfTheService() throws IOException {
    host.registry().add(record(ProcessId.current(), ROOT));
    host.asService().registry().add(record(ProcessId.current(), ROOT_OF_SERVICE));
    assertThat(host.mounted())
        .containsExactly(new MountedDrive(ROOT, "Mine"), new MountedDrive(ROOT_OF_SERVICE, "Mine"));
    assertThat(host.drive("r").mountPoint()).isEqualTo(ROOT);
    assertThat(host.drive("s:\\").mountPoint()).isEqualTo(ROOT_OF_SERVICE);
    assertThat(host.record(ROOT_OF_SERVICE)).isPresent();
    assertThat(folder.resolve("user/RamDrive/drives")).isNotEmptyDirectory();
    assertThat(folder.resolve("machine/RamDrive/drives")).isNotEmptyDirectory();
  }

  @Test
  void forgetsTheDrivesOfDeadProcesses() throws IOException {
    ProcessId dead = new ProcessId(Integer.MAX_VALUE, 1);
    host.registry().add(record(dead, ROOT));
    host.asService().registry().add(record(dead, ROOT_OF_SERVICE));
    assertThat(host.mounted()).isEmpty();
    assertThat(folder.resolve("user/RamDrive/drives")).isEmptyDirectory();
    // Not this user's to remove.
    assertThat(folder.resolve("machine/RamDrive/drives")).isNotEmptyDirectory();
  }

  /** A user may not look at the service's process. */
  @Test
  void aDriveOfTheServiceThatAnswersIsThere() throws IOException {
    ProcessId hidden = new ProcessId(Integer.MAX_VALUE, 1);
    host.asService().registry().add(record(hidden, folder));
    assertThat(host.mounted()).containsExactly(new MountedDrive(folder, "Mine"));
  }

  /** So is the process of the same user as administrator. */
  @Test
  void aDriveOfAnElevatedProcessIsKeptAndCanBeUnmounted() throws Exception {
    ProcessId hidden = new ProcessId(Integer.MAX_VALUE, 1);
    DriveRegistry registry = host.registry();
    DriveRecord record = record(hidden, folder);
    registry.add(record);
    assertThat(host.mounted()).containsExactly(new MountedDrive(folder, "Mine"));
    assertThat(registry.find(folder)).isPresent();
    try (StopFile stopFile =
        StopFile.watch(registry.stopFile(hidden), () -> registry.remove(record))) {
      assertThat(stopFile).isNotNull();
      host.unmount(new MountedDrive(folder, "Mine"), false, new PrintWriter(new StringWriter()));
    }
    assertThat(registry.find(folder)).isEmpty();
  }

  @Test
  void aWrongMountPointIsNotMounted() {
    for (String text : new String[] {"Q:", "/mnt/ram", "*"}) {
      assertThatThrownBy(() -> host.drive(text))
          .isInstanceOf(CommandFailure.class)
          .hasMessage("No drive is mounted at " + text + "; 'ramdrive list' shows those that are.")
          .extracting(e -> ((CommandFailure) e).exitCode())
          .isEqualTo(ExitCode.NOT_MOUNTED);
    }
  }

  @Test
  void aProcessIsAskedToUnmount() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    ProcessId id = new ProcessId(process.pid(), Long.parseLong(startInProc(process.pid())));
    DriveRegistry registry = host.registry();
    registry.add(record(id, ROOT));
    try (StopFile stopFile = StopFile.watch(registry.stopFile(id), process::destroy)) {
      assertThat(stopFile).isNotNull();
      host.unmount(host.drive("R:"), false, new PrintWriter(new StringWriter()));
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(host.mounted()).isEmpty();
    assertThat(folder.resolve("user/RamDrive/drives")).isEmptyDirectory();
  }

  @Test
  void onlyWindowsEndsTheService() throws IOException {
    host.asService().registry().add(record(ProcessId.current(), ROOT_OF_SERVICE));
    MountedDrive drive = host.drive("S:");
    assertThatThrownBy(() -> host.unmount(drive, false, new PrintWriter(new StringWriter())))
        .isInstanceOf(CommandFailure.class)
        .hasMessageEndingWith(
            " is served by the service: 'sc.exe stop RamDrive' as administrator ends it.");
    assertThat(host.asService().usesStopFiles()).isFalse();
  }

  @Test
  void thereIsNothingToDoLazily() throws IOException {
    host.registry().add(record(ProcessId.current(), ROOT));
    CommandResult result = run("unmount", "--lazy", "R:");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("ramdrive: --lazy is for Linux; on Windows");
  }

  @Test
  void theBackgroundIsForTheService() {
    CommandResult result = run("mount", "--daemon", "R:");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .isEqualTo(
            "ramdrive: --daemon is for Linux; on Windows the service 'RamDrive' serves in the"
                + " background: install it with scripts\\windows\\install-service.ps1.\n");
  }

  @Test
  void aMountPointOfLinuxIsRefused() {
    CommandResult result = run("mount", "/mnt/ram");
    assertThat(result.exitCode()).isEqualTo(ExitCode.CANNOT_MOUNT);
    assertThat(result.err()).contains("\"/mnt/ram\" is no mount point: write a drive (R:)");
  }

  @Test
  void listAndStatusTellWhatIsKnown() throws IOException {
    host.registry().add(record(ProcessId.current(), folder));
    CommandResult list = run("list");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).contains(folder.toString(), "Mine").doesNotContain("no answer");
    CommandResult json = run("list", "--json");
    assertThat(json.out()).contains("\"answers\": true").doesNotContain("maxInodes", "\"inodes");
  }

  @Test
  void theHelpSpeaksOfDrives() {
    String help = run("mount", "--help").out().replaceAll("\\s+", " ");
    assertThat(help).contains("DRIVE", host.mountPoints()).doesNotContain("SIGTERM", "DIR...");
  }

  private CommandResult run(String... arguments) {
    return run(host, arguments);
  }

  static CommandResult run(WindowsHost host, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine(host, arguments);
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = commandLine.execute(arguments);
    return new CommandResult(exitCode, out.toString(), err.toString());
  }

  private static DriveRecord record(ProcessId process, Path root) throws IOException {
    RamDriveOptions options = RamDriveOptions.builder().size(4096).volumeLabel("Mine").build();
    DriveRecord own = DriveRecord.of(List.of(root), "", options);
    return new DriveRecord(process, own.mountPoints(), Instant.now(), "", "", own.options());
  }

  private static String startInProc(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1)[19];
  }
}
