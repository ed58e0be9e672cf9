// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static io.ramdrive.CacheMode.COHERENT;
import static io.ramdrive.CacheMode.EXCLUSIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ramdrive.DataPath;
import io.ramdrive.DriveOption;
import io.ramdrive.RamDriveOptions;
import io.ramdrive.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class MountCommandTest {
  @TempDir private Path folder;

  @Test
  void everyOptionReachesTheDrive() {
    RamDriveOptions options =
        options(
            "--size=64k",
            "--max-inodes",
            "7",
            "--page-size-kb=8",
            "--pre-allocate",
            "--volume-label",
            "My Label",
            "--enable-kernel-cache=false",
            "--file-info-timeout-ms=4294967295",
            "--dir-info-timeout-ms=0",
            "--volume-info-timeout-ms",
            "17",
            "--purge-on-close",
            "--enable-notifications",
            "false",
            "--cache=coherent",
            "--case-sensitive=false",
            "--initial-directories=Temp,Cache/App1",
            "--transport=device",
            "--data-path=served",
            "--check-permissions",
            "false",
            "--enable-xattrs=false",
            "--allow-other=false",
            "--uid=12",
            "--gid=4294967294",
            "--mode=1777");
    assertThat(options)
        .isEqualTo(
            new RamDriveOptions(
                65536,
                7,
                8,
                true,
                "My Label",
                false,
                4294967295L,
                0,
                17,
                true,
                false,
                COHERENT,
                Transport.DEVICE,
                DataPath.SERVED,
                false,
                false,
                false,
                "Temp,Cache/App1",
                false,
                12,
                -2,
                01777));
    assertThat(options.effectiveTimeoutMs()).isZero();
  }

  @Test
  void theBackgroundProcessGetsTheSameOptions() {
    RamDriveOptions options = options("--size=64k", "--initial-directories=a b,c", "--mode=0");
    assertThat(options(DaemonLauncher.arguments(options).toArray(new String[0])))
        .isEqualTo(options);
    RamDriveOptions defaults = RamDriveOptions.defaults();
    assertThat(options(DaemonLauncher.arguments(defaults).toArray(new String[0])))
        .isEqualTo(defaults);
  }

  @ParameterizedTest
  @EnumSource
  void theCommandLineWinsOverTheFile(DriveOption option) throws IOException {
    RamDriveOptions fromFile =
        new RamDriveOptions(
            65536,
            7,
            8,
            true,
            "File",
            false,
            5,
            6,
            7,
            true,
            false,
            COHERENT,
            Transport.DEVICE,
            DataPath.SERVED,
            true,
            false,
            false,
            "a",
            false,
            12,
            13,
            01777);
    RamDriveOptions fromLine =
        new RamDriveOptions(
            131072,
            8,
            16,
            false,
            "Line",
            true,
            6,
            7,
            8,
            false,
            true,
            COHERENT,
            Transport.RING,
            DataPath.SERVED,
            true,
            true,
            true,
            "b",
            true,
            14,
            15,
            0700);
    StringBuilder text = new StringBuilder();
    for (DriveOption each : DriveOption.values()) {
      text.append(each.key()).append(" = ").append(each.get(fromFile)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("drive.conf"), text);
    RamDriveOptions options =
        options("--config=" + file, "--" + option.key() + "=" + option.get(fromLine));
    for (DriveOption each : DriveOption.values()) {
      assertThat(each.get(options)).isEqualTo(each.get(each == option ? fromLine : fromFile));
    }
  }

  /** Not among the above, as only one of the modes goes with a kernel cache that is off. */
  @Test
  void theCommandLineWinsOverTheFileInTheCacheMode() throws IOException {
    Path file = Files.writeString(folder.resolve("drive.conf"), "cache = exclusive");
    assertThat(options("--config=" + file).cache()).isEqualTo(EXCLUSIVE);
    assertThat(options("--config=" + file, "--cache=coherent").cache()).isEqualTo(COHERENT);
    assertThat(options("--cache=exclusive").cache()).isEqualTo(EXCLUSIVE);
  }

  /** Not among the above, as passthrough goes with few other options that are not the defaults. */
  @Test
  void theCommandLineWinsOverTheFileInTheDataPath() throws IOException {
    Path file = Files.writeString(folder.resolve("drive.conf"), "data-path = passthrough");
    assertThat(options("--config=" + file).dataPath()).isEqualTo(DataPath.PASSTHROUGH);
    assertThat(options("--config=" + file, "--data-path=served").dataPath())
        .isEqualTo(DataPath.SERVED);
  }

  /** Not among the above, as only a drive for its owner alone may go without. */
  @Test
  void theCommandLineWinsOverTheFileInPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("drive.conf"), "check-permissions = false");
    assertThat(options("--config=" + file).checkPermissions()).isFalse();
    assertThat(options("--config=" + file, "--check-permissions").checkPermissions()).isTrue();
    assertThat(options("--check-permissions=false").allowOther()).isFalse();
  }

  @Test
  void nonsenseIsAUsageError() throws IOException {
    refuses("size: '2q' is not a size", "--size=2q");
    refuses("page-size-kb: 5 is not a power of two from 4 to 2048", "--page-size-kb=5");
    Path absent = folder.resolve("absent");
    refuses("The configuration file " + absent + " does not exist.", "--config=" + absent);
    Path wrong = Files.writeString(folder.resolve("wrong"), "\nspeed = high\n");
    refuses(wrong + ":2: there is no option 'speed'; there are size,", "--config=" + wrong);
    Path odd = Files.writeString(folder.resolve("odd"), "page-size-kb = 5");
    refuses("page-size-kb: 5 is not a power of two from 4 to 2048", "--config=" + odd);
  }

  @Test
  void moreMemoryThanThereIsCannotBeTakenAtOnce() {
    CommandResult result =
        CommandResult.of("mount", "--size=7t", "--pre-allocate", folder.toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .startsWith("ramdrive: pre-allocate: 7 TiB cannot be taken at once while ")
        .endsWith("; choose a smaller size, or leave out pre-allocate\n");
  }

  private static RamDriveOptions options(String... arguments) {
    MountCommand mount = new MountCommand(new LinuxHost());
    List<String> line = new ArrayList<>(List.of(arguments));
    line.add("dir");
    new CommandLine(mount.syntax().spec()).parseArgs(line.toArray(new String[0]));
    return mount.options();
  }

  private void refuses(String start, String... arguments) {
    assertThatThrownBy(() -> options(arguments))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(start)
        .extracting(e -> ((CommandFailure) e).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }
}
